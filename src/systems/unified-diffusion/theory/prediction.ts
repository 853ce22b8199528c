import { squared } from '../../../numeric/special.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { DiffusionObservable } from '../observables.ts';
import { type DiffusionProblem, EMERGED } from '../problem.ts';
import { firstReaches } from './emergence.ts';
import { followCovariance, gaussianDivergence, marginalCovariance } from './matrices.ts';
import { divergenceOfRatio, marginalVariance, sampledVariances, shareSeen } from './modes.ts';

type Context = Pick<TheoryContext<DiffusionObservable>, 'engine' | 'check' | 'progress'>;

/** What becomes of each mode; shares are steps × modes, the last row that of the sample itself. */
interface Course {
  shares: Float64Array;
  ratios: Float64Array;
  divergence: number;
  targetDivergence: number;
}

/** Exact for every number of steps: samplers of Gaussian data are linear. */
export function predict(problem: DiffusionProblem, context: Context): Prediction<DiffusionObservable> {
  const { times, shown, variances } = problem;
  const d = variances.length;
  const { shares, ratios, divergence, targetDivergence } = problem.aligned
    ? modeByMode(problem, context)
    : together(problem, context);
  const of = (k: number) => Float64Array.from(times, (_, j) => shares[j * d + k]);
  const clear = variances.every((_, k) => isClear(of(k), times, problem.parameters.samples));
  return {
    observables: {
      ...quantities<DiffusionObservable>(
        {
          emergence: clear ? variances.map((_, k) => firstReaches(of(k), times, EMERGED)) : undefined,
          variance: ratios,
          revealed: Float64Array.from({ length: shown.length * d }, (_, at) => {
            return shares[shown[Math.floor(at / d)] * d + (at % d)];
          }),
        },
        1e-8,
      ),
      // A variance too small for a number is not zero: then there is no divergence to be told.
      ...(Number.isFinite(divergence) && {
        divergence: { value: divergence, error: lostDigits(divergence, d) },
      }),
      ...(Number.isFinite(targetDivergence) && {
        targetDivergence: { value: targetDivergence, error: lostDigits(targetDivergence, d) },
      }),
    },
  };
}

/** A mode whose share waits near one half for longer than this has no one time of emergence. */
export const LONGEST_WAIT = 0.06;

/**
 * Whether a share estimated from so many samples, three deviations √(2/M) up or down, comes to one
 * half at about the same time.
 */
function isClear(shares: Float64Array, times: Float64Array, samples: number): boolean {
  const noise = 3 * Math.sqrt(2 / samples) * EMERGED;
  const [early, late] = [EMERGED - noise, EMERGED + noise].map((level) => firstReaches(shares, times, level));
  return early - late < LONGEST_WAIT;
}

/** Where distributions are close a divergence is a small difference of ratios near 1. */
function lostDigits(divergence: number, d: number): number {
  return Math.min(1, 1e-8 + (1e-12 * d) / Math.max(divergence, 1e-300));
}

function modeByMode(
  { parameters, schedule, times, covariance, readout, variances }: DiffusionProblem,
  context: Context,
): Course {
  const d = variances.length;
  const gammas = Array.from(times, (time) => schedule.at(time));
  const shares = new Float64Array(times.length * d);
  const ratios = new Float64Array(d);
  let [divergence, targetDivergence] = [0, 0];
  for (let k = 0; k < d; k++) {
    context.check();
    context.progress(k / d);
    const [S, unit] = [covariance[k * d + k], readout[k * d + k]];
    const gamma = Float64Array.from(gammas, (all) => all[k]);
    const v = sampledVariances(parameters.sampler, S, gamma);
    const last = v[times.length - 1];
    for (let j = 0; j + 1 < times.length; j++) shares[j * d + k] = shareSeen(S, gamma[j], v[j]);
    ratios[k] = (last * squared(unit)) / variances[k];
    shares[(times.length - 1) * d + k] = ratios[k];
    divergence += divergenceOfRatio(last / S);
    targetDivergence += divergenceOfRatio(last / marginalVariance(S, gamma[times.length - 1]));
  }
  return { shares, ratios, divergence, targetDivergence };
}

function together(problem: DiffusionProblem, { engine, check, progress }: Context): Course {
  const { parameters, schedule, times, covariance, readout, variances } = problem;
  const d = variances.length;
  const gammas = Array.from(times, (time) => schedule.at(time));
  const shares = new Float64Array(times.length * d);
  let last: Float64Array = covariance;
  followCovariance({ covariance, gammas, sampler: parameters.sampler }, engine, (j, state, denoiser) => {
    check();
    progress(j / times.length);
    const isLast = j + 1 === times.length;
    const map = isLast ? readout : productOf(readout, denoiser, d);
    for (let k = 0; k < d; k++) shares[j * d + k] = quadraticForm(map, state, k, d) / variances[k];
    if (isLast) last = state;
  });
  return {
    shares,
    ratios: shares.slice((times.length - 1) * d),
    divergence: gaussianDivergence(last, covariance, engine),
    targetDivergence: gaussianDivergence(last, marginalCovariance(covariance, gammas[times.length - 1]), engine),
  };
}

/** (M C Mᵀ)_kk. */
function quadraticForm(M: Float64Array, C: Float64Array, k: number, d: number): number {
  let sum = 0;
  for (let i = 0; i < d; i++) {
    let row = 0;
    for (let j = 0; j < d; j++) row += C[i * d + j] * M[k * d + j];
    sum += M[k * d + i] * row;
  }
  return sum;
}

function productOf(a: Float64Array, b: Float64Array, d: number): Float64Array {
  const c = new Float64Array(d * d);
  for (let i = 0; i < d; i++)
    for (let k = 0; k < d; k++) for (let j = 0; j < d; j++) c[i * d + j] += a[i * d + k] * b[k * d + j];
  return c;
}
