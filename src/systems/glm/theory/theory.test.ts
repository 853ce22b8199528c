import { describe, expect, it } from 'vitest';
import { NoSolution } from '../../../numeric/errors.ts';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';
import { normalCdf } from './binary-labels.ts';
import { isotropic } from './covariance.ts';
import { alignment, fitBinary } from './estimates.ts';
import { largestMargin } from './largest-margin.ts';
import { hinge, huber, logistic, margin, square } from './losses.ts';
import { capacity } from './separability.ts';

describeReferenceCases(evaluators, 'glm.json');

it.each(Object.entries({ square, hinge, logistic, huber: huber(0.6) }))(
  'the step of %s ends where its pull balances it',
  (_, loss) => {
    const out = { at: 0, pull: 0, slope: 0 };
    const ahead = { at: 0, pull: 0, slope: 0 };
    for (const V of [0.01, 1, 300])
      for (const omega of [-250, -3.2, -0.4, 0.3, 0.99, 2.7, 40]) {
        loss.step(omega, V, out);
        expect(out.at).toBeCloseTo(omega + V * out.pull, 9);
        const objective = (z: number) => loss.value(z) + (z - omega) ** 2 / (2 * V);
        for (const off of [-1e-3, 1e-3]) expect(objective(out.at + off)).toBeGreaterThan(objective(out.at));
        loss.step(omega + 1e-6, V, ahead);
        expect((ahead.pull - out.pull) / 1e-6).toBeCloseTo(out.slope, 4);
      }
  },
);

it('finds the step of the logistic loss however flat the fit is', () => {
  const out = { at: 0, pull: 0, slope: 0 };
  for (const V of [1e20, 1e48, 1e70, 1e120])
    for (const omega of [-1e6, -300, -3, -1e-3, 0, 1e-3, 3, 30, 300]) {
      logistic.step(omega, V, out);
      const { at } = out;
      const balance = (at - omega) / (V * Math.exp(-at) * (1 / (1 + Math.exp(-at))));
      if (omega < 100) expect(balance).toBeCloseTo(1, 9);
      else expect(at - omega).toBeLessThan(1e-9 + V * Math.exp(-omega));
    }
});

it('comes to the largest margin by the logistic loss, over ln(1/λ), to where numbers end', () => {
  const teacher = { channel: 'sign', power: 1, noise: 0, flips: 0 } as const;
  const best = fitBinary(teacher, margin, { alpha: 1.5, lambda: 1, covariance: isotropic(1) });
  for (const s of [110, 160]) {
    const fit = fitBinary(teacher, logistic, { alpha: 1.5, lambda: Math.exp(-s), covariance: isotropic(1) });
    const off = (alignment(fit, 1) / alignment(best, 1) - 1) * s;
    expect(off).toBeGreaterThan(0.15);
    expect(off).toBeLessThan(0.19);
  }
});

describe('separability', () => {
  const plain = { noise: 0, flips: 0 };
  it('is that of the tables', () => {
    for (const [power, alpha] of [
      [1, 2.278221],
      [9, 3.669434],
      [25, 5.403891],
    ])
      expect(capacity({ channel: 'logit', power, ...plain }).alpha).toBeCloseTo(alpha, 5);
    expect(capacity({ channel: 'sign', power: 1, ...plain, noise: 0.1 }).alpha).toBeCloseTo(6.070553, 5);
    expect(capacity({ channel: 'sign', power: 1, ...plain, flips: 0.2 }).alpha).toBeCloseTo(2.391327, 5);
    expect(capacity({ channel: 'sign', power: 1, ...plain, flips: 0.5 }).alpha).toBeCloseTo(2, 10);
    expect(capacity({ channel: 'sign', power: 1, ...plain }).alpha).toBe(Number.POSITIVE_INFINITY);
  });
  it('takes what the inputs do not tell for noise', () => {
    const hidden = capacity({ channel: 'sign', power: 1, ...plain }, 1 / 1.5).alpha;
    expect(hidden).toBeCloseTo(capacity({ channel: 'sign', power: 1, ...plain, noise: 0.5 }).alpha, 8);
  });
});

it('finds the largest margin by its fixed point and by its definition alike', () => {
  const teacher = { channel: 'logit', power: 4, noise: 0, flips: 0.05 } as const;
  const found = largestMargin(teacher, 1.5);
  const fit = fitBinary(teacher, margin, { alpha: 1.5, lambda: 1, covariance: isotropic(4) });
  expect(1 / Math.sqrt(fit.norm)).toBeCloseTo(found.margin, 9);
  expect(alignment(fit, 4)).toBeCloseTo(found.cosine, 6);
  expect(() => largestMargin(teacher, 3)).toThrow(NoSolution);
});

it('knows the normal distribution', () => {
  expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 12);
});
