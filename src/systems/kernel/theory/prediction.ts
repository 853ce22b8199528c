import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { KernelObservable } from '../observables.ts';
import type { KernelParameters } from '../parameters.ts';
import { type Problem, type SyntheticProblem, TIMES } from '../problem.ts';
import { eigenlearning, type Regression } from './eigenframework.ts';
import { errorInTime } from './flow.ts';
import { predictPool } from './pool.ts';

/**
 * Every observable of the system at one setting; the curve in time, which costs most, only where it
 * is wanted. Throws as `eigenlearning` and `predictPool`.
 */
export function predict(
  problem: Problem,
  { wanted, engine }: Pick<TheoryContext<KernelObservable>, 'wanted' | 'engine'>,
): Prediction<KernelObservable> {
  const p = problem.parameters;
  const { samples, ridge, stepSize } = p;
  if (problem.kind === 'data') {
    const { kappaHat: kappa, error, ...others } = predictPool(problem.pool, samples, ridge, engine);
    return { observables: quantities({ ...others, kappa }, error) };
  }
  const setting = regression(problem);
  const result = eigenlearning(setting);
  // Of gradient descent with long steps nothing is predicted: it is measured only.
  const inTime = stepSize === 0 && wanted.has('testErrorInTime');
  return {
    observables: quantities(
      {
        testError: result.testError,
        // Without any ridge, a tail's neither, what is left of a label does not depend on it.
        trainError: result.trainError * (setting.ridge === 0 ? 1 : ridge / setting.ridge) ** 2,
        kare: result.testError,
        overfitting: result.overfitting,
        kappa: result.kappaHat,
        totalLearnability: result.kappaHat === 0 ? result.totalLearnability : samples - ridge / result.kappaHat,
        learnability: levelLearnability(problem, result.learnability),
        testErrorInTime: inTime ? errorInTime(setting, TIMES) : undefined,
      },
      promisedError(p),
    ),
  };
}

/**
 * Eigenvalues come from quadrature in the angle and levels are trimmed at 1e-7; κ and the inverse
 * Laplace transform are far more accurate. On Gaussian inputs it is the quadrature in the length
 * that counts, where `laplace` has a cusp.
 */
function promisedError({ data, domain, kernel }: KernelParameters): number {
  if (data || domain !== 'gaussian') return 1e-6;
  return kernel === 'laplace' ? 5e-3 : 1e-4;
}

/** The trace of the levels left out acts as a ridge. */
export function regression(problem: SyntheticProblem): Regression {
  const { eigenvalues, multiplicities, power, unlearned, tail, finite } = problem;
  const { samples, ridge, noise } = problem.parameters;
  return {
    eigenvalues,
    multiplicities,
    power,
    unlearned,
    samples,
    ridge: ridge + tail,
    noise,
    ...(finite !== undefined && { pool: finite }),
  };
}

/** Of each reported level's own function: Σ L_i share_i. */
function levelLearnability({ shares }: SyntheticProblem, learnability: Float64Array): Float64Array {
  return Float64Array.from(shares, (share) => share.reduce((sum, part, i) => sum + part * learnability[i], 0));
}
