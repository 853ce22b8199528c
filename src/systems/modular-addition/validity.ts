import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { ModularAdditionProblem } from './problem.ts';

/** Of the exact solution all is exact; of trained networks nothing is predicted but order. */
export function validity({ parameters }: ModularAdditionProblem): ValidityNote[] {
  const { note, all } = gatherNotes();
  note(true, 'ordinal', 'ordinal claims only', () => 'of a trained network only the order of events is predicted');
  note(
    parameters.decay === 0,
    'no-decay',
    'no weight decay',
    () => 'without weight decay nothing drives the network from what it has memorised: it may never learn the task',
  );
  return all;
}
