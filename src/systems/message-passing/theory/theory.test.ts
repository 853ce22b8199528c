import { describe, expect, it } from 'vitest';
import { exp } from '../../../numeric/special.ts';
import { absInformation, weakRecovery } from './abs-channel.ts';
import { leastError } from './least-error.ts';
import { logisticForces, logisticResponse } from './losses.ts';
import { type Setting, stateEvolution } from './state-evolution.ts';

const BAYES: Setting = { channel: 'sign', noise: 0, prior: 'gaussian', estimator: 'bayes', ridge: 1 };
const SIGNS: Setting = { ...BAYES, prior: 'rademacher' };

describe('the logistic loss', () => {
  it.each([1e-3, 1, 25, 62.5, 1000])('is answered at its proximal point for V = %d', (V) => {
    for (const omega of [-60, -6, -0.3, 0, 2, 6, 60]) {
      const { g, slope } = logisticResponse(omega, V);
      expect(g * (1 + exp(omega + V * g))).toBeCloseTo(1, 9);
      const [less, more] = [omega - 1e-5, omega + 1e-5].map((near) => logisticResponse(near, V).g);
      expect((less - more) / 2e-5).toBeCloseTo(slope, 7);
    }
  });

  it('has the forces of a plain sum over fields, far from the start', () => {
    // By a plain sum over 1800 fields, the proximal points by bisection.
    const { m, q, V } = logisticForces({ channel: 'sign', noise: 0 }, { m: 1.924, q: 6.611, V: 25.2 }, 2);
    expect(m).toBeCloseTo(0.1512978, 6);
    expect(q).toBeCloseTo(0.011156, 6);
    expect(V).toBeCloseTo(0.0411088, 6);
  });
});

describe('Bayes’ estimator', () => {
  it('knows a teacher of signs from 1.24468 rows per weight on, before messages find it at 1.4926', () => {
    expect(leastError(SIGNS, 1.244)).toBeGreaterThan(0.18);
    expect(leastError(SIGNS, 1.2455)).toBe(0);
    const found = (alpha: number) => stateEvolution(SIGNS, alpha, 0, 3000)[2999].m;
    expect(found(1.49)).toBeLessThan(0.9);
    expect(found(1.496)).toBe(1);
  });

  it.each([
    [0.5, 0.3224],
    [1, 0.25437],
    [2, 0.17453],
    [4, 0.10228],
    [10, 0.04357],
  ])('errs on signs of α = %d by %d', (alpha, error) => {
    expect(leastError(BAYES, alpha)).toBeCloseTo(error, 5);
  });
});

describe('magnitudes', () => {
  it('tell a field without noise what weak noise does in the limit', () => {
    for (const V of [0.9, 0.5]) {
      const [near, nearer] = [0.02, 0.01].map((noise) => absInformation(V, noise) - absInformation(V, 0));
      expect(near).toBeLessThan(0);
      expect(near / nearer).toBeGreaterThan(1.7);
      expect(near / nearer).toBeLessThan(2.3);
    }
  });

  it('are recovered weakly from where their first order says', () => {
    for (const noise of [0, 0.1]) {
      const small = 1e-4;
      const slope = absInformation(1 - small, noise) / small;
      expect(weakRecovery(noise) * slope).toBeCloseTo(1, 2);
    }
  });
});
