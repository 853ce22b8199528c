import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutOfRange } from '../../../numeric/errors.ts';
import { gaussianLayer, orthogonalLayer } from './layers.ts';
import { ridgelessRisk } from './mei-montanari.ts';
import { ensembleError, type FeatureProblem, featureRisk } from './risk.ts';
import { exponent, localSlope, type RegimeName, regimes, structuredWidthExponent } from './scaling.ts';

const eta = Float64Array.from({ length: 100 }, (_, k) => (k + 1) ** -1.1);
const problem = (changes: Partial<FeatureProblem> & { features: number }): FeatureProblem => ({
  eta,
  power: eta.map((value) => value / 3),
  samples: 60,
  ridge: 1e-3,
  noise: 0.1,
  layers: [gaussianLayer(changes.features)],
  ...changes,
});

describe('the risk of random features', () => {
  const size = fc.integer({ min: 1, max: 400 });
  const positive = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true }).map((u) => 10 ** u);

  it('is made of parts that are not negative, and does not fall below what infinite features leave', () => {
    fc.assert(
      fc.property(
        size,
        size,
        fc.oneof(fc.constant(0), positive(-60, 6)),
        fc.oneof(fc.constant(0), positive(-20, 4)),
        (samples, features, ridge, featureNoise) => {
          const given = problem({ features, samples, ridge, featureNoise });
          const risk = featureRisk(given);
          const parts = [
            risk.biasSquared,
            risk.varianceFeatures,
            risk.varianceData,
            risk.varianceDataFeatures,
            risk.varianceNoise,
            risk.varianceNoiseFeatures,
          ];
          for (const part of parts) expect(part).toBeGreaterThanOrEqual(0);
          expect(risk.kappa1).toBeGreaterThanOrEqual(ridge);
          if (risk.excessError === Number.POSITIVE_INFINITY) {
            expect(ridge).toBe(0);
            expect(samples === features || samples === 100).toBe(true);
            return;
          }
          expect(ensembleError(risk, 1)).toBeCloseTo(risk.excessError, 12);
          expect(ensembleError(risk, 8)).toBeLessThanOrEqual(risk.excessError);
          // Averages over the parts of a whole: B_F(1 − γ₁)⁻¹ − noise terms, as the sheets have it.
          const whole = (risk.populationError + 0.1 * risk.gamma1) / (1 - risk.gamma1);
          if (risk.gamma1 < 0.999) expect(risk.excessError / whole).toBeCloseTo(1, 8);
        },
      ),
      { numRuns: 300, seed: 3 },
    );
  });

  it('with feature noise is ridge regression on the N modes that the features have', () => {
    // A finite difference of λ(κ₁) = κ₁(1 − Df₁^φ/P) gives 1 − γ₁, which the formulas have in
    // closed form.
    const at = (ridge: number) => featureRisk(problem({ features: 90, ridge, featureNoise: 0.004 }));
    const [low, mid, high] = [0.009999, 0.01, 0.010001].map(at);
    expect((0.010001 - 0.009999) / (high.kappa1 - low.kappa1)).toBeCloseTo(1 - mid.gamma1, 6);
    expect(mid.kappa1 * (1 - mid.df1Features / 60)).toBeCloseTo(0.01, 12);
  });

  it('diverges at as many features as samples without ridge, noise or not', () => {
    expect(featureRisk(problem({ features: 60, ridge: 0 })).excessError).toBe(Number.POSITIVE_INFINITY);
    expect(featureRisk(problem({ features: 60, ridge: 0, featureNoise: 1e-3 })).excessError).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect(featureRisk(problem({ features: 60, ridge: 1e-9 })).excessError).toBeGreaterThan(100);
  });

  it('improves with features and samples at the best ridge', () => {
    const best = (samples: number, features: number) =>
      Math.min(
        ...Array.from({ length: 60 }, (_, i) => {
          const ridge = 10 ** (-4 + i / 10);
          return featureRisk(problem({ samples, features, ridge })).excessError;
        }),
      );
    const sizes = [20, 40, 60, 80, 160];
    for (const fixed of [40, 60]) {
      const inFeatures = sizes.map((n) => best(fixed, n));
      const inSamples = sizes.map((p) => best(p, fixed));
      for (const curve of [inFeatures, inSamples])
        for (let i = 1; i < curve.length; i++) expect(curve[i]).toBeLessThan(curve[i - 1]);
    }
  });

  it('refuses what it cannot mean', () => {
    expect(() => featureRisk(problem({ features: 10, power: [1] }))).toThrow(/100 eigenvalues but 1 powers/);
    expect(() => featureRisk(problem({ features: 10, noise: -1 }))).toThrow(OutOfRange);
    expect(() => featureRisk(problem({ features: 10, linear: 0 }))).toThrow(/linear part/);
    expect(() => featureRisk(problem({ features: 10, ridge: -1 }))).toThrow(OutOfRange);
    expect(() => featureRisk(problem({ features: 10, layers: [] }))).toThrow(/at least one layer/);
  });

  it('has no digit lost where a power of a hundred orders separates ridge and spectrum', () => {
    // Exchanging samples and features exchanges the small factors, which are ratios of ridge and
    // spectrum.
    const [a, b] = [40, 90];
    const one = featureRisk(problem({ samples: a, features: b, ridge: 1e-100 }));
    const two = featureRisk(problem({ samples: b, features: a, ridge: 1e-100 }));
    expect(one.kappa2 / two.kappa2).toBeCloseTo(1, 13);
    expect(one.trainError).toBeCloseTo(0, 100);
    expect(two.kappa1).toBeGreaterThan(0);
    expect(two.kappa1).toBeLessThan(1e-98);
  });

  it('of a projection on all dimensions does not see the projection', () => {
    const risk = featureRisk(problem({ features: 100, layers: [orthogonalLayer(100, 100)] }));
    expect(risk.rho).toBe(1);
    expect([risk.varianceFeatures, risk.varianceDataFeatures, risk.varianceNoiseFeatures]).toEqual([0, 0, 0]);
  });
});

