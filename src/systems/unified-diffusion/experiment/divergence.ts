import { noisePower, signalPower } from '../../../diffusion/schedules.ts';
import { digamma } from '../../../numeric/digamma.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { log } from '../../../numeric/special.ts';

/**
 * Kullback–Leibler divergence, in nats, of the Gaussian distribution that `samples` (M × d, M > d)
 * are drawn from, of mean zero, from one of this covariance. Without bias: what is known of the
 * logarithm of a sample covariance's determinant is taken off.
 */
export function divergenceFrom(covariance: Float64Array, samples: Matrix, engine: Engine): number {
  const { rows: M, columns: d } = samples;
  const { heap } = engine;
  return heap.scope(() => {
    const measured = heap.matrix(d, d);
    engine.syrk({ a: samples, c: measured, transpose: true, alpha: 1 / M });
    const sample = Float64Array.from(measured.values);
    const precision = invertedSymmetric(covariance, engine);
    const trace = sample.reduce((sum, value, at) => sum + value * precision[at], 0);
    const bias = Array.from({ length: d }, (_, i) => digamma((M - i) / 2) - log(M / 2));
    const logRatio =
      logDeterminant(sample, engine) - bias.reduce((sum, one) => sum + one, 0) - logDeterminant(covariance, engine);
    return (trace - d - logRatio) / 2;
  });
}

/** Of data with the noise that is left at these γ. */
export function noisyCovariance(covariance: Float64Array, gammas: Float64Array): Float64Array {
  const d = gammas.length;
  return covariance.map((value, at) => {
    const [i, j] = [Math.floor(at / d), at % d];
    const signal = Math.sqrt(signalPower(gammas[i]) * signalPower(gammas[j])) * value;
    return i === j ? signal + noisePower(gammas[i]) : signal;
  });
}

export function invertedSymmetric(matrix: Float64Array, engine: Engine): Float64Array {
  const d = Math.sqrt(matrix.length);
  return engine.heap.scope(() => {
    const factor = engine.heap.matrixFrom(d, d, matrix);
    const inverse = engine.heap.matrix(d, d);
    for (let i = 0; i < d; i++) inverse.values[i * d + i] = 1;
    engine.cholesky(factor);
    engine.solveCholesky(factor, inverse);
    return Float64Array.from(inverse.values);
  });
}

function logDeterminant(matrix: Float64Array, engine: Engine): number {
  const d = Math.sqrt(matrix.length);
  return engine.heap.scope(() => {
    const factor = engine.heap.matrixFrom(d, d, matrix);
    engine.cholesky(factor);
    let sum = 0;
    for (let i = 0; i < d; i++) sum += 2 * log(factor.values[i * d + i]);
    return sum;
  });
}
