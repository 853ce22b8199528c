import { exp, squared, tanh } from '../../../numeric/special.ts';
import type { MessagePassingParameters } from '../parameters.ts';
import { information } from './channels.ts';
import { gaussianMean } from './gaussian-mean.ts';
import { type Fields, logisticForces, squareForces } from './losses.ts';

export type Setting = Pick<MessagePassingParameters, 'channel' | 'noise' | 'prior' | 'estimator' | 'ridge'>;

/** Below it a variance is none: the teacher is known. */
const LEAST_VARIANCE = 1e-14;
/** What is seen so clearly of a weight ±1/√d leaves no doubt of it, e^(−q̂/2). */
export const CLEAR = 100;

/**
 * State evolution: (m, q, V) of message passing after each of so many steps, for d → ∞ at n = αd
 * rows of a teacher of power 1, from the overlap and squared length q₀. Rangan (1010.5141),
 * Barbier et al. (1708.03395) for Bayes' estimator, Aubin et al. (2006.06560) for losses.
 */
export function stateEvolution(
  setting: Setting,
  alpha: number,
  start: number,
  steps: number,
  check = () => {},
): Fields[] {
  let state = firstState(setting, start);
  return Array.from({ length: steps }, () => {
    check();
    state = nextState(setting, alpha, state);
    return state;
  });
}

export function firstState({ estimator, ridge }: Setting, start: number): Fields {
  return estimator === 'bayes' ? bayesState(1 - start) : { m: 0, q: 0, V: 1 / ridge };
}

export function nextState(setting: Setting, alpha: number, state: Fields): Fields {
  const { estimator, prior, ridge } = setting;
  if (estimator === 'bayes') {
    if (state.V === 0) return state;
    const V = variance(prior, alpha * information(setting, state.V));
    return bayesState(V < LEAST_VARIANCE ? 0 : V);
  }
  const forces = (estimator === 'square' ? squareForces : logisticForces)(setting, state, alpha);
  const V = 1 / (ridge + forces.V);
  return { m: forces.m * V, q: (squared(forces.m) + forces.q) * squared(V), V };
}

/**
 * On Nishimori's line the overlap is the squared length, and both lack V of the teacher's power.
 */
function bayesState(V: number): Fields {
  return { m: 1 - V, q: 1 - V, V };
}

/** The posterior variance of a weight of power 1 that is seen with noise of variance 1/q̂. */
export function variance(prior: Setting['prior'], told: number): number {
  if (prior === 'gaussian') return 1 / (1 + told);
  if (told > CLEAR) return 0;
  const root = Math.sqrt(told);
  // E(1 − tanh), by the tail alone: no cancellation near 1. Poles of tanh lie π/2√q̂ off the line.
  return gaussianMean((z) => signDoubt(told + root * z), Math.min(0.25, 0.3 / root));
}

/** 1 − tanh x. */
function signDoubt(x: number): number {
  return x > 0 ? (2 * exp(-2 * x)) / (1 + exp(-2 * x)) : 1 - tanh(x);
}
