import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { MaxMarginObservable } from '../observables.ts';
import { type MaxMarginProblem, timesOf } from '../problem.ts';
import { logisticFlow, logisticLoss, marginOf } from './flow.ts';
import { adamRate, largestMargin, type Norm } from './margins.ts';

/**
 * Descent follows the flow; the others come to the largest margin of their norm, and their loss
 * falls as e^(−γs) with the summed steps s.
 */
export function predict(problem: MaxMarginProblem): Prediction<MaxMarginObservable> {
  return { observables: quantities<MaxMarginObservable>(valuesOf(problem), 1e-7) };
}

const NORMS = { normalised: 'l2', sign: 'linf', coordinate: 'l1', adam: 'linf' } as const satisfies Record<
  string,
  Norm
>;

function valuesOf(problem: MaxMarginProblem): Partial<Record<MaxMarginObservable, number | Float64Array>> {
  const { parameters, Z, eta } = problem;
  const { optimiser, steps, epsilon } = parameters;
  if (optimiser === 'descent') {
    const path = logisticFlow(Z, timesOf(problem));
    const margin = Float64Array.from(path, (w) => marginOf(Z, w));
    return { margin, loss: Float64Array.from(path, (w) => logisticLoss(Z, w)), finalMargin: margin.at(-1) };
  }
  if (optimiser === 'adam' && epsilon > 0) {
    // Once gradients are far below ε it is descent with the step η/ε.
    const [w] = logisticFlow(Z, [(eta * steps) / epsilon]);
    return { finalMargin: marginOf(Z, w) };
  }
  const finalMargin = largestMargin(Z, NORMS[optimiser]);
  return { finalMargin, decayRate: optimiser === 'adam' ? adamDecay(problem, finalMargin) : finalMargin };
}

/**
 * Points at which the rate of decaying steps is asked for, between the half of their sum and its
 * end.
 */
const POINTS = 64;

/** The decay of ln L over the second half of the summed steps, over their sum. */
function adamDecay({ parameters, eta, half }: MaxMarginProblem, gammaInf: number): number {
  const { schedule, steps, beta1, beta2 } = parameters;
  const share = (step: number) => adamRate(gammaInf, step, beta1, beta2) / step;
  if (schedule === 'constant') return share(eta);
  // Even in √k, in which the summed steps are.
  let sum = 0;
  for (let i = 0; i < POINTS; i++) {
    const root = Math.sqrt(half) + ((i + 0.5) / POINTS) * (Math.sqrt(steps) - Math.sqrt(half));
    sum += share(eta / root) / POINTS;
  }
  return sum;
}
