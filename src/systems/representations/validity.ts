import { power } from '../../numeric/special.ts';
import { count } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { RepresentationsProblem } from './problem.ts';

/** v of the digits is at most some 25 in one layer, and grows a little faster than the layers. */
const PER_LAYER = 36;

export function validity({ parameters }: RepresentationsProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  const { width, depth, epochs, other, otherWidth, otherDepth } = parameters;
  const isNarrow = (neurons: number, layers: number) => neurons < PER_LAYER * power(layers, 1.2);
  strained(
    epochs === 0 && isNarrow(width, depth),
    'narrow',
    'narrow network',
    () =>
      `layers of ${count(width, 'neuron')} scatter about as much as there is of their kernel, and theory, an expansion in their inverse, predicts nothing where that is above 0.7: raise width, or lower depth`,
  );
  strained(
    epochs === 0 && other === 'fully-connected' && isNarrow(otherWidth, otherDepth),
    'narrow-other',
    'narrow other network',
    () =>
      `the other network’s layers of ${otherWidth} neurons scatter about as much as there is of their kernel: raise otherWidth, or lower otherDepth`,
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
