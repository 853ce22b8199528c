import { OutOfRange } from '../../../numeric/errors.ts';
import type { SampleSpectrum } from '../../../random-matrices/sample-spectrum.ts';
import { tracyWidomMoments } from '../../../random-matrices/tracy-widom.ts';

/**
 * An interval of the bulk with fewer eigenvalues than this is no bulk to its outermost one: they
 * fluctuate one by one.
 */
export const FEWEST_IN_A_BULK = 20;

/** Where the largest eigenvalue is and how it fluctuates: centre + width·TW_1. */
export interface LargestLaw {
  centre: number;
  width: number;
  /** How far the centre may be off, in widths. */
  doubt: number;
}

/**
 * The law of the largest of the eigenvalues of a D-dimensional population with P samples (or as
 * many rows in the first of several factors): Tracy–Widom at the edge, moved by κ4·δ. For one
 * factor and equal eigenvalues centre and width are taken at P − ½ and D − ½, which leaves an error
 * of order size^(−2/3) in widths (Ma 2012); without, it is of order size^(−1/3), and `doubt` is the
 * difference between the two, with the number of eigenvalues in the interval of the bulk for D.
 * Undefined where the entries have no fourth moment, for products with κ4 ≠ 0, whose shift is not
 * known, and where fewer than 20 eigenvalues share the interval of the bulk. Sources: Johnstone
 * 2001; Bai & Silverstein 2004 (κ4 term); Ma 2012.
 */
export function largestLaw(
  law: SampleSpectrum,
  eta: Float64Array,
  samples: number,
  kurtosis: number,
): LargestLaw | undefined {
  const inBulk = eta.length * law.masses[law.masses.length - 1];
  if (inBulk < FEWEST_IN_A_BULK) return undefined;
  const top = law.edges.length - 1;
  const width = law.edgeWidth(top);
  const shift = kurtosis === 0 ? 0 : law.kurtosisShift(top);
  if (width === undefined || shift === undefined || !Number.isFinite(kurtosis)) return undefined;
  const doubt = Math.cbrt(1 / Math.sqrt(samples) + 1 / Math.sqrt(inBulk)) ** 2 / 2;
  const white = law.kurtosisShift(top) !== undefined && eta.every((value) => value === eta[0]);
  if (!white) return { centre: law.edges[top] + kurtosis * shift, width, doubt };
  const { centre, scale } = wishartScaling(samples - 0.5, eta.length - 0.5);
  const unit = eta[0] / samples;
  return { centre: unit * centre + kurtosis * shift, width: unit * scale, doubt: doubt ** 2 };
}

/**
 * Expected largest eigenvalue, or undefined where its law is not known. Relative error of order
 * size^(−1).
 */
export function expectedLargest(largest: LargestLaw | undefined): number | undefined {
  return largest && largest.centre + largest.width * tracyWidomMoments[1].mean;
}

/**
 * Widths from the edge to 0 that a soft edge needs, lest the smallest eigenvalue feel that it
 * cannot be negative.
 */
const ROOM = 4;

/**
 * The same for the smallest of D eigenvalues that is not zero, at the lowest edge; undefined also
 * where that is at 0, or nearly as near as it fluctuates.
 */
export function expectedSmallest(law: SampleSpectrum, dimension: number, kurtosis: number): number | undefined {
  const width = law.edgeWidth(0);
  if (width === undefined || law.edges[0] < ROOM * width || dimension * law.masses[0] < FEWEST_IN_A_BULK)
    return undefined;
  const shift = kurtosis === 0 ? 0 : law.kurtosisShift(0);
  if (shift === undefined || !Number.isFinite(kurtosis)) return undefined;
  return law.edges[0] + kurtosis * shift - width * tracyWidomMoments[1].mean;
}

/** (√n + √p)² and (√n + √p)(1/√n + 1/√p)^(1/3): edge and width of ZᵀZ for Z of n × p. */
function wishartScaling(n: number, p: number): { centre: number; scale: number } {
  const [a, b] = [Math.sqrt(n), Math.sqrt(p)];
  return { centre: (a + b) ** 2, scale: (a + b) * Math.cbrt(1 / a + 1 / b) };
}

/**
 * μ and s of n λ_max = μ + s TW_1 for an n × p matrix of unit variance. Source: Johnstone 2001,
 * theorem 1.1.
 */
export function johnstoneScaling(n: number, p: number): { centre: number; scale: number } {
  if (!(n > 1) || !(p > 0)) throw new OutOfRange('the shape n × p', `${n} × ${p}`, 'above 1 and 0');
  return wishartScaling(n - 1, p);
}
