import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { NeuralScalingProblem } from './problem.ts';

/** Which assumption of the theory this problem strains. */
export function validity({ parameters: p }: NeuralScalingProblem): ValidityNote[] {
  const { strained, all } = gatherNotes();
  const [P, N] = [p.learning === 'samples' ? p.samples : Infinity, p.projection === 'random' ? p.features : Infinity];
  const smallest = Math.min(P, N);
  strained(
    smallest < 50,
    'small-sizes',
    'few samples or features',
    () =>
      `the smaller of samples and features is ${smallest}: the theory is leading order in 1/P and 1/N, expect deviations of a few per cent and more`,
  );
  strained(
    Number.isFinite(P) && Math.abs(P - N) < 0.15 * Math.max(P, N),
    'near-peak',
    'near the double-descent peak',
    () =>
      `samples and features are nearly as many (${P} and ${N}): long training there ends at a peak of the loss, which draws differ about and finite sizes move`,
  );
  return all;
}
