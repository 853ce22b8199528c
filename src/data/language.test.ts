import { expect, test } from 'vitest';
import { BadInput, OutOfRange } from '../numeric/errors.ts';
import { createRandom } from '../numeric/random.ts';
import { characters, zipfMarkov } from './language.ts';

test('words follow one another as Zipf’s law says, with the entropy that is stated', () => {
  const language = zipfMarkov(5, createRandom('language'));
  const tokens = language.draw(200_000, createRandom('tokens'));
  const counts = Array.from({ length: 5 }, () => new Float64Array(5));
  for (let t = 1; t < tokens.length; t++) counts[tokens[t - 1]][tokens[t]]++;
  const total = 1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5;
  let entropy = 0;
  for (const row of counts) {
    const seen = row.reduce((sum, one) => sum + one, 0);
    const shares = Array.from(row, (one) => one / seen).sort((a, b) => b - a);
    shares.forEach((share, k) => {
      expect(Math.abs(share - 1 / ((k + 1) * total))).toBeLessThan(0.015);
    });
    entropy -= (seen / tokens.length) * shares.reduce((sum, p) => sum + p * Math.log(p), 0);
  }
  expect(Math.abs(entropy / language.entropy! - 1)).toBeLessThan(0.01);
  expect(() => zipfMarkov(1, createRandom(1))).toThrow(OutOfRange);
});

test('a text is its characters, whole ones', () => {
  const { vocabulary, entropy, draw } = characters('abca🙂');
  expect([vocabulary, entropy]).toEqual([4, undefined]);
  expect(Array.from(draw(5, createRandom(1)))).toEqual([0, 1, 2, 0, 3]);
  const pieces = Array.from({ length: 50 }, (_, k) => draw(4, createRandom(k)).join(''));
  expect(new Set(pieces)).toEqual(new Set(['0120', '1203']));
  expect(() => draw(6, createRandom(1))).toThrow(/text has 5 characters, but sequences take 6/);
  expect(() => characters('aaa')).toThrow(BadInput);
  expect(() => characters('')).toThrow(/no characters/);
});
