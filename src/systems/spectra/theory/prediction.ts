import { cos, log10, power } from '../../../numeric/special.ts';
import type { SampleSpectrum } from '../../../random-matrices/sample-spectrum.ts';
import type { Prediction, Quantity, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import { type Bins, edgesOf } from '../bins.ts';
import type { SpectraObservable } from '../observables.ts';
import { LEAST_DRAWS } from '../parameters.ts';
import type { Problem } from '../problem.ts';
import { expectedMeanLog } from './mean-logarithm.ts';
import { expectedLargest, expectedSmallest } from './outermost-eigenvalues.ts';
import { tracyWidomHistogram } from './tracy-widom-histogram.ts';

/**
 * Of numbers that follow from one real root; and of shares of eigenvalues, which are differences.
 */
const PROMISE = 1e-10;
const BIN_PROMISE = 1e-8;

/**
 * Every number at one setting, and the histograms that are wanted, which take most of the time.
 * Throws as `sampleSpectrum`.
 */
export function predict(
  problem: Problem,
  { wanted }: Pick<TheoryContext<SpectraObservable>, 'wanted'>,
): Prediction<SpectraObservable> {
  const { parameters, eta, sizes, law, bins, logBins, kurtosis, largest } = problem;
  const numbers = {
    largest: expectedLargest(largest),
    smallest: expectedSmallest(law, eta.length, kurtosis),
    atom: law.atom,
    stieltjes: law.stieltjes(parameters.ridge),
    firstMoment: law.moments[0],
    secondMoment: law.moments[1],
    meanLog: expectedMeanLog(eta, sizes, kurtosis),
  };
  return {
    observables: {
      ...quantities(numbers, PROMISE),
      ...(wanted.has('density') && { density: histogram(law, bins, (x) => x) }),
      ...(wanted.has('logDensity') && { logDensity: histogram(law, logBins, (x) => power(10, x)) }),
      ...(wanted.has('largestDensity') &&
        largest &&
        parameters.draws >= LEAST_DRAWS && { largestDensity: tracyWidomHistogram() }),
    },
  };
}

/**
 * The exact average of the density of u over each bin, x = `eigenvalue(u)`, and the density itself
 * between.
 */
function histogram(law: SampleSpectrum, bins: Bins, eigenvalue: (u: number) => number): Quantity {
  const below = law.cumulative(edgesOf(bins).map(eigenvalue));
  const value = new Float64Array(bins.count);
  for (let i = 0; i < value.length; i++) value[i] = Math.max(below[i + 1] - below[i], 0) / bins.width;
  const at = finePoints(law, bins, eigenvalue);
  const x = at.map(eigenvalue);
  // ρ(u) = ρ(x) dx/du, and for u = log₁₀ x, dx/du = x log 10.
  const logarithmic = eigenvalue(1) === 10;
  const density = law.densities(x).map((rho, i) => (logarithmic ? rho * x[i] * Math.LN10 : rho));
  return { value, error: BIN_PROMISE, fine: { at, value: density } };
}

/** Points for drawing a whole bulk, and at least for drawing each of its intervals. */
const FINE = 240;
const FINE_LEAST = 16;

/**
 * Denser towards the edges, where the density is as steep as a square root, and on them, where it
 * is zero.
 */
function finePoints(
  law: SampleSpectrum,
  { from, width, count }: Bins,
  eigenvalue: (u: number) => number,
): Float64Array {
  const logarithmic = eigenvalue(1) === 10;
  const ends = law.edges.map((edge) => (logarithmic ? log10(edge) : edge));
  const last = from + width * count;
  const points = law.edges[0] > 0 ? [from] : [];
  for (let i = 0; i < ends.length; i += 2) {
    // A hard edge, where the density is infinite, is left out by a part of a bin.
    const end = ends[i + 1];
    const start = law.edges[i] > 0 ? ends[i] : logarithmic ? from : from + Math.min(width, end - from) / 8;
    if (end <= start) continue;
    const n = Math.max(FINE_LEAST, Math.round((FINE * (end - start)) / (last - from)));
    for (let j = 0; j <= n; j++) points.push(start + ((end - start) * (1 - cos((Math.PI * j) / n))) / 2);
  }
  points.push(last);
  return Float64Array.from(points);
}
