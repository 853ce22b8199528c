import { NoSolution } from '../../../numeric/errors.ts';
import { squared } from '../../../numeric/special.ts';
import { percent } from '../../../statistics/sentences.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import { type KernelObservable, roundOff } from '../observables.ts';
import type { KernelParameters } from '../parameters.ts';
import { type Problem, type Spectrum, type SyntheticProblem, TIMES } from '../problem.ts';
import { eigenlearning, type Regression } from './eigenframework.ts';
import { errorInTime } from './flow.ts';
import { predictPool } from './pool.ts';

/**
 * Every observable of the system at one setting; the curve in time, which costs most, only where it
 * is wanted. Throws as `eigenlearning`, `predictPool` and `errorOfDoubt`.
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
  const { trainError, ...result } = pointwise(problem, p);
  const error = errorOfDoubt({ ...result, trainError }, problem);
  // Of gradient descent with long steps nothing is predicted: it is measured only.
  const inTime = stepSize === 0 && wanted.has('testErrorInTime');
  return {
    observables: quantities(
      { ...result, trainError, testErrorInTime: inTime ? errorInTime(setting, TIMES) : undefined },
      error,
    ),
  };
}

/** All that is no curve in time. */
interface Pointwise {
  testError: number;
  trainError: number;
  kare: number;
  overfitting: number;
  kappa: number;
  totalLearnability: number;
  learnability: Float64Array;
}

function pointwise(spectrum: Spectrum & Pick<SyntheticProblem, 'finite'>, p: KernelParameters): Pointwise {
  const setting = regressionOf(spectrum, p);
  const result = eigenlearning(setting);
  return {
    testError: result.testError,
    // Without any ridge, a tail's neither, what is left of a label does not depend on it.
    trainError: result.trainError * squared(setting.ridge === 0 ? 1 : p.ridge / setting.ridge),
    kare: result.testError,
    overfitting: result.overfitting,
    kappa: result.kappaHat,
    // n − δ/κ̂ without its cancellation: the tail's trace is learned as far as κ̂ is its ridge.
    totalLearnability: result.totalLearnability + (spectrum.tail === 0 ? 0 : spectrum.tail / result.kappaHat),
    learnability: levelLearnability(spectrum, result.learnability),
  };
}

/**
 * κ and the inverse Laplace transform are more accurate than this, and so are levels in closed
 * form.
 */
const PROMISED = 1e-6;
/** A doubt larger than this, and nothing is said. */
const WORST = 1e-2;

/**
 * The relative error that doubts about the spectrum leave. Throws `NoSolution` where that is too
 * much to call it a prediction: where so much has been learned that what decides are eigenvalues
 * below rounding.
 */
function errorOfDoubt(result: Pointwise, problem: SyntheticProblem): number {
  const { doubts, finite, parameters: p } = problem;
  const scale = roundOff(problem);
  const error = doubts.reduce((most, doubt) => {
    const other = pointwise({ ...doubt, finite }, p);
    const apart = (name: 'testError' | 'trainError' | 'overfitting' | 'totalLearnability' | 'kappa', floor = 0) =>
      result[name] === other[name] || result[name] === Number.POSITIVE_INFINITY
        ? 0
        : Math.abs(other[name] - result[name]) / (Math.abs(result[name]) + floor);
    const difference = Math.max(
      apart('testError', scale),
      apart('trainError', scale),
      apart('overfitting'),
      apart('totalLearnability'),
      result.kappa === 0 ? 0 : apart('kappa'),
      ...result.learnability.map((value, k) => Math.abs(value - other.learnability[k])),
    );
    return Math.max(most, doubt.margin * difference);
  }, 0);
  if (error < WORST) return Math.max(PROMISED, error);
  throw new NoSolution(
    `here eigenvalues of the kernel decide that double precision does not know (predictions would be off by ${percent(error, 2)}): use a larger ridge, fewer samples, or a bandwidth and variances nearer to 1`,
  );
}

/** The trace of the levels left out acts as a ridge. */
export function regression(problem: SyntheticProblem): Regression {
  return regressionOf(problem, problem.parameters);
}

function regressionOf(
  { eigenvalues, multiplicities, power, unlearned, tail, finite }: Spectrum & Pick<SyntheticProblem, 'finite'>,
  { samples, ridge, noise }: KernelParameters,
): Regression {
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
function levelLearnability({ shares }: Spectrum, learnability: Float64Array): Float64Array {
  return Float64Array.from(shares, (share) => share.reduce((sum, part, i) => sum + part * learnability[i], 0));
}
