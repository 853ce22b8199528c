import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { ConservationProblem } from './problem.ts';

export function validity({ parameters }: ConservationProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  const { optimiser, law } = parameters;
  strained(
    optimiser === 'adam',
    'adam',
    'Adam conserves nothing',
    () =>
      'Adam divides each gradient by a size of its own, and θᵀS∇L = 0 does not hold of what it steps along: the law of the flow is shown to be compared with, and is wrong',
  );
  strained(
    optimiser !== 'adam' && law === 'flow',
    'finite-steps',
    'finite steps',
    () =>
      'gradient flow conserves what finite steps break: by η∫Q(g)dt, and with momentum, over the same course, by (1+β)/(1−β)² as much; law=steps accounts for it',
  );
  note(
    optimiser !== 'adam' && law === 'steps',
    'exact',
    'exact at every step',
    () =>
      'an identity of every step, at any size: only rounding parts theory and experiment, where training does not amplify it',
  );
  return all;
}
