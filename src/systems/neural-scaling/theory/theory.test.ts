import { describe, expect, it } from 'vitest';
import { Stopped } from '../../../numeric/errors.ts';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';
import { convergedLoss, descentLosses } from './descent.ts';
import type { ScalingModel } from './model.ts';
import { onePassLosses, stationaryLoss } from './one-pass.ts';

describeReferenceCases(evaluators, 'dynamics.json', 'data.json');

const modes = (K: number, exponent: number) => Float64Array.from({ length: K }, (_, k) => (k + 1) ** -exponent);
const model = (changes: Partial<ScalingModel> = {}): ScalingModel => ({
  lambda: modes(300, 1.3),
  power: modes(300, 1.8),
  P: Infinity,
  N: Infinity,
  sigma2: 0,
  ...changes,
});

describe('losses in time', () => {
  const steps = [0, 1, 2, 7, 31, 33, 100, 501, 3000, 1e4];

  it('of all modes on the population are a sum over modes, at any stable rate and over four decades', () => {
    const { lambda, power } = model();
    for (const eta of [0.01, 0.35, 1.3, 1.8]) {
      const { test } = descentLosses(model(), eta, steps);
      const { forcing } = onePassLosses(model(), { eta, batch: 100 }, steps);
      steps.forEach((t, i) => {
        const exact = power.reduce((sum, one, k) => sum + one * (1 - eta * lambda[k]) ** (2 * t), 0);
        expect(Math.abs(test[i] - exact), `step ${t} at rate ${eta}`).toBeLessThan(1e-9);
        expect(Math.abs(forcing[i] - exact), `step ${t} at rate ${eta}`).toBeLessThan(1e-9);
      });
    }
  });

  it('are one function, whether two frequencies or one are inverted', () => {
    const projected = model({ N: 60 });
    const { test } = descentLosses(projected, 0.3, steps);
    const { forcing } = onePassLosses(projected, { eta: 0.3, batch: 1 }, steps);
    test.forEach((loss, i) => {
      expect(Math.abs(loss - forcing[i])).toBeLessThan(1e-9);
    });
  });

  it('begin at the target’s power, and end where least squares does', () => {
    for (const sizes of [{ N: 60 }, { P: 80 }, { P: 80, N: 40 }, { P: 40, N: 80 }]) {
      const drawn = model({ ...sizes, sigma2: 0.1 });
      const start = drawn.power.reduce((sum, one) => sum + one, 0);
      const { test, train } = descentLosses(drawn, 0.3, [0, 1e6]);
      expect(test[0]).toBeCloseTo(start, 9);
      expect(test[1] / convergedLoss(drawn)).toBeCloseTo(1, 6);
      if (train) expect(train[0]).toBeCloseTo(start + 0.1, 9);
    }
  });

  it('of SGD obey the Volterra equation, and end in its stationary state', () => {
    const noisy = model({ N: 60, sigma2: 0.2 });
    const all = Array.from({ length: 60 }, (_, t) => t);
    const { forcing, kernel, loss } = onePassLosses(noisy, { eta: 0.3, batch: 4 }, all);
    for (const t of [1, 10, 59]) {
      const fed = all.slice(0, t).reduce((sum, s) => sum + kernel[t - s] * (loss[s] + 0.2), 0);
      expect(loss[t]).toBeCloseTo(forcing[t] + fed / 4, 9);
    }
    const late = onePassLosses(noisy, { eta: 0.3, batch: 4 }, [1e6]).loss[0];
    expect(late / stationaryLoss(noisy, { eta: 0.3, batch: 4 })).toBeCloseTo(1, 8);
    expect(onePassLosses(noisy, { eta: 1, batch: 1 }, [10]).loss[0]).toBe(Infinity);
  });

  it('are refused where descent diverges', () => {
    expect(() => descentLosses(model({ N: 60 }), 2, [10])).toThrow('below 2, where descent diverges');
  });
});

describe('a theory of many modes', () => {
  const large = model({ lambda: modes(20_000, 1.3), power: modes(20_000, 1.8), P: 100, N: 100 });

  it('says how far it is while the modes are made ready', () => {
    const heard: number[] = [];
    descentLosses(large, 0.3, [1, 10], undefined, { check() {}, progress: (so) => void heard.push(so) });
    expect(heard[0]).toBe(0);
    expect(heard[1]).toBeGreaterThan(0.5);
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
  });

  it.each([1, 2, 3, 4])('stops when asked for the %ith time', (last) => {
    const stopping = (learn: (check: () => void) => void) => {
      let asked = 0;
      const check = () => {
        if (++asked === last) throw new Stopped();
      };
      expect(() => learn(check)).toThrow(Stopped);
      expect(asked).toBe(last);
    };
    stopping((check) => descentLosses(large, 0.3, [1, 10], undefined, { check, progress() {} }));
    stopping((check) => onePassLosses(large, { eta: 0.3, batch: 4 }, [1, 10], check));
  });
});
