import { count, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import { isTrained, type ModularAdditionProblem } from './problem.ts';
import { predict } from './theory/prediction.ts';

/** Of the exact solution all is exact; of trained networks nothing is predicted but order. */
export function validity(problem: ModularAdditionProblem): ValidityNote[] {
  const { parameters } = problem;
  const { note, all } = gatherNotes();
  note(true, 'ordinal', 'ordinal claims only', () => 'of a trained network only the order of events is predicted');
  note(
    parameters.decay === 0,
    'no-decay',
    'no weight decay',
    () => 'without weight decay nothing drives the network from what it has memorised: it may never learn the task',
  );
  note(
    parameters.decay > 0 && !isTrained(problem),
    'short-training',
    'training is short',
    () =>
      `weights decay by e^(−${plain(parameters.rate * parameters.decay * parameters.steps, 2)}) in all, and nothing is claimed of networks before e^(−3): take more steps, or more decay or rate`,
  );
  note(
    predict(problem).observables.exactAccuracy === undefined,
    'too-few-units',
    'too few units',
    () => `the bound on the exact solution's accuracy is below 0 with ${count(parameters.units, 'unit')}: take more`,
  );
  return all;
}
