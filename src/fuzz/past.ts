import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync, strToU8 } from 'fflate';
import type { Bytes } from '../data/parse.ts';

/** A file that once broke a reader. */
export interface PastCase {
  reader: string;
  /** What was wrong. */
  what: string;
  bytes: Bytes;
}

/**
 * Everything that ever broke a reader: the files in `cases`, called `reader--what was wrong`, and
 * those that have to be large. `root` is the repository.
 */
export function pastCases(root: URL): PastCase[] {
  const folder = new URL('src/fuzz/cases/', root);
  const kept = readdirSync(folder).map((name): PastCase => {
    const [reader, what] = name.split('--');
    return { reader, what, bytes: Uint8Array.from(readFileSync(new URL(encodeURIComponent(name), folder))) };
  });
  return [...kept, ...large()];
}

function large(): PastCase[] {
  const words = cells(20_000, (j) => `w${j}`).join('\t');
  const wide = strToU8(`${cells(20_000, (j) => `c${j}`).join('\t')}\n${`${words}\n`.repeat(3)}`);
  const records = strToU8(cells(20_000, (i) => `{"a":"w${i}","b":${i}}`).join('\n'));
  const sparse = strToU8(cells(15_000, (i) => `{"a${i}":1}`).join('\n'));
  const brackets = strToU8(`loss,parameters,to${'('.repeat(60_000)}\n${'3,4,5\n'.repeat(5)}`);
  const digits = '20'.repeat(30_000);
  const numbers = strToU8(cells(4, (i) => cells(130_000, (j) => (i * j) % 7).join(',')).join('\n'));
  const bomb = Uint8Array.from(gzipSync(new Uint8Array(2 ** 25).fill(97)));
  return [
    { reader: 'tables', what: 'looks through all words for each of them', bytes: records },
    { reader: 'tables', what: 'looks through all columns for each of them', bytes: wide },
    { reader: 'fit', what: 'makes a table of all keys that records have', bytes: sparse },
    { reader: 'fit', what: 'looks for the end of a bracket from each of them on', bytes: brackets },
    { reader: 'words for ridge', what: 'looks for a range from each digit on', bytes: strToU8(`ridge=${digits}`) },
    { reader: 'words for ridge', what: 'parts digits in every way', bytes: strToU8(`ridge=${digits}x`) },
    {
      reader: 'points of records',
      what: 'looks for a line end from each of them on',
      bytes: strToU8('\r'.repeat(2e5)),
    },
    { reader: 'tables', what: 'calls a function with all columns', bytes: numbers },
    { reader: 'mup-check', what: 'names all columns', bytes: wide },
    { reader: 'confront', what: 'names all columns', bytes: wide },
    { reader: 'closed journals', what: 'is a bomb', bytes: bomb },
  ];
}

function cells<T>(count: number, cell: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => cell(i));
}
