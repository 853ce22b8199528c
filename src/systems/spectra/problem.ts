import { type SpectrumSpec, spectrum } from '../../data/spectra.ts';
import { BadInput } from '../../numeric/errors.ts';
import { type SampleSpectrum, sampleSpectrum } from '../../random-matrices/sample-spectrum.ts';
import type { SpectraParameters } from './parameters.ts';
import { excessKurtosis, type LargestLaw, largestLaw } from './theory.ts';

/** Evenly spaced bins: `count` of them from `from` on, each `width` wide. */
export interface Bins {
  from: number;
  width: number;
  count: number;
}

/** What theory and experiment both start from. */
export interface Problem {
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

/** The problem that the parameters describe. Throws `BadInput` for a population without variance. */
export function makeProblem(parameters: SpectraParameters): Problem {
  let problem = made.get(parameters);
  if (!problem) {
    problem = build(parameters);
    made.set(parameters, problem);
  }
  return problem;
}

const made = new WeakMap<SpectraParameters, Problem>();

function build(p: SpectraParameters): Problem {
  const eta = spectrum(spectrumOf(p));
  if (!eta.some((value) => value > 0))
    throw new BadInput('spectrum has no eigenvalue above 0: there is nothing to sample');
  const sizes = [p.samples, ...Array<number>(p.factors - 1).fill(p.width)];
  const law = sampleSpectrum(eta, sizes);
  const rank = Math.round((1 - law.atom) * eta.length);
  const [low, high] = [law.edges[0], law.edges[law.edges.length - 1]];
  const logLow = Math.log10(low > 0 ? low : softened(law, high, rank, eta.length));
  const kurtosis = excessKurtosis(p.entries, p.degrees);
  return {
    eta,
    sizes,
    law,
    rank,
    kurtosis,
    largest: largestLaw(law, eta, p.samples, kurtosis),
    bins: binsBetween(low, high, p.bins, 0),
    logBins: binsBetween(logLow, Math.log10(high), p.bins, Number.NEGATIVE_INFINITY),
  };
}

/** Bins beyond the edges on either side, where the theory has no eigenvalues. */
const BEYOND = 2;

/** `count` bins that begin and end exactly at the edges, and a few outside that do not go below `least`. */
function binsBetween(low: number, high: number, count: number, least: number): Bins {
  const width = (high - low) / count;
  const below = Math.min(BEYOND, Math.floor((low - least) / width));
  return { from: low - below * width, width, count: below + count + BEYOND };
}

/** With a hard edge the logarithm of the eigenvalues has no lower end: where the theory expects one eigenvalue below. */
function softened(law: SampleSpectrum, high: number, rank: number, dimension: number): number {
  let x = high;
  const share = law.atom + Math.min(1, rank / 2) / dimension;
  while (law.cumulative([x])[0] > share) x /= 2;
  return x;
}

export function edgesOf({ from, width, count }: Bins): Float64Array {
  return Float64Array.from({ length: count + 1 }, (_, i) => from + i * width);
}

export function centresOf({ from, width, count }: Bins): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => from + (i + 0.5) * width);
}

function spectrumOf({ spectrum, dimension, decay, blocks }: SpectraParameters): SpectrumSpec {
  if (Array.isArray(spectrum)) return { type: 'list', values: spectrum };
  if (spectrum === 'isotropic') return { type: 'isotropic', dimension };
  if (spectrum === 'power-law') return { type: 'power-law', dimension, decay };
  const [values, fractions] = [blocks.map(([value]) => value), blocks.map(([, share]) => share)];
  return { type: 'blocks', values, fractions, dimension };
}
