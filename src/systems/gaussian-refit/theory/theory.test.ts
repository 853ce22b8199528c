import { expect, it } from 'vitest';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';
import { chainMoments, halfLife } from './chain.ts';

describeReferenceCases(evaluators, 'data.json');

it('maximum likelihood loses the share 1/n of the mean variance in each generation, and drifts less', () => {
  const { meanVariance, meanSquare } = chainMoments({ samples: 10, estimator: 'likelihood' }, 3);
  expect(meanVariance).toBeCloseTo(0.9 ** 3, 13);
  expect(meanSquare).toBeCloseTo((1 + 0.9 + 0.81) / 10, 13);
});

it('has no spread and no loss before the first fit', () => {
  const none = chainMoments({ samples: 10, estimator: 'unbiased' }, 0);
  expect([none.logVariance, none.logVarianceSpread, none.relativeSpread, none.meanSquare]).toEqual(
    [0, 0, 0, 0].map((x) => expect.closeTo(x, 14)),
  );
  expect(none.meanVariance).toBe(1);
});

it('halves the typical variance in about n ln 2 generations, and in half of them by maximum likelihood', () => {
  for (const [estimator, of] of [
    ['unbiased', 1],
    ['likelihood', 0.5],
  ] as const)
    expect(halfLife({ samples: 1e4, estimator }) / (of * 1e4 * Math.LN2)).toBeCloseTo(1, 3);
});

it('multiplies the second moment of the variance by 1 + 2/(n − 1) in each generation', () => {
  const { relativeSpread } = chainMoments({ samples: 10, estimator: 'unbiased' }, 5);
  expect(1 + relativeSpread).toBeCloseTo((1 + 2 / 9) ** 5, 12);
});
