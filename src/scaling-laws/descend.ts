import { minimise, type Objective } from '../numeric/minimise.ts';
import { backSubstitute, choleskyOf, forwardSubstitute } from '../numeric/small-cholesky.ts';
import type { Centred, Columns } from './forms/form.ts';

/** A form at its trainings: what a search goes down. */
export interface Problem {
  columns: Columns;
  logLoss: Float64Array;
  centred: Centred;
  count: number;
  delta: number;
}

/**
 * Σ Huber_δ(r)/δ²: in these units the objective is of order one, and so are the tolerances that end
 * a search.
 */
export function objectiveOf({ columns, logLoss, centred, count, delta }: Problem): Objective {
  const slope = new Float64Array(count);
  return (coordinates, gradient) => {
    gradient.fill(0);
    let sum = 0;
    for (let j = 0; j < logLoss.length; j++) {
      const r = (centred.logLoss(columns, j, coordinates, slope) - logLoss[j]) / delta;
      const size = Math.abs(r);
      sum += size <= 1 ? 0.5 * r * r : size - 0.5;
      const pull = (size <= 1 ? r : Math.sign(r)) / delta;
      for (let i = 0; i < count; i++) gradient[i] += pull * slope[i];
    }
    return sum;
  };
}

/**
 * Down from `start` along the free coordinates: by quasi-Newton steps in coordinates in which the
 * normal equations are the identity, where a fit without noise ends in steps of Gauss and Newton.
 * Again from where it ends, until that gains nothing.
 */
export function descend(
  problem: Problem,
  start: ArrayLike<number>,
  free: readonly number[],
  { rounds, check }: { rounds: number; check?: () => void },
): { x: Float64Array; value: number } {
  const objective = objectiveOf(problem);
  const full = new Float64Array(problem.count);
  const begun = { x: Float64Array.from(start), value: objective(Float64Array.from(start), full) };
  let best = gaussNewton(problem, begun, free, objective);
  for (let round = 0; round < rounds; round++) {
    const before = best.value;
    const factor = choleskyOf(normalEquations(problem, best.x, free, full).matrix);
    const origin = best.x;
    const place = (z: ArrayLike<number>) => {
      const x = Float64Array.from(origin);
      const step = backSubstitute(factor, z);
      free.forEach((at, i) => {
        x[at] += step[i];
      });
      return x;
    };
    const whitened: Objective = (z, gradient) => {
      const value = objective(place(z), full);
      gradient.set(
        forwardSubstitute(
          factor,
          free.map((at) => full[at]),
        ),
      );
      return Number.isFinite(value) ? value : Number.MAX_VALUE;
    };
    const end = minimise(whitened, new Float64Array(free.length), { check, steps: 300 });
    if (end.value < best.value) best = { x: place(end.x), value: end.value };
    best = gaussNewton(problem, best, free, objective);
    if (before - best.value <= 1e-13 * best.value) break;
  }
  return best;
}

/** Steps of Gauss and Newton with Huber's weights, as long as each goes down. */
function gaussNewton(
  problem: Problem,
  from: { x: Float64Array; value: number },
  free: readonly number[],
  objective: Objective,
): { x: Float64Array; value: number } {
  const slope = new Float64Array(problem.count);
  const gradient = new Float64Array(problem.count);
  let best = from;
  for (let step = 0; step < 20; step++) {
    const { matrix, right } = normalEquations(problem, best.x, free, slope);
    const factor = choleskyOf(matrix);
    const move = backSubstitute(factor, forwardSubstitute(factor, right));
    const x = Float64Array.from(best.x);
    free.forEach((at, i) => {
      x[at] += move[i];
    });
    const value = objective(x, gradient);
    if (!(value < best.value)) return best;
    best = { x, value };
  }
  return best;
}

/**
 * Jᵀ W J (its lower triangle) and −Jᵀ W r by the free coordinates, with Huber's weights W, over δ².
 */
export function normalEquations(
  { columns, logLoss, centred, delta }: Problem,
  x: Float64Array,
  free: readonly number[],
  slope: Float64Array,
): { matrix: Float64Array[]; right: Float64Array } {
  const matrix = free.map(() => new Float64Array(free.length));
  const right = new Float64Array(free.length);
  for (let j = 0; j < logLoss.length; j++) {
    const r = centred.logLoss(columns, j, x, slope) - logLoss[j];
    const weight = Math.min(1, delta / Math.abs(r)) / (delta * delta);
    for (let i = 0; i < free.length; i++) {
      const scaled = weight * slope[free[i]];
      right[i] -= scaled * r;
      for (let k = 0; k <= i; k++) matrix[i][k] += scaled * slope[free[k]];
    }
  }
  return { matrix, right };
}