describe('the closed form without ridge', () => {
  it('tends to ridge regression without ridge as features and linearity grow: ‖w̄‖²(1 − P/D) + σ²P/(D − P)', () => {
    const { bias, variance } = ridgelessRisk(1e7, 0.5, 1e7);
    expect(bias).toBeCloseTo(0.5, 5);
    expect(variance).toBeCloseTo(1, 5);
    expect(ridgelessRisk(2, 2, 1).variance).toBe(Number.POSITIVE_INFINITY);
    expect(() => ridgelessRisk(0, 1, 1)).toThrow(OutOfRange);
  });
});

describe('scaling exponents', () => {
  const page = readFileSync(new URL('../../../../docs/scaling-exponents.md', import.meta.url), 'utf8');
  const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim().replaceAll('−', '-')));

  const shown: RegimeName[] = ['under_ridgeless_N', 'V_F_over_in_P', 'over_variance_limited_N', 'ridge_bias_in_lambda'];
  it.each(shown)('%s is in the documentation as it is computed', (name) => {
    const { quantity, variable, part } = regimes[name];
    const row = rows.find((cells) => cells[1]?.startsWith(part) && cells[2] === quantity && cells[3] === variable)!;
    const [closed, local] = row[5].split(' · ').map(Number);
    expect(closed).toBeCloseTo(exponent(name, 1.5, 0.9), 3);
    expect(local).toBeCloseTo(localSlope(name, 1.5, 0.9, 300_000), 3);
    expect(Math.abs(local - closed)).toBeLessThan(0.12);
  });

  it('are met by local slopes in every regime', () => {
    for (const name of Object.keys(regimes) as RegimeName[])
      expect(Math.abs(localSlope(name, 1.6, 0.9, 300_000) - exponent(name, 1.6, 0.9)), name).toBeLessThan(0.12);
  });

  it('are refused where there are none', () => {
    expect(() => exponent('over_variance_limited_N', 1.5, 0.5)).toThrow(/above 1\/2/);
    expect(() => exponent('under_bias_N', 1, 0.5)).toThrow(/above 1/);
    expect(() => exponent('sideways' as RegimeName, 1.5, 0.5)).toThrow(/one of under_kappa_N/);
    expect(() => structuredWidthExponent(-1)).toThrow(OutOfRange);
  });
});
