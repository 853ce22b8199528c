import { logarithmicSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import { power } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import { isCoordinatewise, isSpectral, type OptimiserName, type OptimisersParameters } from './parameters.ts';

/** A quadratic with a power-law spectrum, and when an optimiser on it is looked at. */
export interface OptimisersProblem {
  parameters: OptimisersParameters;
  /** λ_i = i^(−b), of length N. */
  lambda: Float64Array;
  /** |e_i| = i^((b − a)/2). */
  error: Float64Array;
  /** η. */
  rate: number;
  /** Numbers of steps, from 1 on, after which curves are given. */
  steps: number[];
  /** Gradient descent, which speed is measured against, is given up after so many steps. */
  patience: number;
}

const PER_DECADE = 12;
/** A loss over that at the start of which rounding may be all: when it is reached is not told. */
export const LEAST_LOSS = 1e-20;
/** Gradient descent gets so many times as many steps as the optimiser. */
const PATIENCE = 20;

/**
 * Of all steps together: transcendental, as errors are algebraic for rational exponents, and none
 * then comes to 0 exactly, where the next step has no direction.
 */
const AUTOMATIC_LENGTH = (2 * Math.PI) / 3;

/** Optimisers that networks are trained with here. */
export const NETWORK_OPTIMISERS: readonly OptimiserName[] = [
  'gradient-descent',
  'heavy-ball',
  'nesterov',
  'adam',
  'muon',
];

/**
 * Least eigenvalue of conjugate gradients: the values of their polynomials at 0 are known to 1e-16
 * over it, and losses are off by 0.05 % there, and by 4 % at 1e-17.
 */
const LEAST_EIGENVALUE = 1e-15;

/** A rest of a step that is rounding. */
const NO_REST = 1e-9;

/** Why the last digits decide the course of the loss, of which then nothing is predicted. */
export function roundingOf({ parameters, lambda, error, rate }: OptimisersProblem): string | undefined {
  const { model, optimiser, orthogonalisation, steps } = parameters;
  const least = lambda[lambda.length - 1];
  if (model === 'network') return undefined;
  if (optimiser === 'conjugate-gradients' && least < LEAST_EIGENVALUE)
    return `the least eigenvalue is ${plain(least, 2)}, below 1e-15: a smaller capacity or dimension has a theory`;
  const met = error.find((one) => {
    const whole = Math.round(one / rate);
    return whole > 0 && whole < steps && Math.abs(one / rate - whole) < NO_REST;
  });
  if (optimiser === 'muon' && orthogonalisation === 'exact' && met !== undefined)
    return `after ${Math.round(met / rate)} steps of ${plain(rate, 4)} a singular value is 0, which has no direction: a rate of ${plain(0.997 * rate, 4)} has a theory`;
  return undefined;
}

/** Throws `BadInput` for a step that diverges, and where the parameters contradict each other. */
export function prepare(parameters: OptimisersParameters): OptimisersProblem {
  const { model, optimiser, dimension, capacity: b, source: a, steps } = parameters;
  if (model === 'network' && !NETWORK_OPTIMISERS.includes(optimiser))
    throw new BadInput(
      `model=network has no optimiser=${optimiser}: choose ${NETWORK_OPTIMISERS.join(', ')}, or model=least-squares`,
    );
  const lambda = Float64Array.from({ length: dimension }, (_, i) => power(i + 1, -b));
  const error = Float64Array.from({ length: dimension }, (_, i) => power(i + 1, (b - a) / 2));
  const rate = rateOf(parameters);
  checkRate(parameters, rate);
  return {
    parameters,
    lambda,
    error,
    rate,
    steps: logarithmicSteps(PER_DECADE, steps).filter((k) => k > 0),
    patience: PATIENCE * steps,
  };
}

function rateOf({ rate, optimiser, steps }: OptimisersParameters): number {
  if (rate !== 'auto') return rate;
  if (optimiser === 'adagrad' || optimiser === 'shampoo') return 1 / Math.sqrt(steps);
  return isCoordinatewise(optimiser) || isSpectral(optimiser) ? AUTOMATIC_LENGTH / steps : 1;
}

/** The largest eigenvalue is 1, and so is that of its power. */
function checkRate({ optimiser, momentum }: OptimisersParameters, rate: number): void {
  const [most, words] = largestRate(optimiser, momentum);
  if (!(rate < most))
    throw new BadInput(`rate is ${plain(rate, 4)}, but ${optimiser} diverges from ${words} on: choose a smaller rate`);
}

function largestRate(optimiser: OptimiserName, momentum: number): [number, string] {
  if (optimiser === 'heavy-ball') return [2 * (1 + momentum), `2(1 + momentum) = ${plain(2 * (1 + momentum), 4)}`];
  // 2(1 + β)/(1 + 2β) at β = 1, to which the momentum grows.
  if (optimiser === 'nesterov') return [4 / 3, '4/3'];
  if (optimiser === 'gradient-descent' || optimiser === 'preconditioned') return [2, '2'];
  return [Number.POSITIVE_INFINITY, ''];
}
