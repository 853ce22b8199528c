import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { correlatedSamplesRisk } from './correlated-samples.ts';
import { exponentialCorrelation, exponentialCorrelationLevels } from './exponential-correlation.ts';

const engine = createWasmEngine();

describe('the eigenvalues of exponentially correlated samples', () => {
  it.each([
    [1, 0.5],
    [2, 0.3],
    [7, 0.999],
    [40, 0.01],
    [41, 0.6],
    [60, 0.95],
  ])('are those of the matrix: %d samples at %d', (samples, correlation) => {
    const dense = engine.heap.scope(() => {
      const values = Float64Array.from(
        { length: samples ** 2 },
        (_, i) => correlation ** Math.abs(Math.floor(i / samples) - (i % samples)),
      );
      return engine.eigh(engine.heap.matrixFrom(samples, samples, values)).reverse();
    });
    exponentialCorrelation(samples, correlation).forEach((value, p) => {
      expect(Math.abs(value - dense[p])).toBeLessThan(1e-12 * dense[0]);
    });
  });

  it('are 1 without correlation, and 1 on average with any', () => {
    for (const value of exponentialCorrelation(50, 0)) expect(value).toBeCloseTo(1, 14);
    for (const correlation of [0.1, 0.5, 0.99])
      for (const samples of [1, 100, 10_001]) {
        const sum = exponentialCorrelation(samples, correlation).reduceRight((total, value) => total + value, 0);
        expect(sum / samples).toBeCloseTo(1, 12);
      }
  });
});

describe('the levels of many correlated samples', () => {
  it.each([0.01, 0.5, 0.99])('have the sums of all eigenvalues, at %d', (correlation) => {
    const samples = 9001;
    const all = exponentialCorrelation(samples, correlation).reverse();
    const { values, multiplicities } = exponentialCorrelationLevels(samples, correlation);
    expect(values.length).toBeLessThan(samples);
    for (const of of [
      () => 1,
      (k: number) => k,
      (k: number) => k / (k + 0.01),
      (k: number) => (k / (k + 3)) ** 2,
      (k: number) => 1 / (k + 1e-6),
    ]) {
      const exact = all.reduce((sum, k) => sum + of(k), 0);
      const found = values.reduce((sum, k, j) => sum + multiplicities[j] * of(k), 0);
      expect(found / exact).toBeCloseTo(1, 12);
    }
  });

  it('have the risk of all eigenvalues, and are quick for ten million', () => {
    const eta = Float64Array.from({ length: 300 }, (_, k) => (k + 1) ** -1.5);
    const problem = { eta, power: eta, ridge: 1e-3, noise: 0.3 };
    const { values, multiplicities } = exponentialCorrelationLevels(9001, 0.7);
    const found = correlatedSamplesRisk(problem, values, multiplicities);
    const exact = correlatedSamplesRisk(problem, exponentialCorrelation(9001, 0.7));
    for (const [name, value] of Object.entries(exact)) {
      expect(found[name as keyof typeof found]! / value, name).toBeCloseTo(1, 10);
    }
    const many = exponentialCorrelationLevels(1e7, 0.7);
    expect(many.values.length).toBeLessThan(10_000);
    const { excessError } = correlatedSamplesRisk(problem, many.values, many.multiplicities);
    expect(excessError).toBeGreaterThan(0);
    expect(excessError).toBeLessThan(exact.excessError);
  });
});
