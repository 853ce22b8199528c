import { NoSolution } from '../../../numeric/errors.ts';
import { exp, log, power } from '../../../numeric/special.ts';
import { plain } from '../../../statistics/sentences.ts';
import { momentumOf } from '../parameters.ts';
import type { LeastSquares } from '../problem.ts';
import { decayRate, NoiseDominated, type Normalised, stationarySquare } from './noise-dominated.ts';
import { type Descent, leastFactor, SecondMoments } from './second-moments.ts';
import { largestRate, noiseGain, stationaryRisk } from './stability.ts';
import { bestRate, type Course, stepsToTarget } from './steps-to-target.ts';

/**
 * Above this share of noise fed back, the risk varies so much from run to run that its mean is a
 * matter of rare runs: no such rate is proposed.
 */
export const LARGEST_GAIN = 0.7;

/** Steps times modes that are looked at: some tenths of a second of work. */
const MOST_WORK = 5e7;

/** The rate that reaches the target in the fewest steps. Throws `NoSolution` where none does. */
export function bestRateFor(setting: LeastSquares): number {
  const { targetRisk } = setting.parameters;
  const { top, settlesAt } = stability(setting);
  const start = (eta: number) => courseOf(setting, eta);
  const allows = (eta: number) => settlesAt(eta) < targetRisk && gainAt(setting, eta) <= LARGEST_GAIN;
  const least = (eta: number, steps: number) => leastRisk(setting, eta, steps);
  return bestRate({ top, start, allows, least }, targetRisk, mostSteps(setting)).eta;
}

/**
 * What the mean excess risk is no less than up to so many steps: that of the mean errors alone,
 * each mode shrunk by a factor in every step. In one pass over the modes, however many the steps.
 */
export function leastRisk(setting: LeastSquares, eta: number, steps: number): number {
  const { lambda, squaredErrors, parameters } = setting;
  const normalised = normalisedOf(setting, eta);
  const beta = momentumOf(parameters);
  return lambda.reduce((sum, l, k) => {
    const factor = normalised
      ? exp(-decayRate(normalised, l, Math.sqrt(parameters.noise * l)))
      : leastFactor(eta * l, beta);
    return sum + l * squaredErrors[k] * power(factor, 2 * steps);
  }, 0);
}

/**
 * Steps to the target at a rate; infinite where the risk never is there, or not within the steps
 * that are worth looking at.
 */
export function expectedSteps(setting: LeastSquares, eta: number): number {
  return stepsToTarget(courseOf(setting, eta), setting.parameters.targetRisk, mostSteps(setting));
}

/** By how much ln S falls in the step that comes to the target, `steps` as expected. */
export function slopeAtTarget(setting: LeastSquares, eta: number, steps: number): number {
  const course = courseOf(setting, eta);
  for (let k = 1; k < steps; k++) course.step();
  const before = course.risk;
  course.step();
  return log(before / course.risk);
}

function mostSteps({ lambda }: LeastSquares): number {
  return Math.ceil(MOST_WORK / lambda.length);
}

/** The mean excess risk from the start. */
export function courseOf(setting: LeastSquares, eta: number): Course {
  const normalised = normalisedOf(setting, eta);
  return normalised
    ? new NoiseDominated(normalised, { ...setting, s: noiseDeviations(setting) })
    : new SecondMoments(descentOf(setting, eta), setting.squaredErrors);
}

export function descentOf({ parameters, lambda }: LeastSquares, eta: number): Descent {
  return { lambda, sigma2: parameters.noise, B: parameters.batch, eta, beta: momentumOf(parameters) };
}

function normalisedOf({ parameters: { optimiser, batch } }: LeastSquares, eta: number): Normalised | undefined {
  return optimiser === 'sign' || optimiser === 'adam' ? { optimiser, B: batch, eta } : undefined;
}

/** Deviation of the label noise's part of one example's gradient, σ√λ in each mode. */
function noiseDeviations({ parameters, lambda }: LeastSquares): Float64Array {
  return lambda.map((l) => Math.sqrt(parameters.noise * l));
}

/** q; 0 of optimisers whose steps do not grow with the error. */
export function gainAt(setting: LeastSquares, eta: number): number {
  return normalisedOf(setting, eta) ? 0 : noiseGain(descentOf(setting, eta));
}

/** Where a rate leads to in the end, and the largest that is worth a look. */
export function stability(setting: LeastSquares): { top: number; settlesAt: (eta: number) => number } {
  const { lambda, parameters } = setting;
  if (!normalisedOf(setting, 1))
    return { top: largestRate(descentOf(setting, 1)), settlesAt: (eta) => stationaryRisk(descentOf(setting, eta)) };
  const s = noiseDeviations(setting);
  // In proportion to the rate.
  const perRate = lambda.reduce((sum, l, k) => sum + l * stationarySquare(normalisedOf(setting, 1)!, l, s[k]), 0);
  return { top: parameters.targetRisk / perRate, settlesAt: (eta) => perRate * eta };
}

/** Throws `NoSolution` for a rate at which the mean risk grows without end. */
export function requireStable(setting: LeastSquares, eta: number): void {
  if (gainAt(setting, eta) < 1) return;
  throw new NoSolution(
    `the mean risk diverges: the rate ${plain(eta, 3)} is above the largest stable one, ${plain(stability(setting).top, 3)}`,
  );
}
