import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';
import { bestRidge } from './best-ridge.ts';
import { maskedCorrelatedRisk, maskedRisk } from './masked-inputs.ts';
import { poolErrors } from './pool.ts';
import { correlatedRows, duplicatedRows, equalRows, noisyRows, resampledRows } from './rows.ts';
import { weightedRisk } from './weighted-rows.ts';

describeReferenceCases(evaluators, 'structure.json');

const eta = Float64Array.from({ length: 80 }, (_, k) => (k + 1) ** -0.8);
const power = eta.map((value) => value / 80);

describe('weighted rows', () => {
  it('do not know the unit of their weights, nor how they are grouped', () => {
    const at = (weights: number[], counts: number[]) =>
      weightedRisk({ eta, power, ridge: 0.1, rows: { weights, counts, noises: weights.map(() => 0.3) } }).excessError;
    const once = at([1, 4], [60, 40]);
    expect(at([10, 40], [60, 40])).toBeCloseTo(once, 12);
    expect(at([1, 4, 4, 1], [20, 15, 25, 40])).toBeCloseTo(once, 12);
  });

  it('of weight 0 are not there, but for the residual that they have', () => {
    const rows = { weights: [1, 0], counts: [100, 50], noises: [0.3, 0.3] };
    const { excessError, residuals } = weightedRisk({ eta, power, ridge: 0.1, rows });
    const without = weightedRisk({ eta, power, ridge: 0.1, rows: equalRows(100, 0.3) });
    expect(excessError).toBeCloseTo(without.excessError, 10);
    expect(residuals[1]).toBeCloseTo(excessError + 0.3, 12);
  });

  it('interpolate without a ridge, though the error be infinite', () => {
    const { excessError, residuals } = weightedRisk({ eta, power, ridge: 0, rows: equalRows(80, 0.3) });
    expect(excessError).toBe(Number.POSITIVE_INFINITY);
    expect(residuals[0]).toBe(0);
  });

  it('are refused with negative weights and noises, and where none weighs anything', () => {
    const at = (weights: number[], noises: number[]) => () =>
      weightedRisk({ eta, power, ridge: 0.1, rows: { weights, counts: [10, 10], noises } });
    expect(at([1, -1], [1, 1])).toThrow('the weight of row group 1');
    expect(at([1, 1], [1, -1])).toThrow('the noise variance of row group 1');
    expect(at([0, 0], [1, 1])).toThrow('the largest weight');
  });
});

describe('the best ridge', () => {
  it('with weights 1/σ² and equal target weights is Bayes’, and its error 1/κ̃ in units of the noise', () => {
    const prior = eta.map((value) => value / 80);
    const rows = noisyRows([0.1, 2], [100, 100], true);
    const { ridge, excessError } = bestRidge({ eta, power: prior, rows });
    const precision = 100 / 0.1 + 100 / 2;
    expect(ridge / (80 / precision)).toBeCloseTo(1, 4);
    const { kappaTilde } = weightedRisk({ eta, power: prior, rows, ridge: 80 / precision });
    expect((excessError * kappaTilde * precision) / 200).toBeCloseTo(1, 8);
  });

  it('leaves copies nothing to help with', () => {
    const same = bestRidge({ eta, power, rows: duplicatedRows([1, 6], [50, 50], 0.5, 'same') });
    expect(same.excessError).toBeGreaterThan(bestRidge({ eta, power, rows: equalRows(100, 0.5) }).excessError);
  });
});

it('a pool drawn from for ever is the pool itself', () => {
  const { testError, poolError } = poolErrors({ eta, power, ridge: 0.1 }, 200, 1e4, 0.3);
  const { excessError, residuals } = weightedRisk({ eta, power, ridge: 0.1, rows: equalRows(200, 0.3) });
  expect(testError / (excessError + 0.3)).toBeCloseTo(1, 3);
  expect(poolError / residuals[0]).toBeCloseTo(1, 3);
});

it.each([0.3, 1, 7, 300])('%d draws a row come to so many on average', (draws) => {
  const { weights, counts } = resampledRows(100, draws, 0);
  expect(counts.reduce((sum, one) => sum + one, 0)).toBeCloseTo(100, 8);
  expect(counts.reduce((sum, one, r) => sum + one * weights[r], 0)).toBeCloseTo(100, 8);
});

it.each([0, 0.5, 0.95])(
  'a time series of correlation %d has eigenvalues of mean 1 and of mean square (1 + ρ²)/(1 − ρ²)',
  (rho) => {
    const { weights, counts } = correlatedRows(1, rho, 0, 'alike');
    const mean = (power: number) => weights.reduce((sum, k, i) => sum + counts[i] * k ** power, 0);
    expect(mean(1)).toBeCloseTo(1, 12);
    expect(mean(2) / ((1 + rho ** 2) / (1 - rho ** 2))).toBeCloseTo(1, 12);
  },
);

it('masks of features that are not correlated are the same by either formula', () => {
  const small = eta.subarray(0, 20);
  const covariance = new Float64Array(400);
  small.forEach((value, k) => {
    covariance[k * 21] = value;
  });
  const plain = { target: new Float64Array(20).fill(0.3), samples: 60, ridge: 0.1, noise: 0.2 };
  const one = maskedRisk({ eta: small, ...plain }, 0.6);
  const other = maskedCorrelatedRisk({ covariance, ...plain }, 0.6, createWasmEngine());
  for (const key of ['excessError', 'maskedError', 'effectiveNoise'] as const)
    expect(other[key] / one[key]).toBeCloseTo(1, 10);
});
