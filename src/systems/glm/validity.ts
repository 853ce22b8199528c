import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { GlmProblem } from './problem.ts';
import { capacityOf, isLikelihood } from './theory/fits.ts';
import { aboveCapacity, distanceToCapacity, isNearCapacity, isNextToExact } from './theory/prediction.ts';

/** V and the training loss are off by 0.4/d to 0.5/d of a unit of 1: by 1 % at d = 40, measured. */
const FEW = 40;

/**
 * Ten digits against the rest, of which the one class varied 0.33 to 0.80 times as much as the
 * other: errors of 500 samples were 0.5 to 1.0 of those predicted, and below 0.7 of them from 0.53
 * on.
 */
const UNLIKE = 0.67;

export function validity(problem: GlmProblem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  const { samples, loss } = problem.parameters;
  const d = problem.eta.length;
  const total = problem.eta.reduce((sum, one) => sum + one, 0);
  const squares = problem.eta.reduce((sum, one) => sum + one * one, 0);
  const directions = (total * total) / squares;
  strained(
    Math.min(directions, samples) < FEW,
    'few-directions',
    'few directions',
    () =>
      `inputs vary in ${plain(directions, 2)} directions in effect, and there are ${samples} samples: the theory is for many, and off by some per cent below ${FEW}`,
  );
  const { file } = problem;
  strained(
    file !== undefined,
    'real-classes',
    'real classes',
    () =>
      'each class is taken for one Gaussian cluster: errors on six halves of the digits came out 0 to 20 % above what that predicts',
  );
  strained(
    file !== undefined && (file.spread < UNLIKE || file.spread > 1 / UNLIKE),
    'unlike-classes',
    'unlike classes',
    () =>
      `inputs of class 1 vary ${plain(file!.spread, 2)} times as much as those of class −1, which the theory takes for alike: single digits at ratios of 0.3 to 0.7 had down to half the error predicted`,
  );
  const ratio = aboveCapacity(problem);
  const isNear = isNearCapacity(problem);
  strained(
    isNear,
    'near-threshold',
    'near the threshold',
    () =>
      `n/d is ${percent(distanceToCapacity(problem), 2)} from α_c = ${plain(capacityOf(problem)!, 3)}, where training sets begin to have no separating plane: finite ones differ, estimates scatter without bound, and next to it none is predicted`,
  );
  note(
    ratio !== undefined && !isNear && (isLikelihood(problem) ? ratio < 1 : ratio > 1),
    'no-fit',
    isLikelihood(problem) ? 'no maximum of the likelihood' : 'no separating plane',
    () =>
      `n/d is ${plain(ratio!, 2)} of α_c: ${isLikelihood(problem) ? 'training sets are separable, and weights grow without bound' : 'no plane separates the training sets'}; that alone is predicted`,
  );
  note(
    isNextToExact(problem),
    'next-to-exact',
    'labels next to exact',
    () =>
      `labels tell the teacher so well that α_c = ${plain(capacityOf(problem)!, 3)}: where theory’s numbers grow too large to be found, it predicts separability and nothing else; more noise has them`,
  );
  const peak = samples / d;
  strained(
    (loss === 'square' || loss === 'huber') && problem.ridge < 0.01 && Math.abs(peak - 1) < 0.2,
    'near-interpolation',
    'near the interpolation threshold',
    () => `n/d is ${plain(peak, 2)} and the ridge small: estimates scatter as 1/(n/d − 1)³, and corrections grow alike`,
  );
  return all;
}
