import type { Trial, TrialContext } from '../../contract.ts';
import type { BatchSizeObservable } from '../observables.ts';
import type { BatchSizeProblem } from '../problem.ts';
import { runLeastSquares } from './least-squares.ts';

/** One repetition. Throws as `runLeastSquares`. */
export function runTrial(
  problem: BatchSizeProblem,
  context: TrialContext<BatchSizeObservable>,
): Trial<BatchSizeObservable> {
  return problem.kind === 'network' ? { observables: {} } : runLeastSquares(problem, context);
}
