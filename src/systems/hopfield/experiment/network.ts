import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { exp, squared } from '../../../numeric/special.ts';

/**
 * Patterns and the couplings they make, times N: whole numbers, which single precision holds
 * exactly.
 */
export interface Network {
  units: number;
  /** P × N, of ±1. */
  patterns: Matrix;
  /** N × N, N J_ij = Σ_μ ξ_i^μ ξ_j^μ with a zero diagonal. */
  couplings: Matrix;
}

export function drawNetwork(units: number, count: number, random: Random, engine: Engine): Network {
  const patterns = engine.heap.matrix(count, units, 'f32');
  random.fillRademacher(patterns);
  const couplings = engine.heap.matrix(units, units, 'f32');
  engine.syrk({ a: patterns, c: couplings, transpose: true });
  for (let i = 0; i < units; i++) couplings.values[i * units + i] = 0;
  return { units, patterns, couplings };
}

/** Share of the units whose field is against its pattern, over all patterns. */
export function firstStepErrors({ units, patterns, couplings }: Network, engine: Engine): number {
  const { rows } = patterns;
  return engine.heap.scope(() => {
    const fields = engine.heap.matrix(rows, units, 'f32');
    engine.gemm({ a: patterns, b: couplings, c: fields });
    const [signs, h] = [patterns.values, fields.values];
    let wrong = 0;
    for (let e = 0; e < h.length; e++) wrong += h[e] === 0 ? 0.5 : h[e] * signs[e] < 0 ? 1 : 0;
    return wrong / h.length;
  });
}

/** A network in motion: its units s_i = ±1, and N times their fields. */
export class Dynamics {
  readonly state: Float64Array;
  /** In single precision: whole numbers, far below 2²⁴. */
  private readonly fields: Matrix;
  private readonly couplings: Matrix;
  private readonly axpy: (count: number, factor: number, x: number, y: number) => void;

  /** Starts in the pattern of this number. Its fields lie on the heap. */
  constructor({ units, patterns, couplings }: Network, start: number) {
    const { heap } = couplings;
    this.couplings = couplings;
    this.state = Float64Array.from(patterns.values.subarray(start * units, (start + 1) * units));
    this.fields = heap.matrix(units, 1, 'f32');
    this.axpy = heap.kernels.call.axpyF32;
    for (let i = 0; i < units; i++) if (this.state[i] !== 0) this.add(i, this.state[i]);
  }

  /** Each unit in turn takes the sign of its field (of 0: stays). Returns how many have flipped. */
  follow(): number {
    const { state } = this;
    const fields = this.fields.values;
    let flips = 0;
    for (let i = 0; i < state.length; i++) {
      if (fields[i] * state[i] >= 0) continue;
      this.flip(i);
      flips++;
    }
    return flips;
  }

  /** Each unit in turn is drawn from the heat bath; `uniforms` has a number for each. */
  heat(temperature: number, uniforms: ArrayLike<number>): void {
    const { state } = this;
    const fields = this.fields.values;
    const scale = 2 / (temperature * state.length);
    for (let i = 0; i < state.length; i++) {
      const up = uniforms[i] * (1 + exp(-scale * fields[i])) < 1;
      if (up !== state[i] > 0) this.flip(i);
    }
  }

  /** Energy per unit. */
  energy(): number {
    const { state } = this;
    const fields = this.fields.values;
    let sum = 0;
    for (let i = 0; i < state.length; i++) sum += state[i] * fields[i];
    return (-0.5 * sum) / squared(state.length);
  }

  private flip(i: number): void {
    this.state[i] = -this.state[i];
    this.add(i, 2 * this.state[i]);
  }

  /** Unit i has changed by so much. */
  private add(i: number, change: number): void {
    const { state, fields, couplings } = this;
    this.axpy(state.length, change, couplings.address + 4 * i * state.length, fields.address);
  }
}
