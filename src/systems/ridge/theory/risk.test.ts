import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spectrum, targetPower } from '../../../data/spectra.ts';
import { BadShape, NoSolution, OutOfRange } from '../../../numeric/errors.ts';
import { smallestRidge } from '../../../random-matrices/renormalized-ridge.ts';
import { correlatedSamplesRisk } from './correlated-samples.ts';
import { heteroskedasticRisk } from './heteroskedastic-noise.ts';
import { isotropicRisk } from './isotropic.ts';
import { optimalRidge } from './optimal-ridge.ts';
import { type RidgeProblem, risk } from './risk.ts';
import { shiftedRisk } from './shifted-risk.ts';

const problems: fc.Arbitrary<RidgeProblem> = fc
  .record({
    modes: fc.array(
      fc.tuple(
        fc.double({ min: -4, max: 2, noNaN: true }),
        fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 3, noNaN: true })),
        fc.integer({ min: 1, max: 20 }),
      ),
      { minLength: 1, maxLength: 8 },
    ),
    samples: fc.integer({ min: 1, max: 150 }),
    ridge: fc.oneof(
      fc.constant(0),
      fc.double({ min: -6, max: 3, noNaN: true }).map((decade) => 10 ** decade),
    ),
    noise: fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 4, noNaN: true })),
  })
  .map(({ modes, samples, ridge, noise }) => ({
    eta: modes.flatMap(([decade, , count]) => Array<number>(count).fill(10 ** decade)),
    power: modes.flatMap(([, power, count]) => Array<number>(count).fill(power)),
    samples,
    ridge,
    noise,
  }));

const close = (a: number, b: number, relative = 1e-11) => {
  if (a !== b) expect(Math.abs(a - b)).toBeLessThanOrEqual(relative * Math.max(Math.abs(a), Math.abs(b)));
};

