import type { ValidityNote } from '../contract.ts';
import type { SpectraParameters } from './parameters.ts';
import { makeProblem } from './problem.ts';
import { FEWEST_IN_A_BULK } from './theory.ts';

/** Eigenvalues of a bin that may move for each unit of excess kurtosis, as a share of the bin. */
const KURTOSIS_SHARE = 0.2;

/** Which assumption of the theory these parameters strain. */
export function validity(p: SpectraParameters): ValidityNote[] {
  const { eta, sizes, law, rank, kurtosis } = makeProblem(p);
  const notes: ValidityNote[] = [];
  const strain = (id: string, title: string, message: string) => notes.push({ id, title, level: 'strained', message });
  const note = (id: string, title: string, message: string) => notes.push({ id, title, level: 'note', message });
  const perBin = rank / p.bins;

  if (rank < 50)
    strain(
      'few-eigenvalues',
      'few eigenvalues',
      `${rank} eigenvalues off zero: the theory is leading order in 1/size, expect deviations of a few per cent and more`,
    );
  if (p.rows === 'elliptical' && p.spread > 0)
    strain(
      'elliptical',
      'elliptical rows',
      'the rows share a random factor, so that their entries are not independent: the covariance is the same, but norms do not concentrate and the spectrum is another',
    );
  if (!Number.isFinite(kurtosis))
    strain(
      'heavy-tails',
      'heavy-tailed entries',
      `Student entries with ${p.degrees} degrees of freedom have no fourth moment: the bulk converges slowly, and the largest eigenvalue leaves it`,
    );
  else if (Math.abs(kurtosis) > KURTOSIS_SHARE * perBin)
    strain(
      'kurtosis',
      'kurtosis of the entries',
      `the excess kurtosis ${kurtosis.toFixed(1)} moves about as many eigenvalues between bins, which hold ${perBin.toFixed(1)} on average`,
    );
  const fewest = Math.min(...law.masses) * eta.length;
  if (fewest < FEWEST_IN_A_BULK)
    note(
      'isolated',
      'isolated eigenvalues',
      `an interval of the bulk holds ${Math.round(fewest)} of the eigenvalues: so few fluctuate one by one, wider than the density is, and the outermost eigenvalue is not judged there`,
    );
  if (perBin < 5)
    note(
      'thin-bins',
      'thin bins',
      `${perBin.toFixed(1)} eigenvalues a bin: the half eigenvalue that the verdict allows at any edge is a good part of them`,
    );
  if (p.entries !== 'gaussian')
    note(
      'universality',
      'universality',
      `the theory is for any entries with a fourth moment; ${p.entries} entries test its universality`,
    );
  if (kurtosis !== 0 && sizes.length > 1)
    note(
      'unknown-shift',
      'edge shift not known',
      'how far excess kurtosis moves the edges of a product is not known: the outermost eigenvalues are measured and not judged',
    );
  if (law.edges[0] === 0)
    note(
      'hard-edge',
      'hard edge at 0',
      'the bulk reaches zero, where the density diverges: the smallest eigenvalue is measured and not judged',
    );
  return notes;
}
