import { cbrt } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { OrderProblem } from './problem.ts';
import { finiteSizeOfPrincipal } from './theory/principal.ts';

/** Relative, as the margin is. */
const NOTICED = 0.05;
/** Where formulas for many directions are used, they are off by about 0.5/d to 1/d. */
const FEW_DIRECTIONS = 30;
/** A sum of so many magnitudes is normal enough: χ of Hebb’s rule is then 2 % off, measured. */
const FEW_SAMPLES = 40;

export function validity(problem: OrderProblem): ValidityNote[] {
  const { parameters, samples, alpha, common } = problem;
  const { student, dimension: d, ridge, temperature, signal } = parameters;
  const { strained, all } = gatherNotes();
  const isLimit =
    (student === 'ridge' && (ridge > 0 || temperature > 0 || (common > 0 && common < samples))) ||
    (student === 'descent' && common > 0 && common < samples);
  strained(
    isLimit && Math.min(d, samples) < FEW_DIRECTIONS,
    'few-directions',
    'few directions',
    () =>
      `${samples} samples in ${d} directions: ${student === 'ridge' && (ridge > 0 || temperature > 0) ? 'overlaps are' : 'the overlap of two students is'} known for many, and off by some per cent below ${FEW_DIRECTIONS}`,
  );
  strained(
    student === 'ridge' && ridge < 0.1 && Math.abs(alpha - 1) < 0.3,
    'near-interpolation',
    'near the interpolation threshold',
    () =>
      `n/d is ${plain(alpha, 2)} and the ridge small: estimates scatter as 1/(n/d − 1)³, and so do their overlaps over training sets`,
  );
  strained(
    student === 'hebb' && samples < FEW_SAMPLES,
    'few-samples',
    'few samples',
    () => `the susceptibility takes a sum over ${samples} samples for normal: it is off by 3 % at 20 of them`,
  );
  const off = student === 'principal' ? finiteSizeOfPrincipal(alpha, signal, d) : 0;
  const about = off < 1 ? `about ${percent(off, 1)}` : 'as much as it is';
  strained(
    off > NOTICED && signal > 1,
    'finite-size',
    'finite size',
    () =>
      `with ${samples} samples in ${d} directions the squared overlap is off by ${about} of what it is in many, and not predicted where that is a lot`,
  );
  strained(
    off > NOTICED && signal <= 1,
    'near-threshold',
    'near the threshold',
    () =>
      `with ${samples} samples in ${d} directions the threshold is smeared over ${plain(1 / cbrt(Math.min(samples, d)), 2)} of it, the fewer of them to the power −1/3: the susceptibility below it is off by ${about}, and not predicted where that is a lot`,
  );
  return all;
}
