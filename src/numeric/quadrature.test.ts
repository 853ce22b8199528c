import { describe, expect, it } from 'vitest';
import { NoConvergence, OutOfRange } from './errors.ts';
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
  it.each([1, 2, 5, 64, 1024])('integrates polynomials below degree 2 · %d', (count) => {
    const { nodes, weights } = gaussLegendre(count);
    for (const degree of [0, 1, Math.min(2, 2 * count - 2), 2 * count - 2, 2 * count - 1]) {
      const sum = nodes.reduce((total, x, i) => total + weights[i] * x ** degree, 0);
      expect(sum).toBeCloseTo(degree % 2 === 1 ? 0 : 2 / (degree + 1), 13);
    }
    for (let i = 1; i < count; i++) expect(nodes[i]).toBeLessThan(nodes[i - 1]);
  });
  it('refuses no nodes at all', () => {
    expect(() => gaussLegendre(0)).toThrow(OutOfRange);
  });
});
