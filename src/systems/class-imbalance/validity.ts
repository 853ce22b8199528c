import { count, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { ClassImbalanceProblem } from './problem.ts';

/** Accuracies were off by up to 0.005 from 50 samples of the minority on. */
const FEWEST = 30;

/** J = 1 − d/n, whose corrections are of order 1/(n − d). */
const FEWEST_LEFT = 50;

export function validity({ parameters, few }: ClassImbalanceProblem): ValidityNote[] {
  const { samples, dimension, classifier, minority } = parameters;
  const { strained, note, all } = gatherNotes();
  strained(
    few < FEWEST,
    'few-of-minority',
    'few of the minority',
    () =>
      `${count(few, 'sample')} of the minority: scores are taken as normal, and fluctuate from training set to training set more than that allows`,
  );
  strained(
    classifier !== 'mean-difference' && samples - dimension < FEWEST_LEFT,
    'singular-covariance',
    'a covariance near singular',
    () =>
      `${count(samples, 'sample')} in ${count(dimension, 'dimension')} leave ${samples - dimension} to tell a covariance from: corrections are of order 1/(n − d), as the inverse of a Wishart matrix has`,
  );
  note(
    dimension / few > 1 && parameters.threshold === 'midpoint' && classifier !== 'least-squares' && minority < 0.5,
    'biased-midpoint',
    'a biased midpoint',
    () =>
      `the mean of ${few} samples in ${count(dimension, 'dimension')} is off by ${plain(dimension / few, 2)} in the square, in units of the variance: the midpoint gives up the minority, threshold=unbiased does not`,
  );
  return all;
}
