import { count } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { RepresentationsProblem } from './problem.ts';

/** v of the digits is at most some 25 in one layer, and grows a little faster than the layers. */
const PER_LAYER = 36;

export function validity({ parameters }: RepresentationsProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  const { width, depth, epochs } = parameters;
  strained(
    epochs === 0 && width < PER_LAYER * depth ** 1.2,
    'narrow',
    'narrow network',
    () =>
      `layers of ${count(width, 'neuron')} scatter about as much as there is of their kernel, and theory, an expansion in their inverse, predicts nothing where that is above 0.7: raise width, or lower depth`,
  );
  note(
    epochs > 0,
    'trained',
    'trained networks',
    () =>
      'what training makes of representations is not predicted: claims alone are judged, by name: widerIsAlike, trainedIsAlike, ansatzGrows',
  );
  return all;
}
