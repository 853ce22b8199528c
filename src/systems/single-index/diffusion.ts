import { NoConvergence } from '../../numeric/errors.ts';
import { gaussLegendre } from '../../numeric/quadrature.ts';
import type { AverageFunctions } from './averages.ts';
import { drift } from './theory.ts';

// At finite d the overlap fluctuates between runs: to leading order it is a diffusion with the drift of theory.ts and the variance
// (δ/d)(1 − m²) Var(gξ) per unit time. Near m = 0 that moves it as far as its random start, so that no escape time is right without it.
// Means over runs follow from Kolmogorov's backward equation ∂u/∂t = Lu for u(m, t) = E[f(m_t) | m_0 = m].
// Diffusive limits of SGD: Ben Arous, Gheissari & Jagannath 2022, 2206.04030.

export interface Diffusion {
  averages: AverageFunctions;
  /** δ, the step size times d. */
  delta: number;
  /** d. */
  dimension: number;
  /** σ is even: m and −m are the same, and m stands for |m|. */
  even: boolean;
}

/** The overlap at the start: a number, or the magnitude of that of a uniformly random direction. */
export type Start = number | 'random';

/** What `meanAlong` and `escapeMoments` promise, relative, where the mean is of the order of f's range. */
export const diffusionPromise = 2e-3;

const CELLS = 240;

/** E f(m_t) at each of `times` (ascending, from 0); for small fluctuations `hasSmallNoise` says that the flow is as good, and better resolved. */
export function meanAlong(
  diffusion: Diffusion,
  f: (m: number) => number,
  start: Start,
  times: ArrayLike<number>,
): Float64Array {
  const [coarse, fine] = [0.5, 1].map((refine) => meanOnGrid(diffusion, f, start, times, refine));
  return fine.map((value, i) => extrapolate(coarse[i], value));
}

/** L-stable steps of second order (TR-BDF2: Bank et al. 1985) on a grid that is fine near m = 0; `refine` multiplies cells and steps. */
function meanOnGrid(
  diffusion: Diffusion,
  f: (m: number) => number,
  start: Start,
  times: ArrayLike<number>,
  refine: number,
): Float64Array {
  const grid = new Grid(diffusion, 1, refine);
  const at = grid.startWeights(start, diffusion.dimension);
  const rate = grid.fastestRate(diffusion);
  let u: Float64Array = Float64Array.from(grid.m, f);
  let reached = 0;
  let step: BackwardStep | undefined;
  return Float64Array.from(times, (time) => {
    const span = time - reached;
    if (span > 0) {
      const steps = Math.ceil(refine * Math.max(4, (span * rate) / 0.06));
      if (step === undefined || Math.abs(step.h - span / steps) > 1e-12 * step.h)
        step = new BackwardStep(grid, span / steps);
      for (let i = 0; i < steps; i++) u = step.take(u);
      reached = time;
    }
    return dot(at, u);
  });
}

export interface EscapeMoments {
  mean: number;
  deviation: number;
}

/**
 * Mean and standard deviation of the time at which the overlap first reaches `target`: LT = −1 and LT₂ = −2T with T = T₂ = 0 at the target.
 * Throws `NoConvergence` where the time is beyond what the grid resolves (escape against the drift takes exponentially long in d).
 */
export function escapeMoments(diffusion: Diffusion, start: Start, target: number): EscapeMoments {
  const [coarse, fine] = [0.5, 1].map((refine) => {
    const grid = new Grid(diffusion, target, refine);
    const at = grid.startWeights(start, diffusion.dimension);
    const first = grid.solve(new Float64Array(grid.m.length).fill(-1));
    const second = grid.solve(first.map((time) => -2 * time));
    return { mean: dot(at, first), square: dot(at, second) };
  });
  const mean = extrapolate(coarse.mean, fine.mean);
  const variance = extrapolate(coarse.square, fine.square) - mean * mean;
  const settled = Math.abs(coarse.mean - fine.mean) < 0.05 * fine.mean;
  if (!(settled && mean > 0 && variance > 0 && mean < LONGEST))
    throw new NoConvergence(
      'the overlap does not escape within any time that matters; make the step size smaller, or the overlap at the start larger',
    );
  return { mean, deviation: Math.sqrt(variance) };
}

const LONGEST = 1e6;

/** From results of second order with cells twice as coarse and fine. */
function extrapolate(coarse: number, fine: number): number {
  return fine + (fine - coarse) / 3;
}

/**
 * Whether a run from overlap m0 follows the flow to better than `diffusionPromise`: the variance gathered while the overlap grows by its own
 * size, over its square, is below 2e-3.
 */
export function hasSmallNoise({ averages, delta, dimension }: Diffusion, m0: number): boolean {
  const speed = drift(averages, delta, m0);
  return speed > 0 && ((delta / dimension) * averages.spread(m0)) / (m0 * speed) < 2e-3;
}

/** Overlaps m > 0 and weights (adding up to 1) for means over uniformly random directions, |m| taken: x = arcsin m has density ∝ cos^(d−2) x. */
export function randomStarts(dimension: number): { m: number; weight: number }[] {
  const { nodes, weights } = gaussLegendre(48);
  const reach = Math.min(Math.PI / 2, 8 / Math.sqrt(dimension));
  let total = 0;
  const starts = Array.from(nodes, (node, j) => {
    // x ∝ v²: logarithms of m are then smooth enough in v.
    const v = (1 + node) / 2;
    const x = reach * v * v;
    const weight = weights[j] * v * Math.cos(x) ** (dimension - 2);
    total += weight;
    return { m: Math.sin(x), weight };
  });
  return starts.map(({ m, weight }) => ({ m, weight: weight / total }));
}

