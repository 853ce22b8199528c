import { remember } from '../../../numeric/remember.ts';
import { log, squared } from '../../../numeric/special.ts';
import type { Cloud, EstimatedFile, Numbers, Points, Regression } from '../file.ts';
import type { EstimatorsParameters } from '../parameters.ts';
import { meanLogs } from './distances.ts';
import type { Moments } from './moments.ts';
import { ratioMoments } from './participation-ratio.ts';
import { pairsOf, rankWeights, subsetMean, sumCovariance, sumMean } from './subsets.ts';
import { logCumulants } from './tails.ts';

/**
 * Of an estimator on n of a file's M rows: mean and standard deviation over all subsets, by the
 * moments of sampling without replacement. `whole`: the estimate of all rows.
 */
export function fileMoments(file: EstimatedFile, parameters: EstimatorsParameters, whole: number): Moments {
  switch (file.kind) {
    case 'cloud':
      return ratioOf(file, parameters);
    case 'regression':
      return levelOf(file, parameters);
    case 'points':
      return { mean: dimensionOf(file, parameters) };
    case 'numbers':
      return parameters.estimator === 'hill' ? hillOf(file, parameters) : exponentOf(file, parameters, whole);
  }
}

const dot = (a: Float64Array, i: number, j: number, columns: number) => {
  let sum = 0;
  for (let c = 0; c < columns; c++) sum += a[i * columns + c] * a[j * columns + c];
  return sum;
};

/** K_ii K_jj and K_ij² of all pairs of rows, and K_ii². */
const spectrumPairs = remember(
  ({ rows, columns, inputs }: Cloud) => {
    const squares = Float64Array.from({ length: rows }, (_, i) => dot(inputs, i, i, columns));
    const pairs = pairsOf(rows, 2, (i, j, into) => {
      into[0] = squares[i] * squares[j];
      into[1] = squared(dot(inputs, i, j, columns));
    });
    return { pairs, own: squares.map(squared) };
  },
  ({ key }) => key,
  4,
);

/** Both sums exactly, their ratio to second order; that of the sample has the pairs i = j too. */
function ratioOf(file: Cloud, { estimator, samples: n }: EstimatorsParameters): Moments {
  const { pairs, own } = spectrumPairs(file);
  const isWhole = estimator === 'sample-participation-ratio';
  const [top, bottom] = [0, 1].map((of) => ({ of, factor: 1, ...(isWhole && { own }) }));
  return ratioMoments(sumMean(pairs, top, n), sumMean(pairs, bottom, n), {
    top: sumCovariance(pairs, top, top, n),
    bottom: sumCovariance(pairs, bottom, bottom, n),
    both: sumCovariance(pairs, top, bottom, n),
  });
}

/** y_i·y_j K_ij of all pairs of rows, y_i² and y_i² K_ii. */
const labelPairs = remember(
  ({ rows, columns, outputs, inputs, labels }: Regression) => {
    const squares = Float64Array.from({ length: rows }, (_, i) => dot(labels, i, i, outputs));
    const pairs = pairsOf(rows, 1, (i, j, into) => {
      into[0] = dot(labels, i, j, outputs) * dot(inputs, i, j, columns);
    });
    return { pairs, squares, overlaps: squares.map((one, i) => one * dot(inputs, i, i, columns)) };
  },
  ({ key }) => key,
  4,
);

/** Dicker's moments are sums over pairs of rows: mean and variance are exact. */
function levelOf(file: Regression, { estimator, samples: n }: EstimatorsParameters): Moments {
  const { pairs, squares, overlaps } = labelPairs(file);
  const d = file.columns;
  const [ofLabels, ofOverlap] = estimator === 'noise-level' ? [d + n + 1, -1] : [-d, 1];
  const own = squares.map((one, i) => ofLabels * one + ofOverlap * overlaps[i]);
  const sum = { of: 0, factor: ofOverlap, own };
  const scale = n * (n + 1);
  return {
    mean: sumMean(pairs, sum, n) / scale,
    spread: Math.sqrt(sumCovariance(pairs, sum, sum, n)) / scale,
  };
}

/**
 * 1 over the mean of ln(T_k/T_j). A point's j-th neighbour in a sample is its a-th in the file with
 * the probability that a is the j-th smallest of n − 1 ranks, so that the mean over samples is one
 * over ranks, exactly; of its inverse that is the leading order in 1/n.
 */
function dimensionOf(file: Points, parameters: EstimatorsParameters): number {
  const { estimator, samples: n, neighbours } = parameters;
  const { rows } = file;
  const distances = meanLogs(file);
  const meanLog = (j: number) => {
    const weights = rankWeights(rows - 1, n - 1, j);
    return weights.reduce((sum, weight, at) => sum + weight * distances[j - 1 + at], 0);
  };
  const k = estimator === 'two-nn' ? 2 : neighbours;
  const last = meanLog(k);
  let sum = 0;
  for (let j = 1; j < k; j++) sum += last - meanLog(j);
  return ((estimator === 'two-nn' ? (n - 1) / n : 1) * (k - 1)) / sum;
}

/**
 * Hill's estimator of k of n: the (k + 1)-th largest of the sample is the file's a-th with the
 * probability of a rank, and the k above it are any k of the a − 1 above that. Exact.
 */
function hillOf({ rows: M, logs }: Numbers, { samples: n, tail: k }: EstimatorsParameters): Moments {
  const weights = rankWeights(M, n, k + 1);
  // Of the numbers above the a-th, from the first on: their mean, and the squares about it.
  let [mean, squares, first, second] = [0, 0, 0, 0];
  for (let above = 1; above < M; above++) {
    const step = logs[above - 1] - mean;
    mean += step / above;
    squares += step * (logs[above - 1] - mean);
    if (above < k) continue;
    const weight = weights[above - k] ?? 0;
    const excess = mean - logs[above];
    const within = above > 1 ? (squares / (above - 1) / k) * (1 - k / above) : 0;
    first += weight * excess;
    second += weight * (excess * excess + within);
  }
  return { mean: first, spread: Math.sqrt(Math.max(0, second - first * first)) };
}

/**
 * Exponents by maximum likelihood are functions of the mean of ln x, whose cumulants over subsets
 * are exact: to the order 1/n beside the leading one.
 */
function exponentOf({ logs, from }: Numbers, { estimator, samples: n }: EstimatorsParameters, whole: number): Moments {
  const { mean, variance: V, third: K } = subsetMean(logs, n);
  const start = estimator === 'zeta-half-shift' ? from - 0.5 : from;
  const [slope, bend, next] = estimator === 'zeta' ? ofZeta(whole, from) : ofInverse(mean - log(start));
  const middle = estimator === 'zeta' ? whole : 1 + 1 / (mean - log(start));
  const variance = slope * slope * V + slope * bend * K + ((bend * bend) / 2 + slope * next) * V * V;
  return { mean: middle + (bend * V) / 2, spread: Math.sqrt(Math.max(0, variance)) };
}

/** The first three derivatives of 1/m. */
function ofInverse(m: number): [number, number, number] {
  const m2 = m * m;
  return [-1 / m2, 2 / (m2 * m), -6 / (m2 * m2)];
}

/** Those of the α at which −(ln ζ)′ is the mean of ln x, by cumulants of ln x. */
function ofZeta(alpha: number, from: number): [number, number, number] {
  const { variance: v, third, fourth } = logCumulants(alpha, from);
  const [v2, v3] = [v * v, v * v * v];
  return [-1 / v, third / v3, fourth / (v2 * v2) - (3 * third * third) / (v2 * v3)];
}
