import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { exponentialCorrelation } from './exponential-correlation.ts';

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
