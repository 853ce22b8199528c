import { expect, it } from 'vitest';
import { zipfMarkov } from '../data/language.ts';
import { renewalLanguage } from '../data/long-memory.ts';
import { createRandom } from '../numeric/random.ts';
import { contextEntropies } from './conditional-entropy.ts';

it('encloses the entropy of a Markov chain, which one token before it gives away', () => {
  const language = zipfMarkov(8, createRandom('chain'));
  const { entropies } = contextEntropies(language.draw(60_000, createRandom(1)), 8, { longest: 4 });
  for (const { context, below, above } of entropies.slice(1, 4)) {
    expect(below, `${context}`).toBeLessThan(language.entropy! + 0.01);
    expect(above, `${context}`).toBeGreaterThan(language.entropy! - 0.01);
    expect(above - below, `${context}`).toBeLessThan(context < 3 ? 0.02 : 0.06);
  }
});

it('has the steps of a process of long memory', () => {
  const language = renewalLanguage(1.8, 2000);
  const { entropies } = contextEntropies(language.draw(200_000, createRandom(2)), 2, { longest: 5 });
  for (const n of [1, 2, 3, 4]) {
    const exact = language.entropyGiven(n) - language.entropyGiven(n + 1);
    for (const estimate of ['below', 'above'] as const)
      expect((entropies[n][estimate] - entropies[n + 1][estimate]) / exact, `${estimate} ${n}`).toBeCloseTo(1, 0.7);
  }
});

it('says that a random sequence is one: longer contexts cost next to nothing', () => {
  const random = createRandom(3);
  const ids = Int32Array.from({ length: 40_000 }, () => Math.floor(16 * random.uniform()));
  const { entropies } = contextEntropies(ids, 16, { longest: 6 });
  for (const { above } of entropies) expect(above).toBeLessThan(Math.log(16) + 0.03);
  for (const { above } of entropies) expect(above).toBeGreaterThan(Math.log(16) - 0.01);
});