/**
 * The generator L, in a coordinate s: m = sin x and x = (π/2) sinh(κs)/sinh κ, where m = ±1 are regular and the neighbourhood of m = 0
 * is stretched. Cells are centred; u is even about m = 0 for an even σ, and about x = ±π/2 always.
 */
class Grid {
  readonly m: Float64Array;
  /** (Lu)_i = lower_i u_{i−1} + diagonal_i u_i + upper_i u_{i+1}. */
  readonly lower: Float64Array;
  readonly diagonal: Float64Array;
  readonly upper: Float64Array;
  private readonly kappa: number;
  private readonly low: number;
  private readonly h: number;
  private readonly even: boolean;

  /** Up to m = `target`, where u = 0 if that is below 1. */
  constructor({ averages, delta, dimension, even }: Diffusion, target: number, refine: number) {
    const cells = Math.round(CELLS * refine * (even ? 1 : 1.5));
    const epsilon = delta / dimension;
    this.even = even;
    this.kappa = stretch((0.1 * Math.sqrt(Math.min(1, delta) / dimension) * CELLS) / (Math.PI / 2));
    this.low = even ? 0 : -1;
    this.h = (this.coordinate(target) - this.low) / cells;
    this.m = new Float64Array(cells);
    this.lower = new Float64Array(cells);
    this.diagonal = new Float64Array(cells);
    this.upper = new Float64Array(cells);
    const { kappa, h } = this;
    for (let i = 0; i < cells; i++) {
      const s = this.low + (i + 0.5) * h;
      const x = ((Math.PI / 2) * Math.sinh(kappa * s)) / Math.sinh(kappa);
      const dx = ((Math.PI / 2) * kappa * Math.cosh(kappa * s)) / Math.sinh(kappa);
      const m = Math.sin(x);
      const half = 0.5 * epsilon * averages.spread(m);
      const driftOfX = drift(averages, delta, m) / Math.cos(x) + half * Math.tan(x);
      const along = driftOfX / dx - (half * kappa * kappa * x) / dx ** 3;
      const spread = half / dx ** 2;
      this.m[i] = m;
      this.lower[i] = spread / h ** 2 - along / (2 * h);
      this.diagonal[i] = (-2 * spread) / h ** 2;
      this.upper[i] = spread / h ** 2 + along / (2 * h);
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
  fastestRate({ averages, delta }: Diffusion): number {
    let most = 0;
    for (let i = 1; i < this.m.length; i++) {
      const difference = drift(averages, delta, this.m[i]) - drift(averages, delta, this.m[i - 1]);
      most = Math.max(most, Math.abs(difference / (this.m[i] - this.m[i - 1])));
    }
    return most;
  }

  /** u with Lu = right. */
  solve(right: Float64Array): Float64Array {
    return new Tridiagonal(this.lower, this.diagonal, this.upper).solve(right);
  }

  private coordinate(m: number): number {
    return Math.asinh((Math.asin(m) * Math.sinh(this.kappa)) / (Math.PI / 2)) / this.kappa;
  }

  /** Adds `share` of the cubic through the four cells around m. A start beyond the last cell is at the target. */
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

/** κ with κ/sinh κ = `ratio` below 1, where the cells at 0 are that much finer than even ones; a small κ otherwise. */
function stretch(ratio: number): number {
  if (ratio > 0.98) return 0.35;
  let kappa = 3;
  // Fixed point of κ = asinh(κ/ratio).
  for (let i = 0; i < 200; i++) kappa = Math.asinh(kappa / ratio);
  return kappa;
}

const GAMMA = 2 - Math.SQRT2;

/** One step of ∂u/∂t = Lu: a trapezoidal rule over the share γ of it, then BDF2, both with the matrix 1 − (γh/2)L. */
class BackwardStep {
  readonly h: number;
  private readonly grid: Grid;
  private readonly matrix: Tridiagonal;

  constructor(grid: Grid, h: number) {
    const c = (-GAMMA / 2) * h;
    this.h = h;
    this.grid = grid;
    this.matrix = new Tridiagonal(
      grid.lower.map((value) => c * value),
      grid.diagonal.map((value) => 1 + c * value),
      grid.upper.map((value) => c * value),
    );
  }

  take(u: Float64Array): Float64Array {
    const { lower, diagonal, upper } = this.grid;
    const c = (GAMMA / 2) * this.h;
    const right = new Float64Array(u.length);
    for (let i = 0; i < u.length; i++) {
      const below = i > 0 ? lower[i] * u[i - 1] : 0;
      const above = i < u.length - 1 ? upper[i] * u[i + 1] : 0;
      right[i] = u[i] + c * (below + diagonal[i] * u[i] + above);
    }
    const stage = this.matrix.solve(right);
    const scale = 1 / (GAMMA * (2 - GAMMA));
    for (let i = 0; i < u.length; i++) right[i] = scale * (stage[i] - (1 - GAMMA) ** 2 * u[i]);
    return this.matrix.solve(right);
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

  solve(right: Float64Array): Float64Array {
    const { lower, pivots, ratios } = this;
    const u = new Float64Array(right.length);
    for (let i = 0; i < u.length; i++) u[i] = (right[i] - (i > 0 ? lower[i] * u[i - 1] : 0)) / pivots[i];
    for (let i = u.length - 2; i >= 0; i--) u[i] -= ratios[i] * u[i + 1];
    return u;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
