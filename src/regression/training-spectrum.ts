import type { Engine } from '../numeric/engine.ts';
import type { Matrix } from '../numeric/heap.ts';
import { squared } from '../numeric/special.ts';

/**
 * What ridge regression with an intercept knows of a training set of n rows: everything that its
 * errors are made of, in its own eigenbasis.
 */
export interface TrainingSpectrum {
  /** P = n − 1: one is spent on the intercept. */
  samples: number;
  /** Positive eigenvalues of the centred Gram matrix over P, descending. */
  values: Float64Array;
  /** ‖u·y‖²/P of the labels along each of its eigenvectors, summed over outputs. */
  power: Float64Array;
  /** The labels' power outside of them. */
  rest: number;
}

/** What a training set says of the population at one κ. */
export interface Renormalised {
  /** κ = 1/tr(K + Pλ)⁻¹. */
  kappa: number;
  /** Df1(κ) = Σ η/(η + κ) and Df2(κ) = Σ η²/(η + κ)² of the population's eigenvalues η. */
  df1: number;
  df2: number;
  /** Generalised cross-validation, or KARE: the test error with this ridge. */
  error: number;
  /** Σ κ²c/(η + κ)² + σ²: bias² and noise, of the population's powers c. */
  unlearned: number;
}

/** Eigenvalues below this share of the largest are rounding. */
const ROUNDING = 1e-12;

/**
 * Of a covariance XᵀX/P (features × features, overwritten) of centred inputs, XᵀY/P (features ×
 * outputs) and ‖Y‖²/P. Also gives the eigenvectors, as rows of `covariance`, and the labels along
 * them.
 */
export function spectrumOfCovariance(
  covariance: Matrix,
  overlap: Matrix,
  labelPower: number,
  samples: number,
  engine: Engine,
): { spectrum: TrainingSpectrum; eigenvalues: Float64Array; along: Float64Array } {
  const { heap } = engine;
  const outputs = overlap.columns;
  const eigenvalues = engine.eigh(covariance, { vectors: true });
  const along = heap.scope(() => {
    const product = heap.matrix(covariance.rows, outputs);
    engine.gemm({ a: covariance, b: overlap, c: product });
    return Float64Array.from(product.values);
  });
  const power = eigenvalues.map((value, k) => squares(along, k, outputs) / Math.max(value, Number.MIN_VALUE));
  return { spectrum: descending(eigenvalues, power, labelPower, samples), eigenvalues, along };
}

/** Of a centred Gram matrix over P (rows × rows, overwritten), and centred labels. */
export function spectrumOfGram(
  gram: Matrix,
  labels: Matrix,
  engine: Engine,
): { spectrum: TrainingSpectrum; eigenvalues: Float64Array; along: Float64Array } {
  const { heap } = engine;
  const samples = gram.rows - 1;
  const eigenvalues = engine.eigh(gram, { vectors: true });
  const along = heap.scope(() => {
    const product = heap.matrix(gram.rows, labels.columns);
    engine.gemm({ a: gram, b: labels, c: product });
    return Float64Array.from(product.values);
  });
  const power = eigenvalues.map((_, k) => squares(along, k, labels.columns) / samples);
  let total = 0;
  for (const value of labels.values) total += (value * value) / samples;
  return { spectrum: descending(eigenvalues, power, total, samples), eigenvalues, along };
}

function squares(values: Float64Array, row: number, columns: number): number {
  let sum = 0;
  for (let c = row * columns; c < (row + 1) * columns; c++) sum += values[c] * values[c];
  return sum;
}

function descending(ascending: Float64Array, power: Float64Array, total: number, samples: number): TrainingSpectrum {
  const least = ROUNDING * Math.max(0, ascending[ascending.length - 1]);
  const order = [...ascending.keys()].filter((k) => ascending[k] > least).reverse();
  const kept = Float64Array.from(order.slice(0, samples), (k) => power[k]);
  return {
    samples,
    values: Float64Array.from(order.slice(0, samples), (k) => ascending[k]),
    power: kept,
    rest: Math.max(0, total - kept.reduce((a, b) => a + b, 0)),
  };
}

/**
 * The population's Df1, Df2 and unlearned power at the κ that belongs to this training set and λ >
 * 0: Df1 = P(1 − λ/κ), 1 − Df2/P = (tr(K + Pλ)⁻¹)²/(P tr(K + Pλ)⁻²), consistent for large P
 * without a wish to know any single η or c. Sources: 2006.09796 (KARE), 2203.06176 (GCV),
 * 2405.00592.
 */
export function renormalised(spectrum: TrainingSpectrum, ridge: number): Renormalised {
  const { samples, values, power, rest } = spectrum;
  const nulls = samples - values.length;
  let [first, second, learned] = [nulls / ridge, nulls / squared(ridge), 0];
  let missed = rest / squared(ridge);
  for (let k = 0; k < values.length; k++) {
    const inverse = 1 / (values[k] + ridge);
    first += inverse;
    second += inverse * inverse;
    learned += values[k] * inverse;
    missed += power[k] * inverse * inverse;
  }
  const open = (first * first) / (samples * second);
  const unlearned = (missed * samples) / second;
  return {
    kappa: samples / first,
    df1: learned,
    df2: samples * (1 - open),
    error: unlearned / open,
    unlearned,
  };
}
