import { power, squared } from '../../numeric/special.ts';
import { defineObservables } from '../contract.ts';
import type { OptimisersProblem } from './problem.ts';

/** The square of the rounding of residuals, relative, with room for a large condition number. */
const ROUNDING = 1e-25;
/** Shampoo's roots are of squares: half of the digits of an error are left. */
const SHAMPOO_ROUNDING = 1e-15;

/**
 * Errors of less than a step change their signs by turns. How Adam's and Newton–Schulz' do it
 * depends on their last digits.
 */
export function isChaotic({ parameters: { optimiser, orthogonalisation } }: OptimisersProblem): boolean {
  return optimiser === 'adam' || (optimiser === 'muon' && orthogonalisation === 'newton-schulz');
}

/**
 * The most that errors of a step leave, ½(1.134η)² tr H with the rates of Newton and Schulz. Of a
 * preconditioner it is the rounding of its own condition number.
 */
function floor(problem: OptimisersProblem): number {
  if (problem.parameters.optimiser === 'shampoo') return SHAMPOO_ROUNDING;
  const { lambda, error, rate } = problem;
  if (problem.parameters.optimiser === 'preconditioned') {
    const condition = power(1 / lambda[lambda.length - 1], problem.parameters.power);
    return Math.max(ROUNDING, squared(Number.EPSILON * condition));
  }
  if (!isChaotic(problem)) return ROUNDING;
  let [trace, start] = [0, 0];
  lambda.forEach((one, i) => {
    trace += one;
    start += one * error[i] * error[i];
  });
  return (1.286 * rate * rate * trace) / start;
}

export const observables = defineObservables<OptimisersProblem>()({
  loss: {
    label: 'loss',
    symbol: 'L/L₀',
    description: 'half the mean squared error on the data, over that at the start; of a network on its training data',
    scale: 'log',
    over: 'step',
    floor,
  },
  stepsToTarget: {
    label: 'steps to the target',
    symbol: 'k*',
    description:
      'when the loss first is at the target, by its logarithm between two steps; losses below 10⁻²⁰ count as that',
    scale: 'log',
  },
  speedup: {
    label: 'speed-up over gradient descent',
    symbol: 'k*_GD/k*',
    description:
      'steps of gradient descent to the target over those of the optimiser: descent with the step 1, and in a network both at their best rates',
    scale: 'log',
  },
});

export type OptimisersObservable = keyof typeof observables;
