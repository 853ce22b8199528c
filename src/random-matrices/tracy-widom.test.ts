import { describe, expect, it } from 'vitest';
import { airy } from './airy.ts';
import { tracyWidomCdf, tracyWidomMoments, tracyWidomQuantile } from './tracy-widom.ts';

describe('the Airy function', () => {
  it.each([
    // scipy.special.airy
    [0, 0.3550280538878172],
    [1, 0.13529241631288147],
    [-2, 0.22740742820168564],
    [5, 0.00010834442813607433],
    [8.9, 3.342061042518701e-9],
    [9.1, 1.824228253564029e-9],
    [-10, 0.040241238486441955],
    [-25, 0.16352657883043045],
  ])('at %d is SciPy’s', (x, expected) => {
    expect(Math.abs(airy(x) - expected)).toBeLessThan(x < 0 ? 2e-15 : 1e-13 * expected);
  });

  it('meets its asymptotic series where they join', () => {
    expect(airy(9 - 1e-12) / airy(9) - 1).toBeCloseTo(0, 10);
  });
});

describe.each([1, 2] as const)('the Tracy–Widom law, β = %d', (beta) => {
  const [low, high, steps] = [-9, 13, 352];
  const h = (high - low) / steps;
  const grid = Array.from({ length: steps + 1 }, (_, i) => low + h * i);
  const cdf = grid.map((s) => tracyWidomCdf(s, beta));

  it('rises from 0 to 1', () => {
    expect(cdf[0]).toBeLessThan(1e-12);
    expect(cdf[steps]).toBe(1);
    for (let i = 1; i <= steps; i++) expect(cdf[i]).toBeGreaterThanOrEqual(cdf[i - 1] - 1e-14);
  });

  it('has the published moments', () => {
    // E s^k about its mean by parts: ∫ k (s − m)^(k−1) (1[s > m] − F) ds, by the trapezoidal rule
    // on F, which is smooth and flat at both ends.
    const { mean, variance, skewness, excessKurtosis } = tracyWidomMoments[beta];
    const sum = (f: (s: number, F: number) => number) => grid.reduce((total, s, i) => total + h * f(s, cdf[i]), 0);
    // The smooth comparison function Φ(s) = 1/(1 + e^(−4s)) has the known moments 0, π²/48, 0,
    // 7π⁴/3840.
    const phi = (s: number) => 1 / (1 + Math.exp(-4 * (s - mean)));
    const about = (k: number) => sum((s, F) => k * (s - mean) ** (k - 1) * (phi(s) - F));
    expect(about(1)).toBeCloseTo(0, 10);
    const [m2, m3, m4] = [Math.PI ** 2 / 48 + about(2), about(3), (7 * Math.PI ** 4) / 3840 + about(4)];
    expect(m2).toBeCloseTo(variance, 9);
    expect(m3 / m2 ** 1.5).toBeCloseTo(skewness, 8);
    expect(m4 / m2 ** 2 - 3).toBeCloseTo(excessKurtosis, 7);
  });

  it('inverts', () => {
    for (const p of [1e-4, 0.05, 0.5, 0.99])
      expect(tracyWidomCdf(tracyWidomQuantile(p, beta), beta)).toBeCloseTo(p, 12);
    expect(() => tracyWidomQuantile(1, beta)).toThrow(/probability/);
  });
});

it('has the quantiles that tests for the number of components use', () => {
  // Johnstone 2001 and later tables: 90, 95 and 99 per cent of TW_1.
  expect(tracyWidomQuantile(0.9)).toBeCloseTo(0.4501, 4);
  expect(tracyWidomQuantile(0.95)).toBeCloseTo(0.9793, 4);
  expect(tracyWidomQuantile(0.99)).toBeCloseTo(2.0234, 4);
  expect(() => tracyWidomCdf(Number.NaN)).toThrow(/s is NaN/);
});
