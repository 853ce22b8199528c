import { expect, it } from 'vitest';
import { NoSolution, OutOfRange } from '../../../numeric/errors.ts';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';
import { bestRidge } from './best-ridge.ts';
import { generatorError, leastSquaresChain, ridgeChain } from './chain.ts';

describeReferenceCases(evaluators, 'data.json');

const eta = Float64Array.from({ length: 60 }, (_, k) => 1 / (k + 1));
const target = eta.map(() => 0.3);
const chain = { eta, target, samples: 100, noise: 0.4 };

it('generators of least squares add more, the fewer their samples, and nothing that a huge ridge lets through', () => {
  const added = (samples: number, ridge: number) =>
    generatorError(eta, { samples: 100, ridge }, { samples, noise: 0.4 });
  // A fit of many samples copies its labels' generator, error and all: σ₀²D/(n₀ − D).
  const copied = generatorError(eta, { samples: 1e9, ridge: 0 }, { samples: 300, noise: 0.4 });
  expect(copied / ((0.4 * 60) / 240)).toBeCloseTo(1, 6);
  expect(added(540, 0.02) / added(300, 0.02)).toBeCloseTo(0.5, 12);
  expect(added(300, 1e6)).toBeLessThan(1e-6 * copied);
});

it('without a ridge is least squares up to 1/(n − D)', () => {
  const [first] = ridgeChain({ ...chain, ridge: 0 }, 1);
  const [exact] = leastSquaresChain(chain, 1);
  expect(first.excessError / exact.excessError).toBeCloseTo(39 / 40, 12);
});

it('has the bias of nothing learned and no variance under a huge ridge', () => {
  const [one] = ridgeChain({ ...chain, ridge: 1e9 }, 1);
  expect(one.biasSquared).toBeCloseTo(0.09 * eta.reduce((sum, value) => sum + value, 0), 6);
  expect(one.variance).toBeLessThan(1e-10);
});

it('wants a larger ridge for later generations, at which neighbours are worse', () => {
  const [clean, late] = [bestRidge(chain, 1), bestRidge(chain, 5)];
  expect(late).toBeGreaterThan(1.5 * clean);
  const error = (ridge: number) => ridgeChain({ ...chain, ridge }, 5)[4].excessError;
  for (const factor of [0.98, 1.02]) expect(error(late * factor)).toBeGreaterThan(error(late));
  expect(() => bestRidge({ ...chain, noise: 0 }, 1)).toThrow(NoSolution);
});

it('refuses as many samples as directions', () => {
  expect(() => ridgeChain({ ...chain, samples: 60, ridge: 0 }, 1)).toThrow(OutOfRange);
  expect(() => leastSquaresChain({ ...chain, samples: 61 }, 1)).toThrow(OutOfRange);
});

it.each([1e4, 1e12, 1e100])(
  'predicts nothing beside noise of %s, which is no worse than the target unlearned',
  (noise) => {
    const power = eta.reduce((sum, one) => sum + one * 0.09, 0);
    const at = { ...chain, noise: noise * power };
    const [{ excessError }] = ridgeChain({ ...at, ridge: bestRidge(at, 1) }, 1);
    expect(excessError / power).toBeLessThanOrEqual(1 + 1e-12);
    expect(excessError / power).toBeGreaterThan(0.99);
  },
);
