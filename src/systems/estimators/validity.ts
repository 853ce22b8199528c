import { exp, log } from '../../numeric/special.ts';
import { logGamma } from '../../statistics/distributions.ts';
import { count, percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { Points } from './file.ts';
import { type EstimatorsProblem, FEWEST_TO_CUT } from './problem.ts';
import {
  chanceOfInfinity,
  isOnlyMeasured,
  momentsOf,
  NO_EXPANSION,
  RARE,
  relativeSpread,
} from './theory/prediction.ts';

/** Of the circumference of the torus: from ½ on a ball of neighbours meets itself. */
const LARGEST_BALL = 1 / 3;

/** Squared, the part of what they keep that expansions in the deviation leave out: 4 %. */
const MOST_SPREAD = 0.2;

/**
 * Of a ratio whose denominator has the relative variance v the standard deviation, which is of
 * leading order, was up to 2v low: 7 to 8 % at v = 0.04, and 18 % at 0.24. From here on by 5 %.
 */
const SCATTERING = { most: 0.025, farthest: 0.18 };

/**
 * Of a file's points: the inverse of the mean of n ratios is above theory by 1.6/n on the digits.
 */
const FEW_POINTS = 60;

export function validity(problem: EstimatorsProblem): ValidityNote[] {
  const { parameters, file } = problem;
  const { estimator, samples, intrinsic, geometry, neighbours, exponent, smallest } = parameters;
  const { strained, note, all } = gatherNotes();
  const isByNeighbours = estimator === 'two-nn' || estimator === 'levina-bickel';
  note(
    file !== undefined,
    'whole-file',
    'the whole file for the truth',
    () =>
      `${count(samples, 'row')} of ${file!.rows} are drawn, each once, and held against all of them: the deviation falls to 0 as they become all, with a factor of about √(1 − n/M) = ${plain(Math.sqrt(1 - samples / file!.rows), 2)}, and says nothing of what the whole file is a sample of`,
  );
  strained(
    file?.kind === 'points' && samples < FEW_POINTS,
    'few-points',
    'few points',
    () =>
      `the mean of ln(r₂/r₁) is exact, its inverse only for many points: at ${samples} the estimate is a few per cent above theory`,
  );
  note(
    file?.kind === 'points' && file.copies > 0,
    'copies',
    'rows that are the same',
    () => `${count((file as Points).copies, 'row')} stand in the file already, at a distance of 0, and are left out`,
  );
  note(
    file?.kind === 'regression',
    'moments-of-a-file',
    'inputs that are not Gaussian',
    () =>
      'the inputs are whitened with the covariance of the whole file; the moments take them for Gaussian besides, and the bias is what that costs, beside least squares on all rows',
  );
  const ball = ballOf(estimator === 'two-nn' ? 2 : neighbours, samples, intrinsic);
  strained(
    isByNeighbours && !file && ball > LARGEST_BALL,
    'large-balls',
    'neighbours far away',
    () =>
      `${count(samples, 'point')} in ${count(intrinsic, 'dimension')} have their neighbours at ${percent(ball, 2)} of the circumference: balls of neighbours that reach so far round the torus meet themselves`,
  );
  strained(
    isByNeighbours && !file && geometry === 'embedded',
    'curvature',
    'a curved cloud',
    () =>
      'chords are shorter than ways on the torus, more so the longer they are: the dimension is overestimated, by 4 % at 2000 points in 5 dimensions and by 13 % at 1500 in 8',
  );
  note(isByNeighbours, 'shared-neighbours', 'neighbours share neighbours', () =>
    file
      ? 'the deviation is not predicted: neighbouring points share their neighbours'
      : 'the deviation is not predicted: it is 9 to 36 % above that of as many independent ratios, which is what error bars are often taken from (2000 points in 2 and in 5 dimensions)',
  );
  strained(
    isOnlyMeasured(problem),
    'measured-only',
    'measured only',
    () =>
      `there is no theory here of where the distance of Kolmogorov and Smirnov lets a power law begin ${file ? 'in a file' : parameters.body > 0 ? 'where some of the samples are none' : `among ${count(samples, 'sample')}, and simulations begin at ${FEWEST_TO_CUT}`}: nothing is predicted`,
  );
  note(
    estimator === 'power-law-cut' && !isOnlyMeasured(problem),
    'simulated-constants',
    'constants that were simulated',
    () =>
      'that (α̂ − 1)/(α − 1) has one distribution for every α is exact; its mean and deviation at each number of samples were simulated, and are good to 0.5 % of the deviation up to 1600 samples; beyond, they go on as 1/n',
  );
  if (isOnlyMeasured(problem)) return all;
  const moments = momentsOf(problem);
  const { ofDenominator = 0 } = moments;
  strained(
    ofDenominator > SCATTERING.most,
    'scattering-denominator',
    'a denominator that scatters',
    () =>
      `the sum of squares below the ratio scatters by ${percent(Math.sqrt(ofDenominator), 1)} of itself: the standard deviation is of leading order in that, and may be up to ${percent(Math.min(2 * ofDenominator, SCATTERING.farthest), 1)} too large; the mean is of the next order`,
  );
  const relative = relativeSpread(problem, moments);
  strained(
    relative > MOST_SPREAD,
    'few-samples',
    'few samples',
    () =>
      `the standard deviation is ${percent(relative, 2)} of the estimate${estimator.startsWith('zeta') || (file && estimator === 'power-law') ? ' above 1' : ''}: theory is of second order in that${relative > NO_EXPANSION ? `, says nothing above ${percent(NO_EXPANSION)}, and predicts nothing here` : ''}`,
  );
  const chance = chanceOfInfinity(problem);
  strained(
    chance > RARE,
    'all-smallest',
    'no mean',
    () =>
      `all ${count(samples, 'number')} of a data set are ${file?.kind === 'numbers' ? file.from : smallest} with a probability of ${plain(chance, 2)}, and no exponent is too large for them: the estimate has no mean, and nothing is predicted`,
  );
  note(
    estimator === 'zeta-half-shift' && (file?.kind === 'numbers' ? file.from : smallest) < 6,
    'half-shift',
    'a biased shortcut',
    () =>
      `whole numbers from ${file?.kind === 'numbers' ? file.from : smallest} on are too coarse to be taken for real ones: the estimate is far from ${plain(file ? problem.truth : exponent, 3)}, however many there are`,
  );
  return all;
}

/** The radius of a ball that holds k of n points on a torus of volume 1 in d dimensions. */
function ballOf(k: number, n: number, d: number): number {
  const logVolume = (d / 2) * log(Math.PI) - logGamma(d / 2 + 1);
  return exp((log(k / n) - logVolume) / d);
}
