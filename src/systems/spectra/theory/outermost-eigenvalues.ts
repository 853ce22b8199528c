import { OutOfRange } from '../../../numeric/errors.ts';
import { cbrt, squared } from '../../../numeric/special.ts';
import type { SampleSpectrum } from '../../../random-matrices/sample-spectrum.ts';
import { tracyWidomMoments } from '../../../random-matrices/tracy-widom.ts';

/**
 * An interval of the bulk with fewer eigenvalues than this is no bulk to its outermost one: they
 * fluctuate one by one.
 */
export const FEWEST_IN_A_BULK = 20;

/**
 * The share that a single population eigenvalue may have in holding an edge. Near 1 the outermost
 * eigenvalue is that one's alone and fluctuates like a normal variable: the Tracy–Widom mean is
 * then 3 to 6 % too high (power laws of 100 to 300 dimensions); at a half it is within 1.5 %.
 */
export const LARGEST_SHARE = 0.5;

/**
 * The largest excess kurtosis whose effects are believed. They are the first order of an expansion
 * in 1/size, the next of which takes the sixth moment; Student entries have none from κ4 = 3 on (6
 * degrees of freedom). There single entries stick out: at κ4 = 12 the largest eigenvalue comes out
 * up to 8 % off at any size, and the determinant has half of its correction.
 */
export const MOST_KURTOSIS = 3;

/**
 * The expansion of an edge in κ4 is one in κ4 s, s the largest share of a single eigenvalue: a
 * column's norm fluctuates by √(κ4/P) more than a normal one's, and moves its η by that; where s is
 * near 1, η is no further from κ_c. The shift is about 3|κ4|s of itself too large (at κ4 = −2, by
 * simulation, factors 2, 3 and 5 at s = 0.16, 0.32 and 0.66).
 */
const SHIFT_DOUBT = 3;

/** What the doubt in a shift may be of the edge: well within the margin of a verdict. */
const MOST_DOUBT = 0.02;

/**
 * How far entries of excess kurtosis κ4 move an edge, and how far off that may be; undefined where
 * it is not believed.
 */
export function believedShift(
  law: SampleSpectrum,
  edge: number,
  kurtosis: number,
): { by: number; doubt: number } | undefined {
  if (kurtosis === 0) return { by: 0, doubt: 0 };
  const unit = law.kurtosisShift(edge);
  if (unit === undefined || !(kurtosis < MOST_KURTOSIS)) return undefined;
  const by = kurtosis * unit;
  const doubt = Math.abs(by) * Math.min(1, SHIFT_DOUBT * Math.abs(kurtosis) * law.largestShare(edge));
  return doubt < MOST_DOUBT * law.edges[edge] ? { by, doubt } : undefined;
}

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
 * Undefined where κ4 is large or its expansion not believed, for products with κ4 ≠ 0, whose shift
 * is not known, and where a single eigenvalue holds the edge or fewer than 20 share the interval of
 * the bulk. Sources: Johnstone 2001; Bai & Silverstein 2004 (κ4 term); Ma 2012.
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
  const shift = believedShift(law, top, kurtosis);
  if (width === undefined || shift === undefined || law.largestShare(top) > LARGEST_SHARE) return undefined;
  const doubt = squared(cbrt(1 / Math.sqrt(samples) + 1 / Math.sqrt(inBulk))) / 2;
  const white = law.kurtosisShift(top) !== undefined && eta.every((value) => value === eta[0]);
  if (!white) return { centre: law.edges[top] + shift.by, width, doubt: doubt + shift.doubt / width };
  const { centre, scale } = wishartScaling(samples - 0.5, eta.length - 0.5);
  const unit = eta[0] / samples;
  const scaled = unit * scale;
  return { centre: unit * centre + shift.by, width: scaled, doubt: doubt * doubt + shift.doubt / scaled };
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
  const shift = believedShift(law, 0, kurtosis);
  if (shift === undefined || law.largestShare(0) > LARGEST_SHARE) return undefined;
  return law.edges[0] + shift.by - width * tracyWidomMoments[1].mean;
}

/** (√n + √p)² and (√n + √p)(1/√n + 1/√p)^(1/3): edge and width of ZᵀZ for Z of n × p. */
function wishartScaling(n: number, p: number): { centre: number; scale: number } {
  const [a, b] = [Math.sqrt(n), Math.sqrt(p)];
  return { centre: squared(a + b), scale: (a + b) * cbrt(1 / a + 1 / b) };
}

/**
 * μ and s of n λ_max = μ + s TW_1 for an n × p matrix of unit variance. Source: Johnstone 2001,
 * theorem 1.1.
 */
export function johnstoneScaling(n: number, p: number): { centre: number; scale: number } {
  if (!(n > 1) || !(p > 0)) throw new OutOfRange('the shape n × p', `${n} × ${p}`, 'above 1 and 0');
  return wishartScaling(n - 1, p);
}