describe('risk', () => {
  it('adds up: bias + variances = excess, excess + noise = test, test/S² = train', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const r = risk(problem);
        close(r.biasSquared + r.varianceData + r.varianceNoise, r.excessError);
        close(r.excessError + problem.noise, r.testError);
        if (Number.isFinite(r.testError) && Number.isFinite(r.S)) close(r.testError / r.S ** 2, r.trainError);
        for (const value of Object.values(r)) if (value !== undefined) expect(value).toBeGreaterThanOrEqual(0);
        if (r.gcv !== undefined) expect(r.gcv).toBe(r.testError);
        if (r.oneMinusGamma > 0)
          close((r.biasSquared + r.gamma * problem.noise) / r.oneMinusGamma, r.excessError, 1e-9);
      }),
      { numRuns: 300 },
    );
  });
  it('scales: units of input leave it alone, units of label go through', () => {
    fc.assert(
      fc.property(problems, fc.double({ min: 0.01, max: 100, noNaN: true }), (problem, a) => {
        const r = risk(problem);
        const inputs = risk({
          ...problem,
          eta: Array.from(problem.eta, (value) => a * value),
          ridge: a * problem.ridge,
        });
        close(inputs.excessError, r.excessError, 1e-9);
        const labels = risk({
          ...problem,
          power: Array.from(problem.power, (value) => a * value),
          noise: a * problem.noise,
        });
        close(labels.testError, a * r.testError, 1e-11);
      }),
    );
  });
  it('is continuous at ridge 0, on either side of the threshold', () => {
    for (const samples of [20, 80]) {
      const base = { eta: new Float64Array(50).fill(2), power: new Float64Array(50).fill(0.1), samples, noise: 0.3 };
      close(risk({ ...base, ridge: 1e-13 }).excessError, risk({ ...base, ridge: 0 }).excessError, 1e-10);
    }
  });
  it('diverges at the peak with noise, and goes to 0 without', () => {
    const base = { eta: new Float64Array(50).fill(1), power: new Float64Array(50).fill(0.1), samples: 50, ridge: 0 };
    const noisy = risk({ ...base, noise: 0.1 });
    expect([noisy.excessError, noisy.testError, noisy.S]).toEqual(Array(3).fill(Number.POSITIVE_INFINITY));
    expect(noisy.trainError).toBe(0);
    expect([noisy.gcv, noisy.kare]).toEqual([undefined, undefined]);
    const beyond = risk({ ...base, samples: 80, noise: 0.1 });
    expect([beyond.gcv, beyond.kare, beyond.kappaHat]).toEqual([beyond.testError, undefined, undefined]);
    expect(risk({ ...base, noise: 0 }).excessError).toBe(0);
    const unlearnable = risk({ ...base, eta: [...new Array<number>(49).fill(1), 0], samples: 49, noise: 0 });
    expect(unlearnable.excessError).toBe(Number.POSITIVE_INFINITY);
  });
  it('counts power where η = 0 as noise', () => {
    const eta = [1, 1, 0.5, 0.5, 0.2, 0.1];
    const power = [0.3, 0.2, 0.1, 0.1, 0.1, 0.05];
    const seen = risk({ eta, power, samples: 3, ridge: 0.01, noise: 0.4 });
    const hidden = risk({ eta: [...eta, 0], power: [...power, 0.4], samples: 3, ridge: 0.01, noise: 0 });
    close(hidden.testError, seen.testError);
  });
  it('agrees with the isotropic closed form', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: 2, max: 60 }),
        fc.double({ min: -9, max: 4, noNaN: true }),
        (D, P, decade) => {
          const ridge = 10 ** decade;
          const r = risk({ eta: Array(D).fill(3), power: Array(D).fill(6 / D), samples: P, ridge, noise: 0.7 });
          const closed = isotropicRisk(D / P, ridge, 2, 0.7, 3);
          close(r.kappa, closed.kappa);
          close(r.excessError, closed.excessError);
          close(r.trainError, closed.trainError);
          close(r.oneMinusGamma, closed.oneMinusGamma);
        },
      ),
    );
  });
  it('has its limits: P → ∞ learns all, λ → ∞ nothing', () => {
    const base = { eta: [1, 0.5, 0.1], power: [1, 1, 1], noise: 0.5 };
    expect(risk({ ...base, samples: 1e9, ridge: 1e-9 }).excessError).toBeLessThan(1e-8);
    expect(risk({ ...base, samples: 10, ridge: 1e12 }).excessError).toBeCloseTo(3, 8);
  });
  it('refuses what is no problem', () => {
    expect(() => risk({ eta: [1], power: [1, 2], samples: 1, ridge: 0, noise: 0 })).toThrow(BadShape);
    expect(() => risk({ eta: [1], power: [-1], samples: 1, ridge: 0, noise: 0 })).toThrow(OutOfRange);
    expect(() => risk({ eta: [1], power: [1], samples: 1, ridge: 0, noise: Number.NaN })).toThrow(OutOfRange);
  });
});

describe('shifted and uneven settings', () => {
  it('no shift is no shift', () => {
    const eta = [2, 1, 0.5, 0.3, 0.1, 0];
    const weightsSquared = [1, 0.5, 2, 1, 1, 3];
    const common = { samples: 3, ridge: 0.02, noise: 0.1 };
    const plain = risk({ eta, power: eta.map((value, k) => value * weightsSquared[k]), ...common });
    close(shiftedRisk({ eta, weightsSquared, testEta: eta, ...common }).excessError, plain.excessError);
  });
  it('a direction never seen costs its whole power', () => {
    const common = { eta: [1, 0], weightsSquared: [1, 2], samples: 50, ridge: 1e-9, noise: 0 };
    close(shiftedRisk({ ...common, testEta: [0, 3] }).excessError, 6, 1e-6);
  });
  it('uncorrelated samples and even noise give risk', () => {
    const eta = spectrum({ type: 'power-law', dimension: 80, decay: 1.4 });
    const power = targetPower({ type: 'source', exponent: 0.6 }, { type: 'power-law', dimension: 80, decay: 1.4 });
    for (const samples of [30, 80, 200])
      for (const ridge of [0, 1e-4, 0.1, 10]) {
        if (samples === 80 && ridge === 0) continue;
        const plain = risk({ eta, power, samples, ridge, noise: 0.2 });
        const correlated = correlatedSamplesRisk({ eta, power, ridge, noise: 0.2 }, new Float64Array(samples).fill(1));
        close(correlated.kappa, plain.kappa, 1e-10);
        close(correlated.excessError, plain.excessError, 1e-9);
        close(correlated.trainError, plain.trainError, 1e-8);
        close(correlated.gcv ?? Number.NaN, plain.gcv ?? Number.NaN, 1e-9);
        close(heteroskedasticRisk({ eta, power, samples, ridge }, [0.1, 0.3]).excessError, plain.excessError);
      }
    expect(() => correlatedSamplesRisk({ eta, power, ridge: 1, noise: 0 }, [1, 2])).toThrow(OutOfRange);
  });
  it('correlations waste samples: κ and bias rise', () => {
    const eta = spectrum({ type: 'power-law', dimension: 100, decay: 1.2 });
    const power = eta.map((value) => value / 10);
    const even = correlatedSamplesRisk({ eta, power, ridge: 1e-3, noise: 0.1 }, new Float64Array(50).fill(1));
    const uneven = correlatedSamplesRisk(
      { eta, power, ridge: 1e-3, noise: 0.1 },
      Float64Array.from({ length: 50 }, (_, p) => (p < 25 ? 1.9 : 0.1)),
    );
    expect(uneven.kappa).toBeGreaterThan(even.kappa);
    expect(uneven.biasSquared).toBeGreaterThan(even.biasSquared);
  });
});

