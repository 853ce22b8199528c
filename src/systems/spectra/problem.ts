import { log10 } from '../../numeric/special.ts';
import { excessKurtosis } from '../../random-matrices/data-matrix.ts';
import { type SampleSpectrum, sampleSpectrum } from '../../random-matrices/sample-spectrum.ts';
import { eigenvaluesOf, spectrumOf } from '../shared/populations.ts';
import { type Bins, binsBetween } from './bins.ts';
import type { SpectraParameters } from './parameters.ts';
import { type LargestLaw, largestLaw } from './theory/outermost-eigenvalues.ts';

/** What theory and experiment both start from. */
export interface Problem {
  parameters: SpectraParameters;
  /** Eigenvalues of the population covariance. */
  eta: Float64Array;
  /** Rows of Z_1 … Z_L. */
  sizes: number[];
  law: SampleSpectrum;
  /** Number of eigenvalues that the theory has off zero: the smallest size. */
  rank: number;
  kurtosis: number;
  /** Undefined where theory does not know it. */
  largest: LargestLaw | undefined;
  /** Of the eigenvalue, and of its logarithm to base 10. */
  bins: Bins;
  logBins: Bins;
}

/**
 * The problem that the parameters describe. Throws `BadInput` for a population without variance.
 *
 * The axes of the histograms have to come from theory: the bins begin and end at its edges, and the
 * largest eigenvalue is counted in its widths from its centre. The experiment takes nothing else
 * from it, and were they wrong, its histograms would show that.
 */
export function prepare(parameters: SpectraParameters): Problem {
  const { samples, factors, width, entries, degrees, bins } = parameters;
  const eta = eigenvaluesOf(spectrumOf(parameters), 'sample');
  const sizes = [samples, ...Array<number>(factors - 1).fill(width)];
  const law = sampleSpectrum(eta, sizes);
  const rank = Math.round((1 - law.atom) * eta.length);
  const [low, high] = [law.edges[0], law.edges[law.edges.length - 1]];
  const logLow = log10(low > 0 ? low : softened(law, high, rank, eta.length));
  const kurtosis = excessKurtosis(entries, degrees);
  return {
    parameters,
    eta,
    sizes,
    law,
    rank,
    kurtosis,
    largest: largestLaw(law, eta, samples, kurtosis),
    bins: binsBetween(low, high, bins, 0),
    logBins: binsBetween(logLow, log10(high), bins, Number.NEGATIVE_INFINITY),
  };
}

/**
 * With a hard edge the logarithm of the eigenvalues has no lower end: where the theory expects one
 * eigenvalue below.
 */
function softened(law: SampleSpectrum, high: number, rank: number, dimension: number): number {
  let x = high;
  const share = law.atom + Math.min(1, rank / 2) / dimension;
  while (law.cumulative([x])[0] > share) x /= 2;
  return x;
}
