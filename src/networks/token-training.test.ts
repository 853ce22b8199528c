import { expect, it } from 'vitest';
import { zipfMarkov } from '../data/language.ts';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import { createRandom } from '../numeric/random.ts';
import { trainOnTokens } from './token-training.ts';

const language = zipfMarkov(6, createRandom('language'));
const draw = (length: number, seed: number) => language.draw(length, createRandom(seed));
const options = { width: 16, depth: 1, length: 8, batch: 16, rate: 0.01, steps: 400 };

function trained(length: number, steps = 400) {
  const split = { training: draw(length, 1), validation: draw(3000, 2), test: draw(6000, 3), vocabulary: 6 };
  return trainOnTokens(createWasmEngine(), split, { ...options, steps }, createRandom('training'));
}

it('learns a Markov chain down to its entropy, and no further', () => {
  const { loss } = trained(20_000);
  expect(loss).toBeGreaterThan(language.entropy! - 0.03);
  expect(loss).toBeLessThan(language.entropy! + 0.06);
});

it('stops early on little data, and knows less', () => {
  const few = trained(200);
  expect(few.hasStopped).toBe(true);
  expect(few.loss).toBeGreaterThan(trained(20_000, 200).loss + 0.02);
});
