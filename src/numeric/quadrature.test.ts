import { describe, expect, it } from 'vitest';
import { NoConvergence } from './errors.ts';
import { anglePromise, gaussLegendre, integrateAngle } from './quadrature.ts';

describe('integrateAngle', () => {
  it('keeps its promise for periodic integrands', () => {
    // ∫₀^π exp(x cos θ) dθ = π I₀(x); ∫₀^π dθ/(a + cos θ) = π/√(a² − 1).
    expect(Math.abs(integrateAngle((t) => Math.exp(Math.cos(t))) / (Math.PI * 1.2660658777520084) - 1)).toBeLessThan(
      2 * anglePromise,
    );
    for (const a of [1 + 1e-6, 1.01, 2, 100]) {
      const exact = Math.PI / Math.sqrt((a - 1) * (a + 1));
      expect(Math.abs(integrateAngle((t) => 1 / (a - 1 + 2 * Math.cos(t / 2) ** 2)) / exact - 1)).toBeLessThan(
        3e-10 * (1e-3 / (a - 1)) + 2 * anglePromise,
      );
    }
  });
  it('gives up on a jump', () => {
    expect(() => integrateAngle((t) => (t < 1 ? 1 : 0))).toThrow(NoConvergence);
  });
});

describe('gaussLegendre', () => {
  it.each([1, 2, 5, 32, 81])('with %d nodes is exact to its degree', (n) => {
    const { nodes, weights } = gaussLegendre(n);
    for (const power of [0, 1, n - 1, n, 2 * n - 2, 2 * n - 1]) {
      const sum = nodes.reduce((total, x, i) => total + weights[i] * x ** power, 0);
      expect(Math.abs(sum - (power % 2 === 0 ? 2 / (power + 1) : 0)), `x^${power}`).toBeLessThan(1e-14);
    }
    for (let i = 1; i < n; i++) expect(nodes[i]).toBeGreaterThan(nodes[i - 1]);
  });
});
