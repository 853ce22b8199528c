import type { Engine } from '../numeric/engine.ts';
import { spectrumOfCovariance, type TrainingSpectrum } from './training-spectrum.ts';

/**
 * Sums over groups of rows, from which regressions on any union of groups follow without the rows.
 * Inputs and labels about any common origin.
 */
export interface GroupedMoments {
  features: number;
  outputs: number;
  groups: GroupSums[];
}

export interface GroupSums {
  rows: number;
  /** Σx, Σy. */
  inputs: Float64Array;
  labels: Float64Array;
  /** Σxxᵀ (features × features), Σxyᵀ (features × outputs), Σ‖y‖². */
  covariance: Float64Array;
  overlap: Float64Array;
  power: number;
}

export function noSums(features: number, outputs: number): GroupSums {
  return {
    rows: 0,
    inputs: new Float64Array(features),
    labels: new Float64Array(outputs),
    covariance: new Float64Array(features * features),
    overlap: new Float64Array(features * outputs),
    power: 0,
  };
}

/** Linear ridge regression on a union of groups: its spectrum, and its weights at any ridge. */
export interface GroupedFit {
  spectrum: TrainingSpectrum;
  /** Mean squared error on other groups, errors added over outputs. */
  errorOn(others: readonly number[], ridges: readonly number[]): number[];
}

export function fitGroups(moments: GroupedMoments, chosen: readonly number[], engine: Engine): GroupedFit {
  const { features: d, outputs, groups } = moments;
  const { heap } = engine;
  const sums = total(moments, chosen);
  const n = sums.rows;
  const samples = n - 1;
  return heap.scope(() => {
    const covariance = heap.matrixFrom(d, d, sums.covariance);
    const overlap = heap.matrixFrom(d, outputs, sums.overlap);
    const [c, o] = [covariance.values, overlap.values];
    for (let j = 0; j < d; j++) {
      for (let k = 0; k < d; k++) c[j * d + k] = (c[j * d + k] - (sums.inputs[j] * sums.inputs[k]) / n) / samples;
      for (let k = 0; k < outputs; k++)
        o[j * outputs + k] = (o[j * outputs + k] - (sums.inputs[j] * sums.labels[k]) / n) / samples;
    }
    const power = (sums.power - sums.labels.reduce((sum, one) => sum + (one * one) / n, 0)) / samples;
    const { spectrum, eigenvalues, along } = spectrumOfCovariance(covariance, overlap, power, samples, engine);
    const basis = Float64Array.from(covariance.values);
    const largest = eigenvalues[d - 1];
    const weightsAt = (ridge: number): Float64Array =>
      heap.scope(() => {
        const scaled = along.map((one, i) => {
          const value = eigenvalues[Math.floor(i / outputs)];
          return value > 1e-12 * largest ? one / (value + ridge) : 0;
        });
        const weights = heap.matrix(d, outputs);
        engine.gemm({
          ...{ a: heap.matrixFrom(d, d, basis), transposeA: true },
          ...{ b: heap.matrixFrom(d, outputs, scaled), c: weights },
        });
        return Float64Array.from(weights.values);
      });
    const errorOn: GroupedFit['errorOn'] = (others, ridges) => {
      const tested = total({ features: d, outputs, groups }, others);
      return ridges.map((ridge) => squaredError(weightsAt(ridge), sums, tested, d, outputs, engine) / tested.rows);
    };
    return { spectrum, errorOn };
  });
}

/** Σ‖y − ȳ − Wᵀ(x − x̄)‖² over the tested rows, with the means of those that were fitted. */
function squaredError(
  weights: Float64Array,
  fitted: GroupSums,
  tested: GroupSums,
  d: number,
  outputs: number,
  engine: Engine,
): number {
  const { heap } = engine;
  const product = heap.scope(() => {
    const result = heap.matrix(d, outputs);
    engine.gemm({
      ...{ a: heap.matrixFrom(d, d, tested.covariance), b: heap.matrixFrom(d, outputs, weights), c: result },
    });
    return Float64Array.from(result.values);
  });
  let sum = tested.power;
  for (let c = 0; c < outputs; c++) {
    // b is what the mean of the fitted leaves: ȳ − wᵀx̄.
    let [intercept, shift] = [fitted.labels[c] / fitted.rows, 0];
    for (let j = 0; j < d; j++) {
      const w = weights[j * outputs + c];
      intercept -= (w * fitted.inputs[j]) / fitted.rows;
      shift += w * tested.inputs[j];
      sum += w * (product[j * outputs + c] - 2 * tested.overlap[j * outputs + c]);
    }
    sum += intercept * (intercept * tested.rows + 2 * shift - 2 * tested.labels[c]);
  }
  return sum;
}

function total({ features, outputs, groups }: GroupedMoments, chosen: readonly number[]): GroupSums {
  const sums = noSums(features, outputs);
  for (const g of chosen) {
    const one = groups[g];
    sums.rows += one.rows;
    sums.power += one.power;
    for (const key of ['inputs', 'labels', 'covariance', 'overlap'] as const) {
      const [into, from] = [sums[key], one[key]];
      for (let k = 0; k < into.length; k++) into[k] += from[k];
    }
  }
  return sums;
}
