import { expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { networkEntropies } from './network-entropies.ts';

/** Stretches whose losses share what is hard in them, with a little noise of each context. */
function blocksOf(loss: (n: number) => number, noise: number): Float64Array[] {
  const random = createRandom('blocks');
  return Array.from({ length: 16 }, () => {
    const own = random.uniform();
    return Float64Array.from({ length: 32 }, (_, k) => own + loss(k + 1) + noise * (random.uniform() - 0.5));
  });
}

const context = { random: createRandom('draws'), check: () => {} };

it.each([0.3, 0.7, 1.5])('finds the exponent %s of a power law, without its floor', (gamma) => {
  const { gamma: found, contexts } = networkEntropies(
    blocksOf((n) => 1.2 + n ** -gamma, 0.001),
    200,
    context,
  );
  expect(contexts).toEqual([1, 2, 3, 4, 6, 8, 12, 16, 24, 32]);
  expect(found.interval!.low).toBeLessThan(gamma);
  expect(found.interval!.high).toBeGreaterThan(gamma);
  expect(found.interval!.high - found.interval!.low).toBeLessThan(0.3);
});

it('gives none where losses fall as an exponential, or do not fall', () => {
  const exponential = networkEntropies(
    blocksOf((n) => 1 + Math.exp(-0.3 * n), 0.001),
    100,
    context,
  ).gamma;
  expect(exponential.interval).toBeUndefined();
  expect(exponential.why).toContain('exponential');
  const flat = networkEntropies(
    blocksOf(() => 1, 0.01),
    100,
    context,
  ).gamma;
  expect(flat.interval).toBeUndefined();
});