describe('the optimal ridge', () => {
  it('is σ²/(P w̄²) for equal weights, whatever the spectrum', () => {
    fc.assert(
      fc.property(problems, fc.double({ min: 0.05, max: 5, noNaN: true }), (problem, weight) => {
        fc.pre(problem.noise > 1e-3);
        const power = Array.from(problem.eta, (value) => value * weight);
        const best = optimalRidge({ ...problem, power });
        close(best.ridge, problem.noise / (problem.samples * weight), 1e-6);
      }),
    );
  });
  it('beats every other ridge', () => {
    fc.assert(
      fc.property(problems, fc.double({ min: -8, max: 4, noNaN: true }), (problem, decade) => {
        fc.pre(Array.from(problem.power).some((value) => value > 1e-3));
        const best = optimalRidge(problem);
        const other = risk({ ...problem, ridge: 10 ** decade });
        expect(best.excessError).toBeLessThanOrEqual(other.excessError * (1 + 1e-9) + 1e-12);
        expect(best.excessError).toBeLessThanOrEqual(risk({ ...problem, ridge: 0 }).excessError * (1 + 1e-9) + 1e-12);
      }),
    );
  });
  it('improves with samples', () => {
    const eta = spectrum({ type: 'power-law', dimension: 60, decay: 1.5 });
    const errors = [5, 10, 20, 59, 60, 61, 100, 300].map(
      (samples) => optimalRidge({ eta, power: eta, samples, noise: 0.5 }).excessError,
    );
    errors.slice(1).forEach((error, i) => {
      expect(error).toBeLessThan(errors[i]);
    });
  });
  it('is negative for a strong signal before a long flat tail', () => {
    const eta = [...new Array<number>(10).fill(20), ...new Array<number>(590).fill(1)];
    const power = [...new Array<number>(10).fill(1), ...new Array<number>(590).fill(0)];
    const best = optimalRidge({ eta, power, samples: 100, noise: 0.01 });
    expect(best.ridge).toBeLessThan(-1.9);
    expect(best.ridge).toBeGreaterThan(best.smallestRidge);
    close(risk({ eta, power, samples: 100, noise: 0.01, ridge: best.ridge }).excessError, best.excessError, 1e-9);
    const { ridge } = smallestRidge(eta, 100);
    expect(() => risk({ eta, power, samples: 100, noise: 0.01, ridge: 1.01 * ridge })).toThrow(NoSolution);
  });
  it('knows its corners', () => {
    expect(optimalRidge({ eta: [1, 1], power: [0, 0], samples: 5, noise: 1 })).toMatchObject({
      ridge: Number.POSITIVE_INFINITY,
      excessError: 0,
    });
    expect(optimalRidge({ eta: [1, 1], power: [1, 1], samples: 5, noise: 0 })).toMatchObject({
      ridge: 0,
      excessError: 0,
    });
  });
});
