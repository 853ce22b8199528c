import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';
import {
  averagedRidge,
  descentShrinkage,
  equivalentRidge,
  flowOverRidge,
  flowShrinkage,
  heavyBallError,
  ridgeShrinkage,
} from './shrinkage.ts';

describeReferenceCases(evaluators, 'bias-and-depth.json');

const rate = fc.double({ min: 0.01, max: 5, noNaN: true });

describe('shrinkage', () => {
  it('of descent is that of its equivalent ridge, 1/(ηk) for weak modes', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.9, noNaN: true }), fc.integer({ min: 1, max: 40 }), (lambda, k) => {
        const ridge = equivalentRidge(lambda, 1, k);
        expect(ridgeShrinkage(lambda, ridge)).toBeCloseTo(descentShrinkage(lambda, 1, k), 10);
      }),
    );
    expect(equivalentRidge(1e-7, 0.3, 20) * 6).toBeCloseTo(1, 4);
  });

  it('of an averaged path is ridge’s', () => {
    for (const [lambda, eta, gamma] of [
      [0.7, 0.5, 0.9],
      [3, 0.4, 0.8],
      [0.01, 0.1, 0.99],
    ]) {
      let [sum, weight] = [0, 1 - gamma];
      for (let k = 0; k < 5000; k++) {
        sum += weight * descentShrinkage(lambda, eta, k);
        weight *= gamma;
      }
      expect(sum).toBeCloseTo(ridgeShrinkage(lambda, averagedRidge(gamma, eta)), 12);
    }
  });

  it('of the flow is between ridge’s and 1.2984 times that', () => {
    const { most } = flowOverRidge();
    fc.assert(
      fc.property(rate, rate, (lambda, t) => {
        const ratio = flowShrinkage(lambda, t) / ridgeShrinkage(lambda, 1 / t);
        expect(ratio).toBeGreaterThan(1);
        expect(ratio).toBeLessThanOrEqual(most * (1 + 1e-12));
      }),
    );
    expect(most ** 2).toBeCloseTo(1.6859, 4);
  });

  it('of a heavy ball without momentum is descent’s', () => {
    const errors = heavyBallError(0.8, 0.5, 0, [1, 2, 7]);
    [1, 2, 7].forEach((k, i) => {
      expect(errors[i]).toBeCloseTo(1 - descentShrinkage(0.8, 0.5, k), 14);
    });
  });
});
