import { OutOfRange } from '../../numeric/errors.ts';
import { brent } from '../../numeric/roots.ts';
import { whiteWishart } from '../../random-matrices/marchenko-pastur.ts';
import { type SampleSpectrum, sampleSpectrum } from '../../random-matrices/sample-spectrum.ts';
import { tracyWidomMoments } from '../../random-matrices/tracy-widom.ts';

/** What of an entry's law a finite matrix remembers: its excess kurtosis κ4; Infinity where no fourth moment exists. */
export function excessKurtosis(
  entries: 'gaussian' | 'rademacher' | 'uniform' | 'exponential' | 'student',
  nu = 0,
): number {
  switch (entries) {
    case 'gaussian':
      return 0;
    case 'rademacher':
      return -2;
    case 'uniform':
      return -1.2;
    case 'exponential':
      return 6;
    case 'student':
      return nu > 4 ? 6 / (nu - 4) : Number.POSITIVE_INFINITY;
  }
}

/** An interval of the bulk with fewer eigenvalues than this is no bulk to its outermost one: they fluctuate one by one. */
export const FEWEST_IN_A_BULK = 20;

/** Where the largest eigenvalue is and how it fluctuates: centre + width·TW_1. */
export interface LargestLaw {
  centre: number;
  width: number;
  /** How far the centre may be off, in widths. */
  doubt: number;
}

/**
 * The law of the largest of the eigenvalues of a D-dimensional population with P samples (or as many rows in the first of several factors):
 * Tracy–Widom at the edge, moved by κ4·δ. For one factor and equal eigenvalues centre and width are taken at P − ½ and D − ½, which leaves an
 * error of order size^(−2/3) in widths (Ma 2012); without, it is of order size^(−1/3), and `doubt` is the difference
 * between the two, with the number of eigenvalues in the interval of the bulk for D.
 * Undefined where the entries have no fourth moment, for products with κ4 ≠ 0, whose shift is not known, and where fewer than 20
 * eigenvalues share the interval of the bulk. Sources: Johnstone 2001; Bai & Silverstein 2004 (κ4 term); Ma 2012.
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

/** Expected largest eigenvalue, or undefined where its law is not known. Relative error of order size^(−1). */
export function expectedLargest(largest: LargestLaw | undefined): number | undefined {
  return largest && largest.centre + largest.width * tracyWidomMoments[1].mean;
}

/** Widths from the edge to 0 that a soft edge needs, lest the smallest eigenvalue feel that it cannot be negative. */
const ROOM = 4;

/**
 * The same for the smallest of D eigenvalues that is not zero, at the lowest edge; undefined also where that is at 0, or nearly as near as
 * it fluctuates.
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

/** μ and s of n λ_max = μ + s TW_1 for an n × p matrix of unit variance. Source: Johnstone 2001, theorem 1.1. */
export function johnstoneScaling(n: number, p: number): { centre: number; scale: number } {
  if (!(n > 1) || !(p > 0)) throw new OutOfRange('the shape n × p', `${n} × ${p}`, 'above 1 and 0');
  return wishartScaling(n - 1, p);
}

/**
 * (1/p) E log det ZᵀZ/n for an n × p matrix Z of unit variance, γ = p/n < 1: ((γ − 1)/γ) log(1 − γ) − 1 to leading order, and
 * (1/p)(½ log(1 − γ) − ½ κ4 γ), which is not universal. Undefined for γ ≥ 1, where the determinant is or may be 0; without a fourth
 * moment there is no second term. The next one is of order 1/(p (n − p)). Source: Bai & Silverstein 2004.
 */
export function whiteMeanLog(n: number, p: number, kurtosis: number): { leading: number; value: number } | undefined {
  const gamma = p / n;
  if (gamma >= 1) return undefined;
  const leading = ((gamma - 1) / gamma) * Math.log1p(-gamma) - 1;
  if (!Number.isFinite(kurtosis)) return { leading, value: leading };
  return { leading, value: leading + (Math.log1p(-gamma) / 2 - (kurtosis * gamma) / 2) / p };
}

/**
 * (1/D) E log det M: a determinant is the product of its factors' (for Gaussian factors also of unequal widths, by conditioning on all but
 * the first). Undefined with zero eigenvalues, without a fourth moment, and for products with κ4 ≠ 0.
 */
export function expectedMeanLog(eta: Float64Array, sizes: number[], kurtosis: number): number | undefined {
  if (!Number.isFinite(kurtosis) || (kurtosis !== 0 && sizes.length > 1)) return undefined;
  let sum = eta.reduceRight((total, value) => total + Math.log(value), 0) / eta.length;
  for (const size of sizes) sum += whiteMeanLog(size, eta.length, kurtosis)?.value ?? Number.NaN;
  return Number.isFinite(sum) ? sum : undefined;
}

/** Statistics of the covariance of an n × p matrix of independent entries of unit variance and excess kurtosis κ4, γ = p/n. */
export interface WhiteStatistics {
  edges: [number, number];
  cumulativeAt: (x: number) => number;
  /** As in `whiteMeanLog`. */
  meanLogLeading: number | undefined;
  meanLog: number | undefined;
  /** Mean and standard deviation of (n λ_max − μ)/s of `johnstoneScaling`: universal, and the mean with the kurtosis shift of the edge. */
  tracyWidomMeanLeading: number;
  tracyWidomMean: number;
  tracyWidomDeviation: number;
}

export function whiteStatistics(n: number, p: number, kurtosis: number): WhiteStatistics {
  const gamma = p / n;
  const law = sampleSpectrum(new Float64Array(p).fill(1), n);
  const { edges } = whiteWishart(gamma);
  const meanLog = whiteMeanLog(n, p, kurtosis);
  const finite = Number.isFinite(kurtosis) ? kurtosis : 0;
  const { mean, variance } = tracyWidomMoments[1];
  const shift = (finite * edges[1]) / Math.sqrt(p * n);
  return {
    edges,
    cumulativeAt: (x) => law.cumulative([x])[0],
    meanLogLeading: meanLog?.leading,
    meanLog: meanLog?.value,
    tracyWidomMeanLeading: mean,
    tracyWidomMean: mean + (n * shift) / johnstoneScaling(n, p).scale,
    tracyWidomDeviation: Math.sqrt(variance),
  };
}

/**
 * m = (1/d) tr(S + λ)⁻¹ for d-dimensional elliptical rows x = √τ z, Σ = 1, γ = d/n: the root of m = 1/(λ + E τ/(1 + τγm)). τ takes the
 * values `taus` with `probabilities`. Throws `OutOfRange`. Source: El Karoui 2009.
 */
export function ellipticalStieltjes(gamma: number, ridge: number, taus: number[], probabilities: number[]): number {
  if (!(ridge > 0)) throw new OutOfRange('λ', ridge, 'positive');
  if (taus.some((tau) => !(tau >= 0))) throw new OutOfRange('τ', taus.join(', '), 'at least 0');
  // λm + E τm/(1 + τγm) rises in m, from 0 to above 1 at 1/λ.
  const excess = (m: number) =>
    ridge * m - 1 + taus.reduce((sum, tau, i) => sum + (probabilities[i] * tau * m) / (1 + tau * gamma * m), 0);
  return brent(excess, 0, 1 / ridge);
}
