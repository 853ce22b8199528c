import type { Trial, TrialContext } from '../../contract.ts';
import type { BatchSizeObservable } from '../observables.ts';
import type { BatchSizeProblem } from '../problem.ts';
import { runLeastSquares } from './least-squares.ts';
import { runNetwork } from './network.ts';

/** One repetition. Throws `NoConvergence` where the target does not come. */
export function runTrial(
  problem: BatchSizeProblem,
  context: TrialContext<BatchSizeObservable>,
): Trial<BatchSizeObservable> {
  return problem.kind === 'network' ? runNetwork(problem, context) : runLeastSquares(problem, context);
}
