import { expect, it } from 'vitest';
import { NoSolution, OutOfRange } from '../../../numeric/errors.ts';
import { prepareModes } from '../../../random-matrices/modes.ts';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';
import { breakEven } from './break-even.ts';
import { bestRidge, mixtureError } from './mixture.ts';

describeReferenceCases(evaluators, 'data.json');

const eta = Float64Array.from({ length: 50 }, (_, k) => 1 / (k + 1));
const mixture = {
  eta,
  modes: prepareModes(eta),
  target: eta.map(() => 0.4),
  samples: 150,
  share: 0.4,
  noise: 0.2,
};
const variance = eta.map(() => 0.05);

it('an average over signs of the difference is that over its variance', () => {
  const fixed = eta.map((_, k) => (k % 3 === 0 ? 1 : -1) * Math.sqrt(0.05));
  const error = (difference: Float64Array) => mixtureError({ ...mixture, difference: { fixed: difference } }, 0.03);
  const both = (error(fixed) + error(fixed.map((one) => -one))) / 2;
  expect(mixtureError({ ...mixture, difference: { variance } }, 0.03)).toBeCloseTo(both, 12);
});

it('a training set of synthetic rows alone learns their target', () => {
  const all = mixtureError({ ...mixture, share: 1, samples: 1e7, difference: { variance } }, 1e-9);
  expect(all).toBeCloseTo(0.05 * mixture.modes.trace, 4);
});

it('break even where the best errors of both training sets agree', () => {
  const size = breakEven({ ...mixture, difference: { variance } }, 90);
  const at = variance.map((one) => (one * size) / (0.05 * mixture.modes.trace));
  const best = bestRidge({ ...mixture, difference: { variance: at } }).error;
  expect(best / bestRidge({ ...mixture, samples: 90, share: 0, difference: { variance } }).error).toBeCloseTo(1, 9);
});

it('refuses a share that is none, and has no best ridge without noise and differences', () => {
  expect(() => mixtureError({ ...mixture, share: 1.2, difference: { variance } }, 0.1)).toThrow(OutOfRange);
  expect(() => bestRidge({ ...mixture, noise: 0, share: 0, difference: { variance } })).toThrow(NoSolution);
});

it.each([1e4, 1e12, 1e100])(
  'predicts nothing beside noise of %s, which is no worse than the target unlearned',
  (noise) => {
    const power = eta.reduce((sum, one) => sum + one * 0.16, 0);
    const { error } = bestRidge({ ...mixture, noise: noise * power, difference: { variance } });
    expect(error / power).toBeLessThanOrEqual(1 + 1e-12);
    expect(error / power).toBeGreaterThan(0.99);
  },
);
