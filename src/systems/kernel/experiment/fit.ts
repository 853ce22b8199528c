import type { Engine } from '../../../numeric/engine.ts';
import { OrreryError } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { exp, squared, wholePower } from '../../../numeric/special.ts';
import { withoutRounding } from '../../../numeric/symmetric.ts';
import { IllConditioned, WORST_CONDITION } from '../../../regression/ill-conditioned.ts';
import { plain } from '../../../statistics/sentences.ts';
import type { Measured } from '../../contract.ts';
import { nextGegenbauer, nextKrawtchouk } from '../levels/polynomials.ts';
import type { KernelObservable } from '../observables.ts';
import type { KernelParameters } from '../parameters.ts';
import { type SyntheticProblem, TIMES } from '../problem.ts';

export type Numbers = Partial<Record<KernelObservable, Measured>>;

/** The kernel matrix K = Vᵀ diag(θ) V of a training set, and its labels along the eigenvectors. */
export interface Decomposition {
  samples: number;
  /** Rows are eigenvectors. */
  vectors: Matrix;
  /** 1/(θ + δ); 0 for the first `nullity` of them. */
  inverse: Float64Array;
  /** How many eigenvalues are 0 where there is no ridge. */
  nullity: number;
  /** n × all columns of labels. */
  along: Matrix;
  step: number;
}

/**
 * Overwrites `gram`. A linear kernel without a ridge has the fit of least norm, the limit of small
 * ridges: its matrix is that of the inputs, and what is rounding in it is 0. (Of other kernels
 * nobody can tell: their eigenvalues may be as small.) Throws `IllConditioned`, and `Unstable` for
 * a step of gradient descent that is too long.
 */
export function decompose(
  gram: Matrix,
  labels: Matrix,
  { kernel, ridge, stepSize }: KernelParameters,
  engine: Engine,
): Decomposition {
  const samples = gram.rows;
  const theta = engine.eigh(gram, { vectors: true });
  const largest = theta[samples - 1] + ridge;
  const nullity = kernel === 'linear' && ridge === 0 ? withoutRounding(theta).filter((value) => value === 0).length : 0;
  if (nullity === samples || !((theta[nullity] + ridge) * WORST_CONDITION > largest))
    throw new IllConditioned(ridge, "this training set's kernel matrix");
  if (stepSize * largest >= 2 * samples) throw new Unstable(stepSize, (2 * samples) / largest);
  const along = engine.heap.matrix(samples, labels.columns);
  engine.gemm({ a: gram, b: labels, c: along });
  const inverse = theta.map((value, a) => (a < nullity ? 0 : 1 / (value + ridge)));
  return { samples, vectors: gram, inverse, nullity, along, step: stepSize };
}

/** Gradient descent with this step diverges on this training set. */
export class Unstable extends OrreryError {
  constructor(step: number, most: number) {
    super(`gradient descent with stepSize ${step} diverges on this training set: stay below ${plain(most, 3)}`);
  }
}

/** What the training set alone shows, of the first `outputs` columns of labels. */
export function fromTraining(
  { samples, inverse, nullity, along }: Decomposition,
  outputs: number,
  ridge: number,
): Numbers {
  let [trace, squares] = [0, 0];
  const values = along.values;
  // Where eigenvalues are 0 all is as for δ → 0, in units of 1/δ.
  for (let a = 0; a < (nullity || samples); a++) {
    const weight = nullity > 0 ? 1 : inverse[a];
    trace += weight;
    for (let c = 0; c < outputs; c++) squares += squared(weight * values[a * along.columns + c]);
  }
  const kare = (samples * squares) / squared(trace);
  if (nullity > 0) return { trainError: squares / samples, kare, kappa: 0, totalLearnability: samples - nullity };
  return {
    trainError: (ridge * ridge * squares) / samples,
    kare,
    kappa: 1 / trace,
    totalLearnability: samples - ridge * trace,
  };
}

/** The kernel between test and training points along the eigenvectors, tests × n. */
export function project(cross: Matrix, { vectors, samples }: Decomposition, engine: Engine): Matrix {
  const projected = engine.heap.matrix(cross.rows, samples);
  engine.gemm({ a: cross, b: vectors, transposeB: true, c: projected });
  return projected;
}

/**
 * Errors on test points whose noiseless targets are given, tests × outputs; `noise` is the variance
 * that fresh labels would add.
 */
