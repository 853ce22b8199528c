import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { NeuralCollapseProblem } from './problem.ts';

/** Where strengths vanish like 1 − κ, and their square roots and descent with them. */
const NEAR = 0.02;

export function validity({ parameters }: NeuralCollapseProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  const { kappa, model } = parameters;
  strained(
    model !== 'network' && Math.abs(kappa - 1) < NEAR,
    'near-threshold',
    'near the threshold',
    () =>
      `at κ = ${kappa} strengths are of the order of |1 − κ|, and so is the rate at which descent comes to them: it ends before they do`,
  );
  note(
    model === 'network',
    'no-theory',
    'no theory',
    () =>
      'a network makes its features of inputs, and decays its weights instead of its features: claims alone are judged',
  );
  note(model !== 'network', 'exact', 'exact at any size', () =>
    model === 'flow'
      ? 'exact for a start along a frame, with deviations within classes too small to act on the classifier'
      : 'the global minimum of a model whose features are free: model=network has features that are not',
  );
  return all;
}
