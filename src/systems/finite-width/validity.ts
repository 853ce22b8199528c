import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { FiniteWidthProblem } from './problem.ts';
import { deadShare } from './theory/log-lengths.ts';
import { leadingRelativeVariance } from './theory/variance.ts';

/**
 * The next order in 1/n of tanh and erf, over the leading relative variance. Measured over 20 000
 * networks: 2 to 3 per cent where that is 0.09.
 */
const NEXT_ORDER = 0.3;

/** Networks of a trial that have to be alive for a mean over them. */
const FEWEST_ALIVE = 10;

export function validity({ parameters, gain }: FiniteWidthProblem): ValidityNote[] {
  const { activation: phi, width, depth, startLength, ...variances } = parameters;
  const notes = gatherNotes();
  if (phi !== 'linear' && phi !== 'relu') {
    const next = NEXT_ORDER * leadingRelativeVariance({ phi, ...variances }, startLength, width, depth);
    notes.strained(
      next > 0.05,
      'next-order',
      'the next order in 1/n',
      () =>
        `the variance is of leading order in 1/n, and the next one adds some ${percent(next, 1)}: choose a larger width`,
    );
  }
  const { networks } = parameters;
  const alive = gain !== undefined && phi === 'relu' ? networks * (1 - deadShare(width, depth)) : networks;
  notes.strained(
    alive < Math.min(FEWEST_ALIVE, networks),
    'dead-networks',
    'hardly a network is alive',
    () =>
      `all units of some layer are silent in nearly every network, and ${plain(alive, 2)} of a trial's ${networks} are alive on average: choose a larger width or fewer layers`,
  );
  notes.note(
    gain === undefined,
    'no-logarithms',
    'logarithms not predicted',
    () =>
      'logarithms of lengths are predicted of linear and relu layers without biases alone; look at the relative variance (observables relativeVariance)',
  );
  return notes.all;
}
