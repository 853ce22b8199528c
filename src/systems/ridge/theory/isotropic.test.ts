import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutOfRange } from '../../../numeric/errors.ts';
import {
  identitySTransform,
  inverseSTransform,
  productSTransform,
  projectionSTransform,
  scaledSTransform,
  spectrumSTransform,
  structuredLayerSTransform,
  wishartSTransform,
} from '../../../random-matrices/free-probability.ts';
import { isotropicKappa, whiteWishart, whiteWishartIntegral } from '../../../random-matrices/marchenko-pastur.ts';
import { renormalizedRidge } from '../../../random-matrices/renormalized-ridge.ts';
import { isotropicGradientFlow } from './gradient-flow.ts';
import { isotropicExactExcessError, isotropicOptimalRidge, isotropicPeak, isotropicRisk } from './isotropic.ts';
import { powerLawContinuum } from './power-law.ts';

describe('isotropic closed forms', () => {
  it('solve the quadratic', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        fc.double({ min: -12, max: 6, noNaN: true }),
        (q, decade) => {
          const ridge = 10 ** decade;
          const kappa = isotropicKappa(q, ridge);
          expect(Math.abs((kappa * (1 + kappa - q)) / (ridge * (1 + kappa)) - 1)).toBeLessThan(
            1e-12 * (1 + (kappa * q) / ridge),
          );
        },
      ),
    );
    expect(() => isotropicKappa(4, -1.01)).toThrow(OutOfRange);
    expect(isotropicKappa(4, -1)).toBeCloseTo(1, 12);
  });
  it('give the ridgeless double descent', () => {
    expect(isotropicRisk(0.5, 0, 1, 0.3).excessError).toBeCloseTo(0.3, 14);
    expect(isotropicRisk(2, 0, 1, 0.3).excessError).toBeCloseTo(0.5 + 0.3, 14);
    expect(isotropicRisk(1, 0, 1, 0.3).excessError).toBe(Number.POSITIVE_INFINITY);
    expect(isotropicRisk(1, 1e-14, 1, 0.3).excessError / isotropicPeak(1e-14, 0.3)).toBeCloseTo(1, 6);
  });
  it('are what the exact finite-size means tend to', () => {
    const exact = (D: number, P: number) => isotropicExactExcessError(D, P, 1, 0.3);
    expect(exact(5e6, 1e7)).toBeCloseTo(isotropicRisk(0.5, 0, 1, 0.3).excessError, 6);
    expect(exact(2e7, 1e7)).toBeCloseTo(isotropicRisk(2, 0, 1, 0.3).excessError, 6);
    expect(exact(10, 11)).toBe(Number.POSITIVE_INFINITY);
    expect(isotropicExactExcessError(20, 10, 1, 0)).toBe(0.5);
  });
  it('have their optimum at qσ²/‖w̄‖²', () => {
    const best = isotropicOptimalRidge(2, 1, 0.5);
    for (const factor of [0.9, 1.1])
      expect(isotropicRisk(2, factor * best.ridge, 1, 0.5).excessError).toBeGreaterThan(best.excessError);
  });
});

describe('the Marchenko–Pastur law', () => {
  it.each([0.05, 0.5, 0.9, 0.99, 1, 1.001, 1.2, 3, 40])('has mass, moments and Stieltjes transform at q = %d', (q) => {
    const law = whiteWishart(q);
    expect(whiteWishartIntegral(q, () => 1) + law.atom).toBeCloseTo(1, 12);
    law.moments.forEach((moment, i) => {
      expect(whiteWishartIntegral(q, (s) => s ** (i + 1)) / moment).toBeCloseTo(1, 11);
    });
    for (const ridge of [0.01, 1, 30])
      expect((whiteWishartIntegral(q, (s) => 1 / (s + ridge)) + law.atom / ridge) / law.stieltjes(ridge)).toBeCloseTo(
        1,
        10,
      );
  });
});

describe('gradient flow', () => {
  it.each([0.5, 0.95, 1.05, 2])('runs from ‖w̄‖² to the ridgeless error at q = %d', (q) => {
    const [start, early, end] = isotropicGradientFlow(q, 1.5, 0.2, [0, 1e-6, Number.POSITIVE_INFINITY]);
    expect(start).toBeCloseTo(1.5, 11);
    expect(early).toBeCloseTo(1.5 * (1 - 2e-6), 10);
    expect(isotropicGradientFlow(q, 1.5, 0.2, [1e5])[0]).toBeCloseTo(end, 8);
    expect(end).toBe(isotropicRisk(q, 0, 1.5, 0.2).excessError);
  });
});

describe('S-transforms', () => {
  const dfs = [0, 0.05, 0.2, 0.4];
  it('multiply, scale and invert', () => {
    const s = wishartSTransform(0.5);
    for (const df of dfs) {
      expect(productSTransform(s, identitySTransform)(df)).toBe(s(df));
      expect(scaledSTransform(4, s)(df)).toBe(s(df) / 4);
      expect(inverseSTransform(inverseSTransform(s))(df)).toBeCloseTo(s(df), 14);
      expect(structuredLayerSTransform(new Float64Array(200).fill(1), 100)(df)).toBeCloseTo(s(df), 12);
      expect(spectrumSTransform(new Float64Array(7).fill(2))(df)).toBeCloseTo(0.5, 14);
      expect(spectrumSTransform([5, 5, 0, 0])(df)).toBeCloseTo(projectionSTransform(0.5)(df) / 2.5, 12);
    }
  });
  it('renormalise the ridge: κ = λ S(df(κ))', () => {
    const eta = [3, 1, 1, 0.2, 0.05];
    const kappa = renormalizedRidge(eta, 8, 0.1);
    const df = eta.reduce((sum, value) => sum + value / (value + kappa), 0) / 5;
    expect(0.1 * wishartSTransform(5 / 8)(df)).toBeCloseTo(kappa, 13);
  });
  it('know their domain', () => {
    expect(wishartSTransform(2)(0.5)).toBe(Number.POSITIVE_INFINITY);
    expect(() => wishartSTransform(2)(0.6)).toThrow(OutOfRange);
    expect(() => projectionSTransform(0.3)(0.4)).toThrow(OutOfRange);
  });
});

describe('the continuum of a power law', () => {
  it('is what sums tend to', () => {
    const eta = Float64Array.from({ length: 2e6 }, (_, k) => (k + 1) ** -2);
    expect(renormalizedRidge(eta, 2000, 0) / powerLawContinuum(2, 0.5, 2000).kappa).toBeCloseTo(1, 2);
  });
  it('has the constant ζ beyond r = 1', () => {
    // ζ(2) = π²/6 and ζ(4) = π⁴/90 come out at 2α(r−1) = 1 and 3.
    const at = (r: number) => powerLawContinuum(2, r, 1);
    expect(at(1.25).biasSquared / at(1.25).kappa ** 2).toBeCloseTo(Math.PI ** 2 / 6, 13);
    expect(at(1.75).biasSquared / at(1.75).kappa ** 2).toBeCloseTo(Math.PI ** 4 / 90, 13);
  });
});
