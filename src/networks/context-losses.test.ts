import { expect, it } from 'vitest';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import { createRandom } from '../numeric/random.ts';
import { trainOnTokens } from './token-training.ts';

// Of two letters before, the second decides: a token is the one two back, or its opposite.
function draw(length: number, seed: number): Int32Array {
  const random = createRandom(seed);
  const ids = Int32Array.of(0, 1, ...new Array<number>(length).fill(0));
  for (let i = 2; i < ids.length; i++) ids[i] = random.uniform() < 0.9 ? ids[i - 2] : 1 - ids[i - 2];
  return ids;
}

const split = { training: draw(20_000, 1), validation: draw(3000, 2), test: draw(6000, 3), vocabulary: 2 };
const options = { width: 16, depth: 1, length: 8, batch: 16, rate: 0.01, steps: 400 };

it('are those of a token that needs two before it', () => {
  const { contexts } = trainOnTokens(
    createWasmEngine(),
    split,
    { ...options, contexts: true },
    createRandom('contexts'),
  );
  expect(contexts).toHaveLength(16);
  const means = Array.from({ length: 8 }, (_, k) => contexts!.reduce((sum, one) => sum + one[k] / 16, 0));
  const entropy = -0.9 * Math.log(0.9) - 0.1 * Math.log(0.1);
  expect(Math.abs(means[0] - Math.log(2))).toBeLessThan(0.05);
  for (const mean of means.slice(1)) expect(Math.abs(mean - entropy)).toBeLessThan(0.09);
});

it('are not there for a sequence that is too short', () => {
  const short = { ...split, test: draw(200, 3) };
  const made = trainOnTokens(
    createWasmEngine(),
    short,
    { ...options, steps: 20, contexts: true },
    createRandom('short'),
  );
  expect(made).not.toHaveProperty('contexts');
});
