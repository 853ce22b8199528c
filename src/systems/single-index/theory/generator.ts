import { arcsin } from '../../../numeric/arc.ts';
import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { asinh, cos, cosh, power, sin, sinh, squared, tan } from '../../../numeric/special.ts';
import type { MomentFunctions } from './averages.ts';

export interface Diffusion {
  moments: MomentFunctions;
  /** δ, the step size times d. */
  delta: number;
  /** d. */
  dimension: number;
  /** σ is even: m and −m are the same, and m stands for |m|. */
  even: boolean;
}

/** The overlap at the start: a number, or the magnitude of that of a uniformly random direction. */
export type Start = number | 'random';

/** Cells for an even activation. */
const CELLS = 160;

/**
 * The generator L, in a coordinate s: m = sin x and x = (π/2) sinh(κs)/sinh κ, where m = ±1 are
 * regular and the neighbourhood of m = 0 is stretched. Cells are centred; u is even about m = 0 for
 * an even σ, and about x = ±π/2 always.
 */
export class Grid {
  readonly m: Float64Array;
  /** (Lu)_i = lower_i u_{i−1} + diagonal_i u_i + upper_i u_{i+1}. */
  readonly lower: Float64Array;
  readonly diagonal: Float64Array;
  readonly upper: Float64Array;
  /** (δ/2d)Var X, with s in the place of m. */
  private readonly spread: Float64Array;
  private readonly kappa: number;
  private readonly low: number;
  private readonly h: number;
  private readonly even: boolean;

  /** Up to m = `target`, where u = 0 if that is below 1. */
  constructor({ moments, delta, dimension, even }: Diffusion, start: Start, target: number, refine: number) {
    const cells = Math.round(CELLS * refine * (even ? 1 : 1.5));
    const epsilon = delta / dimension;
    this.even = even;
    // A random start, and the noise around it, live on scales of √(1/d) and √(δ/d); from elsewhere
    // runs hardly get there.
    const finest = 0.1 * (start === 'random' ? Math.sqrt(Math.min(1, delta) / dimension) : start);
    this.kappa = stretch((finest * CELLS) / (Math.PI / 2));
    this.low = even ? 0 : -1;
    this.h = (this.coordinate(target) - this.low) / cells;
    this.m = new Float64Array(cells);
    this.lower = new Float64Array(cells);
    this.diagonal = new Float64Array(cells);
    this.upper = new Float64Array(cells);
    this.spread = new Float64Array(cells);
    const { kappa, h } = this;
    for (let i = 0; i < cells; i++) {
      const s = this.low + (i + 0.5) * h;
      const x = ((Math.PI / 2) * sinh(kappa * s)) / sinh(kappa);
      const dx = ((Math.PI / 2) * kappa * cosh(kappa * s)) / sinh(kappa);
      const m = sin(x);
      const half = (0.5 * epsilon * moments.variance(m)) / squared(cos(x));
      const driftOfX = moments.drift(m) / cos(x) + half * tan(x);
      const along = driftOfX / dx - (half * kappa * kappa * x) / (dx * dx * dx);
      const spread = half / squared(dx);
      this.m[i] = m;
      this.spread[i] = spread;
      this.lower[i] = spread / squared(h) - along / (2 * h);
      this.diagonal[i] = (-2 * spread) / squared(h);
      this.upper[i] = spread / squared(h) + along / (2 * h);
    }
    const last = cells - 1;
    this.diagonal[0] += this.lower[0];
    this.diagonal[last] += target < 1 ? -this.upper[last] : this.upper[last];
    this.lower[0] = 0;
    this.upper[last] = 0;
  }

  /** Weights w with Σ w_i u_i = the mean of u over the start. */
  startWeights(start: Start, dimension: number): Float64Array {
    const weights = new Float64Array(this.m.length);
    if (start !== 'random') {
      this.addPoint(weights, start, 1);
      return weights;
    }
    for (const { m, weight } of randomStarts(dimension)) this.addPoint(weights, m, weight);
    return weights;
  }

  /** The largest |d drift/dm|: the solution changes at this rate. */
  fastestRate({ moments }: Diffusion): number {
    let most = 0;
    for (let i = 1; i < this.m.length; i++) {
      const difference = moments.drift(this.m[i]) - moments.drift(this.m[i - 1]);
      most = Math.max(most, Math.abs(difference / (this.m[i] - this.m[i - 1])));
    }
    return most;
  }

  /** (δ/d)Var X (du/dm)² of a u that vanishes at the target. */
  squaredGradient(u: Float64Array): Float64Array {
    const last = u.length - 1;
    return u.map((value, i) => {
      const below = i > 0 ? u[i - 1] : value;
      const above = i < last ? u[i + 1] : -value;
      return 2 * this.spread[i] * squared((above - below) / (2 * this.h));
    });
  }