export function fromTest(
  projected: Matrix,
  fit: Decomposition,
  targets: Float64Array,
  outputs: number,
  noise: number,
  engine: Engine,
): Numbers {
  const { samples, inverse, nullity, along, step } = fit;
  const tests = projected.rows;
  const columns = TIMES.length + 1;
  const inTime = new Float64Array(columns).fill(noise);
  const { heap } = engine;
  for (let c = 0; c < outputs; c++)
    heap.scope(() => {
      // A column for each time, and the converged fit as the last.
      const weights = heap.matrix(samples, columns);
      const predicted = heap.matrix(tests, columns);
      const [values, labels] = [weights.values, along.values];
      for (let a = 0; a < samples; a++) {
        const converged = inverse[a] * labels[a * along.columns + c];
        const rate = a < nullity ? 0 : 1 / (inverse[a] * samples);
        for (let t = 0; t < TIMES.length; t++) values[a * columns + t] = converged * fitted(rate, TIMES[t], step);
        values[a * columns + TIMES.length] = converged;
      }
      engine.gemm({ a: projected, b: weights, c: predicted });
      const found = predicted.values;
      for (let i = 0; i < tests; i++)
        for (let t = 0; t < columns; t++)
          inTime[t] += squared(found[i * columns + t] - targets[i * outputs + c]) / tests;
    });
  let amplified = 0;
  const rows = projected.values;
  for (let i = 0; i < tests; i++)
    for (let a = 0; a < samples; a++) amplified += squared(rows[i * samples + a] * inverse[a]);
  return {
    testError: inTime[TIMES.length],
    testErrorInTime: inTime.slice(0, TIMES.length),
    // What the fit makes of labels of pure unit noise, plus the noise of the test label.
    overfitting: 1 + amplified / tests,
  };
}

/**
 * Learnability of level k averaged over its eigenfunctions φ: Σ_x φ(x) K(x, X)(K + δ)⁻¹φ(X) = λ_k
 * φ(X)ᵀ(K + δ)⁻¹φ(X), and the products of all the level's φ at two points sum to its multiplicity
 * times P_k of their angle. So L_k = λ_k tr (K + δ)⁻¹P_k, with no test points at all.
 */
export function learnedTraces(
  { samples, vectors, inverse }: Decomposition,
  training: Matrix,
  { parameters, eigenvalues, shares }: SyntheticProblem,
  engine: Engine,
): Float64Array {
  const { domain, dimension } = parameters;
  return engine.heap.scope(() => {
    const resolvent = engine.heap.matrix(samples, samples);
    const scaled = engine.heap.matrix(samples, samples);
    const [source, rooted] = [vectors.values, scaled.values];
    for (let a = 0; a < samples; a++) {
      const root = Math.sqrt(inverse[a]);
      for (let i = a * samples; i < (a + 1) * samples; i++) rooted[i] = root * source[i];
    }
    engine.syrk({ a: scaled, transpose: true, c: resolvent });
    const cosines = scaled;
    engine.syrk({ a: training, c: cosines, alpha: 1 / dimension });
    const next = domain === 'hypercube' ? nextKrawtchouk : nextGegenbauer;
    const traces = new Float64Array(shares.length);
    const [r, t] = [resolvent.values, cosines.values];
    for (let i = 0; i < samples; i++)
      for (let j = 0; j <= i; j++) {
        const weight = (j < i ? 2 : 1) * r[i * samples + j];
        let [before, now] = [0, 1];
        for (let k = 0; k < traces.length; k++) {
          traces[k] += weight * now;
          [before, now] = [now, next(dimension, k, t[i * samples + j], now, before)];
        }
      }
    return traces.map((value, k) => value * eigenvalues[k]);
  });
}

/** Overlap of the fit to each level's function with that function, over the test points. */
export function learnedOverlaps(
  projected: Matrix,
  { samples, inverse, along }: Decomposition,
  functions: Float64Array,
  levels: number,
): Float64Array {
  const overlaps = new Float64Array(levels);
  const [rows, labels] = [projected.values, along.values];
  const tests = projected.rows;
  for (let i = 0; i < tests; i++)
    for (let a = 0; a < samples; a++) {
      const value = (rows[i * samples + a] * inverse[a]) / tests;
      for (let k = 0; k < levels; k++)
        overlaps[k] += value * labels[a * along.columns + 1 + k] * functions[i * levels + k];
    }
  return overlaps;
}

/**
 * How much of an eigendirection of the kernel matrix is fitted after a time: 1 − e^{−rate·t} in
 * gradient flow, 1 − (1 − step·rate)^{t/step} in steps.
 */
function fitted(rate: number, time: number, step: number): number {
  if (step > 0) return 1 - wholePower(1 - step * rate, Math.round(time / step));
  const x = rate * time;
  // The series keeps the digits that 1 − e^{−x} would lose.
  return x < 1e-5 ? x * (1 - (x / 2) * (1 - x / 3)) : 1 - exp(-x);
}
