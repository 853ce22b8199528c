import { NoConvergence } from '../../../numeric/errors.ts';
import { squared } from '../../../numeric/special.ts';
import { activation } from '../activations.ts';
import { momentsOf } from './averages.ts';
import { BackwardStep, type Diffusion, Grid, type Start } from './generator.ts';

// At finite d the overlap fluctuates between runs: to leading order it is a diffusion with the
// drift and the variance per unit time that the moments of single steps give. Near m = 0 that moves
// it as far as its random start, so that no escape time is right without it. Means over runs follow
// from Kolmogorov's backward equation ∂u/∂t = Lu for u(m, t) = E[f(m_t) | m_0 = m]. Diffusive
// limits of SGD: Ben Arous, Gheissari & Jagannath 2022, 2206.04030.

/** The overlap of an activation by name, for steps δ/d in d dimensions. */
export function diffusionOf(name: string, delta: number, dimension: number): Diffusion {
  return { moments: momentsOf(name, delta, dimension), delta, dimension, even: activation(name).even };
}

/**
 * What `meansAlong` and `escapeMoments` promise, relative, where the mean is of the order of f's
 * range.
 */
export const diffusionPromise = 2e-3;

/** The largest step in units of the fastest rate. */
const LARGEST_TURN = 0.08;

/** Results on both are extrapolated to fine grids. */
const REFINEMENTS = [0.5, 1];

/**
 * E f(m_t) at each of `times` (ascending, from 0), for each of `functions` f. Where
 * `hasSmallNoise`, the flow is as good, and better resolved. Throws `NoConvergence` where the curve
 * is too long for what still happens on it.
 */
export function meansAlong(
  diffusion: Diffusion,
  functions: ((m: number) => number)[],
  start: Start,
  times: ArrayLike<number>,
): Float64Array[] {
  const [coarse, fine] = REFINEMENTS.map((refine) => meansOnGrid(diffusion, functions, start, times, refine));
  return fine.map((curve, f) => curve.map((value, i) => extrapolate(coarse[f][i], value)));
}

/**
 * L-stable steps of second order (TR-BDF2: Bank et al. 1985) on a grid that is fine near m = 0;
 * `refine` multiplies cells and steps.
 */
function meansOnGrid(
  diffusion: Diffusion,
  functions: ((m: number) => number)[],
  start: Start,
  times: ArrayLike<number>,
  refine: number,
): Float64Array[] {
  const grid = new Grid(diffusion, start, 1, refine);
  const at = grid.startWeights(start, diffusion.dimension);
  const rate = grid.fastestRate(diffusion);
  const solutions = functions.map((f) => Float64Array.from(grid.m, f));
  const means = functions.map(() => new Float64Array(times.length));
  let reached = 0;
  let step: BackwardStep | undefined;
  for (let i = 0; i < times.length; i++) {
    const span = times[i] - reached;
    if (span > 0) {
      const steps = Math.ceil(refine * Math.max(4, (span * rate) / LARGEST_TURN));
      if (step === undefined || Math.abs(step.h - span / steps) > 1e-12 * step.h)
        step = new BackwardStep(grid, span / steps);
      for (const u of solutions) takeSteps(step, u, steps);
      reached = times[i];
    }
    solutions.forEach((u, f) => {
      means[f][i] = dot(at, u);
    });
  }
  return means;
}

/** Steps between two looks at whether anything still happens. */
const LOOK = 64;
/** Between two times of a curve: some seconds of work. */
const MOST_STEPS = 300_000;
/** What may happen afterwards, relative to the largest value: far below `diffusionPromise`. */
const SETTLED = 1e-7;

/**
 * Takes so many steps, or as many as change anything: what decays does so ever more slowly, so that
 * the change since the last look is the most that any later one finds. (Not that of one step, which
 * may be rounding: it does not add up.)
 */
function takeSteps(step: BackwardStep, u: Float64Array, steps: number): void {
  let before = u.slice();
  for (let s = 1; s <= steps; s++) {
    if (s > MOST_STEPS)
      throw new NoConvergence(
        'the overlap goes on changing over more steps than can be computed; make the duration shorter, or the step size smaller',
      );
    step.take(u);
    if (s % LOOK !== 0) continue;
    let [change, size] = [0, 0];
    for (let i = 0; i < u.length; i++) {
      change = Math.max(change, Math.abs(u[i] - before[i]));
      size = Math.max(size, Math.abs(u[i]));
    }
    if (change * (steps - s) <= SETTLED * LOOK * size) return;
    before = u.slice();
  }
}

export interface EscapeMoments {
  mean: number;
  deviation: number;
}

/**
 * Mean and standard deviation of the time at which the overlap first reaches `target`. From m it
 * has mean T and variance W, with LT = −1, LW = −(δ/d)Var X (T′)² and T = W = 0 at the target; to W
 * comes the variance of T over the start. Throws `NoConvergence` where the time is beyond what the
 * grid resolves (escape against the drift takes exponentially long in d).
 */
export function escapeMoments(diffusion: Diffusion, start: Start, target: number): EscapeMoments {
  const [coarse, fine] = REFINEMENTS.map((refine) => {
    const grid = new Grid(diffusion, start, target, refine);
    const at = grid.startWeights(start, diffusion.dimension);
    const T = grid.solve(new Float64Array(grid.m.length).fill(-1));
    const W = grid.solve(grid.squaredGradient(T).map((value) => -value));
    const mean = dot(at, T);
    return {
      mean,
      variance:
        dot(at, W) +
        dot(
          at,
          T.map((time) => squared(time - mean)),
        ),
    };
  });
  const mean = extrapolate(coarse.mean, fine.mean);
  const { variance } = fine;
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
 * Whether a run from overlap m0 follows the flow to better than `diffusionPromise`: the variance
 * gathered while the overlap grows by its own size, over its square, is below 2e-3.
 */
export function hasSmallNoise({ moments, delta, dimension }: Diffusion, m0: number): boolean {
  const speed = moments.drift(m0);
  return speed > 0 && ((delta / dimension) * moments.variance(m0)) / (m0 * speed) < 2e-3;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
