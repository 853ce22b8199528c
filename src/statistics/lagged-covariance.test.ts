import { expect, it } from 'vitest';
import { layeredLanguage } from '../data/long-memory.ts';
import { createRandom } from '../numeric/random.ts';
import { laggedCovariance, squaredNorm } from './lagged-covariance.ts';

const BLOCKS = 12;
const once = new Int32Array(BLOCKS).fill(1);

/** ‖C(t)‖² of `draws` sequences, with the standard error of their mean. */
function squares(draw: (seed: number) => Int32Array, vocabulary: number, distances: number[], draws: number) {
  const all = Array.from({ length: draws }, (_, seed) =>
    laggedCovariance(draw(seed), vocabulary, { distances, blocks: BLOCKS }).products.map((one) =>
      squaredNorm(one, once),
    ),
  );
  return distances.map((_, k) => {
    const mean = all.reduce((sum, one) => sum + one[k] / draws, 0);
    const variance = all.reduce((sum, one) => sum + (one[k] - mean) ** 2 / (draws - 1), 0);
    return { mean, error: Math.sqrt(variance / draws) };
  });
}

it('is of no bias: what counting adds is not there', () => {
  const language = layeredLanguage(6, 0.8, 6);
  const norm2 = (t: number) => (language.correlation(t) ** 2 * 5) / 36;
  const distances = [1, 4, 12, 200];
  const found = squares((seed) => language.draw(6000, createRandom(seed)), 6, distances, 60);
  distances.forEach((t, k) => {
    expect(Math.abs(found[k].mean - norm2(t)), `distance ${t}`).toBeLessThan(3.5 * found[k].error);
    // The plug-in square would be above by about ((V − 1)/V)²/length.
    expect(3.5 * found[k].error, `distance ${t}`).toBeLessThan(Math.max(0.3 * norm2(t), (25 / 36 / 6000) * 0.3));
  });
});

it('is the square of the covariance where that is exact', () => {
  // a b a b …: C(1) = −¼ (1 −1; −1 1), ‖C‖² = ¼.
  const ids = Int32Array.from({ length: 4800 }, (_, i) => i % 2);
  const { products } = laggedCovariance(ids, 2, { distances: [1, 2], blocks: BLOCKS });
  for (const product of products) expect(squaredNorm(product, once)).toBeCloseTo(0.25, 3);
});
