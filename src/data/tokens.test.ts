import { expect, it } from 'vitest';
import { REST, tokenise } from './tokens.ts';

const given = (text: string) => ({ text, bytes: new Uint8Array(new TextEncoder().encode(text)) });
const options = { vocabulary: 100, most: 1e6 };

it('cuts a text into characters, bytes and words, the most frequent first', () => {
  expect(tokenise(given('abbé'), { kind: 'characters', ...options })).toMatchObject({
    ids: Int32Array.of(1, 0, 0, 2),
    names: ['b', 'a', 'é'],
  });
  expect(tokenise(given('abé'), { kind: 'bytes', ...options }).names).toEqual(['a', 'b', '0xc3', '0xa9']);
  expect(tokenise(given('An ant, an ant.'), { kind: 'words', ...options }).names).toEqual([
    'ant',
    'An',
    ',',
    'an',
    '.',
  ]);
});

it('puts what is rare into one class, and says how much that is', () => {
  const { names, rest, different } = tokenise(given('aaaabbbcd'), { kind: 'characters', vocabulary: 3, most: 1e6 });
  expect({ names, different }).toEqual({ names: ['a', 'b', REST], different: 4 });
  expect(rest).toBeCloseTo(2 / 9);
});

it('joins pairs of characters that stand together, and loses nothing of the text', () => {
  const text = 'the cat and the hat and the rat '.repeat(30);
  const { ids, names } = tokenise(given(text), { kind: 'pairs', vocabulary: 30, most: 1e6 });
  expect(Array.from(ids, (id) => names[id]).join('')).toBe(text);
  expect(names.some((name) => name.includes('the'))).toBe(true);
  expect(ids.length).toBeLessThan(text.length / 2);
});

it('takes no more than asked for', () => {
  expect(tokenise(given('abcdef'), { kind: 'characters', vocabulary: 9, most: 3 })).toMatchObject({
    isCut: true,
    names: ['a', 'b', 'c'],
  });
  expect(tokenise(given('abc'), { kind: 'characters', vocabulary: 9, most: 3 }).isCut).toBe(false);
});

it('refuses a text of one token', () => {
  expect(() => tokenise(given('aaa'), { kind: 'characters', ...options })).toThrow('one token alone, "a", 3 times');
  expect(() => tokenise(given(' '), { kind: 'words', ...options })).toThrow('no tokens');
});
