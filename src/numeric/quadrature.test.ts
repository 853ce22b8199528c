import { describe, expect, it } from 'vitest';
import { NoConvergence } from './errors.ts';
import { anglePromise, integrateAngle } from './quadrature.ts';

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
