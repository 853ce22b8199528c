import { plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { SuperpositionProblem } from './problem.ts';
import { pairMinima, riseOfSecond } from './theory/pair.ts';
import { secondDimensionality } from './theory/prediction.ts';

/** Minima whose losses differ by less are told apart by the noise of training. */
const CLOSE = 0.03;
/** About half of the restarts find a pair of sparse features, measured: 2⁻⁸ of trials miss it. */
const FEW = 8;
/**
 * A weight of this size, with a D of 0.02, that costs less than this is moved by noise of training.
 */
const FADING = { weight: 0.15, cost: 0.006 };
/** Phases differ by more in D₂. */
const APART = 0.02;

/**
 * Adam's steps are at most the rate, which falls to 0: a weight comes half of their sum far. Of
 * 0.7 the loss was within 1 % of its minimum, of 0.4 up to 7 % off, of 0.2 up to 40 %.
 */
const FAR_ENOUGH = 0.7;

export function validity({
  parameters: { density, importance, restarts, steps, rate },
}: SuperpositionProblem): ValidityNote[] {
  const notes = gatherNotes();
  const minima = pairMinima(density, importance);
  const [best] = minima;
  const D = secondDimensionality(best);
  const [rival] = minima
    .filter((other) => Math.abs(secondDimensionality(other) - D) > APART)
    .sort((one, other) => one.loss - other.loss);
  const gap = rival ? rival.loss / best.loss - 1 : Number.POSITIVE_INFINITY;
  notes.strained(
    gap < CLOSE,
    'two-phases',
    'between two phases',
    () =>
      `two minima, with D₂ = ${plain(D, 2)} and ${plain(secondDimensionality(rival), 2)}, differ by less than ${100 * CLOSE} % in loss: noise of training decides between them`,
  );
  // Of the less important feature: the two change places with 1/I.
  const [weaker] = importance > 1 ? pairMinima(density, 1 / importance) : minima;
  const isFading =
    Math.abs(weaker.w[1]) < 2 * FADING.weight &&
    riseOfSecond(density, Math.min(importance, 1 / importance), weaker, FADING.weight) < FADING.cost;
  notes.strained(
    isFading,
    'fading-feature',
    'a feature that fades',
    () =>
      `a weight of ${FADING.weight} of the less important feature changes the loss by less than ${100 * FADING.cost} %: noise of training lifts its dimensionality by up to a hundredth`,
  );
  notes.strained(
    restarts < FEW,
    'few-restarts',
    'few restarts',
    () => `${restarts} random starts can all end in a local minimum, with the wrong feature or both on one side`,
  );
  notes.strained(
    steps < 800,
    'short-training',
    'short training',
    () => `${steps} steps of Adam do not settle in the minimum`,
  );
  const path = (rate * steps) / 2;
  notes.strained(
    path < FAR_ENOUGH,
    'short-path',
    'weights hardly move',
    () =>
      `${steps} steps of Adam at the rate ${plain(rate, 2)}, which falls to 0, move a weight by ${plain(path, 2)} at most: training ends near its random start, and not in the minimum; take a rate of ${plain((2 * FAR_ENOUGH) / steps, 2)} or more`,
  );
  return notes.all;
}
