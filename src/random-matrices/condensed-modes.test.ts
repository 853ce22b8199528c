import { describe, expect, it } from 'vitest';
import { condensedModes } from './condensed-modes.ts';

const powers = (K: number, exponent: number) => Float64Array.from({ length: K }, (_, k) => (k + 1) ** -exponent);

/** Σ w/(λ + κ), and Σ |w/(λ + κ)|. */
function sumAt(lambda: Float64Array, weights: Float64Array, { re, im }: { re: number; im: number }) {
  const total = { re: 0, im: 0, size: 0 };
  lambda.forEach((value, k) => {
    const square = (value + re) ** 2 + im * im;
    total.re += (weights[k] * (value + re)) / square;
    total.im -= (weights[k] * im) / square;
    total.size += Math.abs(weights[k]) / Math.sqrt(square);
  });
  return total;
}

describe('condensed modes', () => {
  it('give the sums of all modes wherever they say so, and say so well away from the negative axis', () => {
    for (const [K, b] of [
      [3000, 1.3],
      [20_000, 0.6],
      [500, 3],
    ]) {
      const lambda = powers(K, b);
      const weights = [powers(K, 0.2), lambda.map((value, k) => (k % 3) * value)];
      const few = condensedModes(lambda, weights);
      expect(few.values.length).toBeLessThan(400);
      for (const size of [1e-4, 1e-3, 0.03, 0.5, 3])
        for (const angle of [0, 1, 2, 2.6, 3, 3.14]) {
          const kappa = { re: size * Math.cos(angle), im: size * Math.sin(angle) };
          const resolved = few.resolves(kappa);
          if (angle <= 2.6) expect(resolved, `${size} at ${angle}`).toBe(true);
          if (!resolved) continue;
          weights.forEach((given, w) => {
            const [exact, found] = [sumAt(lambda, given, kappa), sumAt(few.values, few.weights[w], kappa)];
            expect(Math.hypot(found.re - exact.re, found.im - exact.im) / exact.size).toBeLessThan(2e-11);
          });
        }
    }
  });

  it('know where they fail: next to a mode', () => {
    const lambda = powers(3000, 1.3);
    const few = condensedModes(lambda, [lambda]);
    expect(few.resolves({ re: -lambda[1000], im: 1e-3 * lambda[1000] })).toBe(false);
  });

  it('keep the modes of a thin spectrum as they are, and many equal ones', () => {
    const lambda = Float64Array.of(3, 1, 2.5);
    const weights = Float64Array.of(1, 2, 3);
    const few = condensedModes(lambda, [weights]);
    expect([...few.values]).toEqual([1, 2.5, 3]);
    expect([...few.weights[0]]).toEqual([2, 3, 1]);
    const flat = condensedModes(new Float64Array(1000).fill(0.5), [new Float64Array(1000).fill(1)]);
    const sum = sumAt(flat.values, flat.weights[0], { re: 0.2, im: 0.1 });
    const exact = sumAt(Float64Array.of(0.5), Float64Array.of(1000), { re: 0.2, im: 0.1 });
    expect(sum.re / exact.re).toBeCloseTo(1, 10);
    expect(sum.im / exact.im).toBeCloseTo(1, 10);
  });
});
