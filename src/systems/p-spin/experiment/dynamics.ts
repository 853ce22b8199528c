import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import type { Landscape } from './landscape.ts';

/**
 * Uniform on the sphere |σ|² = N, as the columns of an N × states array; with the overlap
 * m₀ = σ₁/√N where one is given. Neighbouring columns are alike: they see opposite landscapes.
 */
export function drawStarts(
  { size: N, states: R }: Landscape,
  overlap: number | undefined,
  random: Random,
  engine: Engine,
): Float64Array {
  return engine.heap.scope(() => {
    const normal = engine.heap.matrix(N, R / 2);
    random.fillNormal(normal);
    const starts = new Float64Array(N * R);
    for (let i = 0; i < N; i++) for (let r = 0; r < R; r++) starts[i * R + r] = normal.values[i * (R / 2) + (r >> 1)];
    if (overlap !== undefined) starts.fill(0, 0, R);
    project(starts, R, N * (1 - squared(overlap ?? 0)));
    if (overlap !== undefined) starts.fill(overlap * Math.sqrt(N), 0, R);
    return starts;
  });
}

/** Brings every column to this squared length. */
function project(states: Float64Array, R: number, squaredLength: number): void {
  const squares = new Float64Array(R);
  states.forEach((value, i) => {
    squares[i % R] += value * value;
  });
  const factors = squares.map((square) => Math.sqrt(squaredLength / square));
  for (let i = 0; i < states.length; i++) states[i] *= factors[i % R];
}

/** σ ← √N σ̃/|σ̃|, σ̃ = σ + hF + √(2Th) ξ. */
export function projectedStep(
  landscape: Landscape,
  states: Float64Array,
  force: Float64Array,
  { step, temperature, noise }: { step: number; temperature: number; noise?: { random: Random; room: Matrix } },
): void {
  const amplitude = Math.sqrt(2 * temperature * step);
  if (noise) noise.random.fillNormal(noise.room);
  const xi = noise?.room.values;
  for (let i = 0; i < states.length; i++) states[i] += step * force[i] + (xi ? amplitude * xi[i] : 0);
  project(states, landscape.states, landscape.size);
}

/**
 * The gradient flow dσ/dt = F − (F·σ/N) σ on the sphere over a time `step`, by the classical
 * Runge–Kutta step of fourth order. `force` is F at the beginning.
 */
export function flowStep(landscape: Landscape, states: Float64Array, force: Float64Array, step: number): void {
  const { states: R, size: N } = landscape;
  const stage = new Float64Array(states.length);
  const slope = new Float64Array(states.length);
  const sum = new Float64Array(states.length);
  const along = new Float64Array(R);
  const slopeAt = (at: Float64Array, forces: Float64Array) => {
    along.fill(0);
    for (let i = 0; i < at.length; i++) along[i % R] += at[i] * forces[i];
    for (let i = 0; i < at.length; i++) slope[i] = forces[i] - (along[i % R] / N) * at[i];
  };
  const scratch = new Float64Array(states.length);
  slopeAt(states, force);
  for (const [ahead, weight] of [
    [1 / 2, 1 / 6],
    [1 / 2, 1 / 3],
    [1, 1 / 3],
    [0, 1 / 6],
  ]) {
    for (let i = 0; i < sum.length; i++) sum[i] += weight * slope[i];
    if (ahead === 0) break;
    for (let i = 0; i < stage.length; i++) stage[i] = states[i] + ahead * step * slope[i];
    landscape.force(stage, scratch);
    slopeAt(stage, scratch);
  }
  for (let i = 0; i < states.length; i++) states[i] += step * sum[i];
  project(states, R, N);
}
