import type { ValidityNote } from '../contract.ts';
import { gatherNotes } from '../shared/notes.ts';
import type { Problem } from './problem.ts';
import { believedShift, FEWEST_IN_A_BULK, LARGEST_SHARE, MOST_KURTOSIS } from './theory/outermost-eigenvalues.ts';

/** Eigenvalues of a bin that may move for each unit of excess kurtosis, as a share of the bin. */
const KURTOSIS_SHARE = 0.2;

/** Which assumption of the theory this problem strains. */
export function validity({ parameters: p, eta, sizes, law, rank, kurtosis }: Problem): ValidityNote[] {
  const { strained, note, all } = gatherNotes();
  const perBin = rank / p.bins;

  strained(
    rank < 50,
    'few-eigenvalues',
    'few eigenvalues',
    () =>
      `${rank} eigenvalues off zero: the theory is leading order in 1/size, expect deviations of a few per cent and more`,
  );
  strained(
    p.rows === 'elliptical' && p.spread > 0,
    'elliptical',
    'elliptical rows',
    () =>
      'the rows share a random factor, so that their entries are not independent: the covariance is the same, but norms do not concentrate and the spectrum is another',
  );
  strained(
    !Number.isFinite(kurtosis),
    'heavy-tails',
    'heavy-tailed entries',
    () =>
      `Student entries with ${p.degrees} degrees of freedom have no fourth moment: the bulk converges slowly, and the largest eigenvalue leaves it`,
  );
  strained(
    Number.isFinite(kurtosis) && Math.abs(kurtosis) > KURTOSIS_SHARE * perBin,
    'kurtosis',
    'kurtosis of the entries',
    () =>
      `the excess kurtosis ${kurtosis.toFixed(1)} moves about as many eigenvalues between bins, which hold ${perBin.toFixed(1)} on average`,
  );
  const fewest = Math.min(...law.masses) * eta.length;
  note(
    fewest < FEWEST_IN_A_BULK,
    'isolated',
    'isolated eigenvalues',
    () =>
      `an interval of the bulk holds ${Math.round(fewest)} of the eigenvalues: so few fluctuate one by one, wider than the density is, and the outermost eigenvalue is not judged there`,
  );
  note(
    perBin < 5,
    'thin-bins',
    'thin bins',
    () =>
      `${perBin.toFixed(1)} eigenvalues a bin: the half eigenvalue that the verdict allows at any edge is a good part of them`,
  );
  note(
    p.entries !== 'gaussian',
    'universality',
    'universality',
    () => `the theory is for any entries with a fourth moment; ${p.entries} entries test its universality`,
  );
  note(
    kurtosis !== 0 && sizes.length > 1,
    'unknown-shift',
    'edge shift not known',
    () =>
      'how far excess kurtosis moves the edges of a product is not known: the outermost eigenvalues are measured and not judged',
  );
  const top = law.edges.length - 1;
  const share = law.largestShare(top);
  note(
    share > LARGEST_SHARE,
    'single-mode',
    'a single mode at the edge',
    () =>
      `a single population eigenvalue has ${Math.round(100 * share)} % of what holds the upper edge: the largest eigenvalue is its own, without a Tracy–Widom law, and is not judged`,
  );
  note(
    Number.isFinite(kurtosis) && kurtosis >= MOST_KURTOSIS,
    'large-kurtosis',
    'kurtosis too large to expand in',
    () =>
      `with ${p.degrees} degrees of freedom entries have no sixth moment, and single ones stick out: what their excess kurtosis ${kurtosis.toFixed(1)} does to the outermost eigenvalues and the determinant is not known, and these are not judged; above 6 degrees they are`,
  );
  note(
    kurtosis < MOST_KURTOSIS && sizes.length === 1 && !believedShift(law, top, kurtosis),
    'kurtosis-at-the-edge',
    'edge shift not believed',
    () =>
      `a single population eigenvalue has ${Math.round(100 * share)} % of what holds the upper edge: the shift by the kurtosis is the first order of an expansion that fails there, and the largest eigenvalue is not judged`,
  );
  note(
    law.edges[0] === 0,
    'hard-edge',
    'hard edge at 0',
    () => 'the bulk reaches zero, where the density diverges: the smallest eigenvalue is measured and not judged',
  );
  return all;
}
