import { squared } from '../../numeric/special.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { OrderProblem } from './problem.ts';
import { leastSquaresOverlaps, ridgeOverlaps } from './theory/overlaps.ts';
import { FARTHEST } from './theory/prediction.ts';
import { finiteSizeOfPrincipal } from './theory/principal.ts';

/** Relative, as the margin is. */
const NOTICED = 0.05;
/** Where formulas for many directions are used, they are off by about 0.5/d to 1/d. */
const FEW_DIRECTIONS = 30;
/** A sum of so many magnitudes is normal enough: χ of Hebb’s rule is then 2 % off, measured. */
const FEW_SAMPLES = 40;

export function validity(problem: OrderProblem): ValidityNote[] {
  const { parameters, samples, alpha, common } = problem;
  const { student, dimension: d, ridge, signal } = parameters;
  const { strained, all } = gatherNotes();
  const isLimit =
    (student === 'ridge' && (ridge > 0 || (common > 0 && common < samples))) ||
    (student === 'descent' && common > 0 && common < samples);
  strained(
    isLimit && Math.min(d, samples) < FEW_DIRECTIONS,
    'few-directions',
    'few directions',
    () =>
      `${samples} samples in ${d} directions: ${student === 'ridge' && ridge > 0 ? 'overlaps are' : 'the overlap of two students is'} known for many, and off by some per cent below ${FEW_DIRECTIONS}`,
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
  const chance = byChance(problem);
  strained(
    chance > NOTICED,
    'little-overlap',
    'hardly any overlap',
    () =>
      `R² is m²/q in many directions; in ${d} of them it fluctuates by chance up to 1/d, which is ${percent(chance, 1)} of it`,
  );
  const off = student === 'principal' ? finiteSizeOfPrincipal(signal, samples, d) : 0;
  strained(
    off > NOTICED,
    'near-threshold',
    'near the threshold',
    () =>
      `the ${signal > 1 ? 'squared overlap above' : 'susceptibility at and below'} the threshold is known for many samples in many directions: of ${samples} in ${d} it is ${off < FARTHEST ? `about ${percent(off, 1)} lower` : 'not predicted'}`,
  );
  return all;
}

/**
 * Of R² = m²/q, where its fluctuations are not predicted: the share that they add,
 * ⟨R²⟩ = m²/q + χ/d with χ = (1 − R²)², which a random direction beside the teacher has.
 */
function byChance({ parameters, samples, alpha }: OrderProblem): number {
  const { student, dimension: d, ridge: lambda, noise, temperature } = parameters;
  if (student !== 'ridge' || (lambda === 0 && temperature === 0)) return 0;
  const { teacher, self } =
    lambda === 0
      ? leastSquaresOverlaps(samples, d, noise, temperature, 0)
      : ridgeOverlaps({ alpha, lambda, noise, temperature, shared: 0 });
  const R2 = squared(teacher) / self;
  return squared(1 - R2) / (d * R2);
}
