import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { LazyRichObservable } from '../observables.ts';
import type { LazyRichProblem } from '../problem.ts';
import { crossover, linearisedCrossover, localExponent } from './crossover.ts';

/**
 * Exact at every α for the solvable student; the linearised theory's values, which hold in the lazy
 * limit, for the network.
 */
export function predict({ parameters }: LazyRichProblem): Prediction<LazyRichObservable> {
  const { model, alpha, activation } = parameters;
  const values = model === 'solvable' ? solvable(alpha) : lazy(activation);
  return { observables: quantities<LazyRichObservable>(values, 1e-12) };
}

function solvable(alpha: number): Partial<Record<LazyRichObservable, number>> {
  const [at, twice] = [trained(alpha), trained(2 * alpha)];
  return {
    movement: at.movement,
    movementRatio: at.movement / at.linearised.movement,
    movementExponent: localExponent(at.movement, twice.movement),
    kernelMovement: at.kernelMovement,
    kernelExponent: localExponent(at.kernelMovement, twice.kernelMovement),
  };
}

/** The solvable student at the end of training: one datum with label 1, and u, v of norm 1. */
function trained(alpha: number) {
  const setting = { alpha, n: 1, y: 1 };
  return { ...crossover(setting, Infinity), linearised: linearisedCrossover(setting, Infinity) };
}

/**
 * Mirrored pairs cancel the first order of what the weights' movement δ ~ 1/α does to a smooth
 * network's kernel. At the kinks of relu, units switch by chance instead, which goes as √δ: there
 * the theory has no exponent to offer.
 */
function lazy(activation: string): Partial<Record<LazyRichObservable, number>> {
  const everywhere = { movementRatio: 1, errorRatio: 1, movementExponent: -1 };
  return activation === 'relu' ? everywhere : { ...everywhere, kernelExponent: -2, distanceExponent: -2 };
}
