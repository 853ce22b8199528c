import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import { hasFrontier, type NeuralScalingProblem } from './problem.ts';
import { paperExponents, phaseOf } from './theory/phases.ts';

/** Of `features`, whose sixteenth is the frontier's smallest model. */
const SMALLEST_FRONTIER = 256;

/** Which assumption of the theory this problem strains. */
export function validity({ parameters: p }: NeuralScalingProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
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
  strained(
    hasFrontier(p) && p.features < SMALLEST_FRONTIER,
    'small-frontier',
    'small models on the frontier',
    () =>
      `the frontier's smallest model has ${Math.round(p.features / 16)} features, below which 1/N is no small number`,
  );
  note(
    p.learning === 'one-pass' && p.members > 1,
    'one-pass-ensemble',
    'an ensemble of one-pass SGD',
    () => 'the mean of models that each see batches of their own is measured, and has no prediction here',
  );
  const { alpha, beta } = paperExponents(p.source, p.capacity);
  if (!hasFrontier(p) || !(alpha > 0)) return all;
  const phase = phaseOf(alpha, beta);
  note(
    phase !== undefined,
    'phase',
    `phase ${phase}`,
    () =>
      `capacity and source lie in phase ${phase}: α = ${plain(alpha, 3)}, β = ${plain(beta, 3)} of the phase diagram`,
  );
  strained(phase === undefined || alpha <= 0.5, 'unconfirmed-phase', 'a phase that small sizes cannot confirm', () =>
    phase === undefined
      ? 'the source exponent is at most 1: the target has no end, and the frontier is no power law'
      : `with capacity at most 1 the variances have no finite sum, and phase ${phase} shows at model sizes far above 10³: a deviation of the measured exponent says nothing against it`,
  );
  return all;
}
