import { layeredLanguage } from '../../data/long-memory.ts';
import { createRandom } from '../../numeric/random.ts';
import type { Example } from '../contract.ts';

const LETTERS = 'abcdefghijklmnop';

/** A text whose correlations fall as the power −β of the distance. */
function layered(beta: number, length: number, seed: string): string {
  const ids = layeredLanguage(LETTERS.length, beta).draw(length, createRandom(seed));
  return Array.from(ids, (id) => LETTERS[id]).join('');
}

const settings = { resamples: '50', blocks: '16', longest: '64', contexts: '3' };
const bad = (title: string, text: string, error: string, other: Record<string, string> = {}): Example => ({
  ...{ title, settings: other },
  files: [{ name: 'corpus.txt', text }],
  expected: { error },
});

const short = 'In the beginning there was a short text.\n';

export const examples: Example[] = [
  {
    title: 'a text of one power law',
    files: [{ name: 'layers.txt', text: layered(0.5, 120_000, 'one law') }],
    settings,
    expected: 'holds',
  },
  {
    title: 'a text whose second half has another',
    files: [{ name: 'layers.txt', text: layered(0.5, 60_000, 'first') + layered(1.5, 60_000, 'second') }],
    settings,
    expected: 'broken',
  },
  bad('an empty file', '', 'is empty'),
  bad('a short text', short, 'give a longer text'),
  bad('few words', short.repeat(100), 'tokens=characters', { tokens: 'words' }),
  bad('one character', 'a'.repeat(5000), 'one token alone'),
  bad('a binary file', `${short.repeat(100)}\u0000`, 'tokens=bytes'),
  bad('distances beyond the blocks', layered(0.5, 5000, 'blocks'), 'longest=', { longest: '1000' }),
];
