import type { Prediction } from '../contract.ts';
import { errorInTime } from './flow.ts';
import type { KernelObservable, KernelParameters } from './parameters.ts';
import { predictPool } from './pool.ts';
import { makeProblem, type SyntheticProblem } from './problem.ts';
import { eigenlearning, type Regression } from './theory.ts';

/** Times of `testErrorInTime`: 0.1 to 10⁵, three to a decade. */
export const TIMES = Float64Array.from({ length: 19 }, (_, i) => 10 ** (-1 + i / 3));

/**
 * Eigenvalues come from quadrature in the angle and levels are trimmed at 1e-7; κ and the inverse Laplace transform are far more accurate. On
 * Gaussian inputs it is the quadrature in the length that counts, where `laplace` has a cusp.
 */
function promisedError({ data, domain, kernel }: KernelParameters): number {
  if (data || domain !== 'gaussian') return 1e-6;
  return kernel === 'laplace' ? 5e-3 : 1e-4;
}

/** Every observable of the system at one setting; the curve in time, which costs most, only where it is wanted. Throws as `eigenlearning` and `predictPool`. */
export function predict(p: KernelParameters, wanted?: readonly string[]): Prediction<KernelObservable> {
  const problem = makeProblem(p);
  const values: Partial<Record<KernelObservable, number | Float64Array>> = {};
  const coordinates: Record<string, Float64Array> = { time: TIMES };
  if (problem.kind === 'data') {
    const { testError, trainError, kare, overfitting, kappaHat, totalLearnability } = predictPool(
      problem,
      p.samples,
      p.ridge,
    );
    Object.assign(values, { testError, trainError, kare, overfitting, kappa: kappaHat, totalLearnability });
  } else {
    const setting = regression(p, problem);
    const result = eigenlearning(setting);
    Object.assign(values, {
      testError: result.testError,
      trainError: result.trainError * (p.ridge / setting.ridge || 0) ** 2,
      kare: result.testError,
      overfitting: result.overfitting,
      kappa: result.kappaHat,
      totalLearnability: p.samples - p.ridge / result.kappaHat,
      learnability: levelLearnability(problem, result.learnability),
    });
    coordinates.level = Float64Array.from(problem.shares, (_, k) => k);
    // Of gradient descent with long steps nothing is predicted: it is measured only.
    if (p.stepSize === 0 && (wanted?.includes('testErrorInTime') ?? true))
      values.testErrorInTime = errorInTime(setting, TIMES);
  }
  const observables: Prediction<KernelObservable>['observables'] = {};
  for (const [name, value] of Object.entries(values))
    observables[name as KernelObservable] = { value, error: promisedError(p) };
  return { observables, coordinates };
}

/** The trace of the levels left out acts as a ridge. */
export function regression(p: KernelParameters, problem: SyntheticProblem): Regression {
  const { eigenvalues, multiplicities, power, unlearned, tail, pool } = problem;
  return {
    eigenvalues,
    multiplicities,
    power,
    unlearned,
    samples: p.samples,
    ridge: p.ridge + tail,
    noise: p.noise,
    ...(pool !== undefined && { pool }),
  };
}

/** Of each reported level's own function: Σ L_i share_i. */
function levelLearnability({ shares }: SyntheticProblem, learnability: Float64Array): Float64Array {
  return Float64Array.from(shares, (share) => share.reduce((sum, part, i) => sum + part * learnability[i], 0));
}
