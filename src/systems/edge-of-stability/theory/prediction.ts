import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { EdgeObservable } from '../observables.ts';
import type { EdgeProblem } from '../problem.ts';
import { type Rule, stabilityThreshold } from './threshold.ts';

/**
 * Late sharpness stands at the threshold of the late learning rate. Of batches smaller than the
 * data nothing is predicted: their noise keeps sharpness below by an amount that nobody can tell.
 */
export function predict({ parameters, isFullBatch }: EdgeProblem): Prediction<EdgeObservable> {
  const { optimiser, momentum, rate, drop } = parameters;
  const rule: Rule =
    optimiser === 'gradient-descent' || optimiser === 'rmsprop' ? { optimiser } : { optimiser, beta: momentum };
  const lateSharpness = isFullBatch ? stabilityThreshold(rule, rate / drop) : undefined;
  return { observables: quantities<EdgeObservable>({ lateSharpness }, 1e-14) };
}