  /** u with Lu = right. */
  solve(right: Float64Array): Float64Array {
    const u = right.slice();
    new Tridiagonal(this.lower, this.diagonal, this.upper).solve(u);
    return u;
  }

  private coordinate(m: number): number {
    return asinh((arcsin(m) * sinh(this.kappa)) / (Math.PI / 2)) / this.kappa;
  }

  /**
   * Adds `share` of the cubic through the four cells around m. A start beyond the last cell is at
   * the target.
   */
  private addPoint(weights: Float64Array, m: number, share: number): void {
    const place = (this.coordinate(m) - this.low) / this.h - 0.5;
    const last = this.m.length - 1;
    if (place > last + 0.5) return;
    let base = Math.floor(place) - 1;
    base = Math.min(base, last - 3);
    if (!this.even) base = Math.max(base, 0);
    for (let j = 0; j < 4; j++) {
      let weight = share;
      for (let l = 0; l < 4; l++) if (l !== j) weight *= (place - base - l) / (j - l);
      const cell = base + j;
      weights[cell < 0 ? -1 - cell : cell] += weight;
    }
  }
}

/**
 * κ with κ/sinh κ = `ratio` below 1, where the cells at 0 are that much finer than even ones; a
 * small κ otherwise.
 */
function stretch(ratio: number): number {
  if (ratio > 0.98) return 0.35;
  let kappa = 3;
  // Fixed point of κ = asinh(κ/ratio).
  for (let i = 0; i < 200; i++) kappa = asinh(kappa / ratio);
  return kappa;
}

const GAMMA = 2 - Math.SQRT2;

/**
 * One step of ∂u/∂t = Lu: a trapezoidal rule over the share γ of it, then BDF2, both with the
 * matrix 1 − (γh/2)L.
 */
export class BackwardStep {
  readonly h: number;
  private readonly grid: Grid;
  private readonly matrix: Tridiagonal;
  private readonly stage: Float64Array;

  constructor(grid: Grid, h: number) {
    const c = (-GAMMA / 2) * h;
    this.h = h;
    this.grid = grid;
    this.stage = new Float64Array(grid.m.length);
    this.matrix = new Tridiagonal(
      grid.lower.map((value) => c * value),
      grid.diagonal.map((value) => 1 + c * value),
      grid.upper.map((value) => c * value),
    );
  }

  /** In place. */
  take(u: Float64Array): void {
    const { lower, diagonal, upper } = this.grid;
    const { stage } = this;
    const last = u.length - 1;
    const c = (GAMMA / 2) * this.h;
    for (let i = 0; i <= last; i++) {
      const below = i > 0 ? lower[i] * u[i - 1] : 0;
      const above = i < last ? upper[i] * u[i + 1] : 0;
      stage[i] = u[i] + c * (below + diagonal[i] * u[i] + above);
    }
    this.matrix.solve(stage);
    const scale = 1 / (GAMMA * (2 - GAMMA));
    for (let i = 0; i <= last; i++) u[i] = scale * (stage[i] - squared(1 - GAMMA) * u[i]);
    this.matrix.solve(u);
  }
}

/** A tridiagonal matrix, factorised by elimination without exchanges. */
class Tridiagonal {
  private readonly lower: Float64Array;
  private readonly pivots: Float64Array;
  private readonly ratios: Float64Array;

  constructor(lower: Float64Array, diagonal: Float64Array, upper: Float64Array) {
    this.lower = lower;
    this.pivots = new Float64Array(diagonal.length);
    this.ratios = new Float64Array(diagonal.length);
    for (let i = 0; i < diagonal.length; i++) {
      this.pivots[i] = diagonal[i] - (i > 0 ? lower[i] * this.ratios[i - 1] : 0);
      this.ratios[i] = upper[i] / this.pivots[i];
    }
  }

  /** In place. */
  solve(right: Float64Array): void {
    const { lower, pivots, ratios } = this;
    const last = right.length - 1;
    right[0] /= pivots[0];
    for (let i = 1; i <= last; i++) right[i] = (right[i] - lower[i] * right[i - 1]) / pivots[i];
    for (let i = last - 1; i >= 0; i--) right[i] -= ratios[i] * right[i + 1];
  }
}

/**
 * Overlaps m > 0 and weights (adding up to 1) for means over uniformly random directions, |m|
 * taken: x = arcsin m has density ∝ cos^(d−2) x.
 */
export function randomStarts(dimension: number): { m: number; weight: number }[] {
  const { nodes, weights } = gaussLegendre(48);
  const reach = Math.min(Math.PI / 2, 8 / Math.sqrt(dimension));
  let total = 0;
  const starts = Array.from(nodes, (node, j) => {
    // x ∝ v²: logarithms of m are then smooth enough in v.
    const v = (1 + node) / 2;
    const x = reach * v * v;
    const weight = weights[j] * v * power(cos(x), dimension - 2);
    total += weight;
    return { m: sin(x), weight };
  });
  return starts.map(({ m, weight }) => ({ m, weight: weight / total }));
}
