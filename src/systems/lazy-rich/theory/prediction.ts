import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { LazyRichObservable } from '../observables.ts';
import type { LazyRichProblem } from '../problem.ts';
import { crossover, linearisedCrossover } from './crossover.ts';

/**
 * Exact at every α for the solvable student; the linearised theory's values, which hold in the lazy
 * limit, for the network.
 */
export function predict({ parameters }: LazyRichProblem): Prediction<LazyRichObservable> {
  const { model, alpha } = parameters;
  const values = model === 'solvable' ? solvable(alpha) : { movementRatio: 1, errorRatio: 1 };
  return { observables: quantities<LazyRichObservable>(values, 1e-12) };
}

function solvable(alpha: number): Partial<Record<LazyRichObservable, number>> {
  // At the end of training: one datum with label 1, and u, v of norm 1.
  const setting = { alpha, n: 1, y: 1 };
  const { movement, kernelMovement } = crossover(setting, Infinity);
  return {
    movement,
    movementRatio: movement / linearisedCrossover(setting, Infinity).movement,
    kernelMovement,
  };
}
