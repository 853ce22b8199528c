import { gzipSync, zipSync } from 'fflate';
import type { Bytes } from '../data/parse.ts';
import type { Random } from '../numeric/random.ts';
import { below, pick } from './mutate.ts';

/** Makes a file that no program wrote, of a kind that a reader knows by how it begins. */
export type Maker = (random: Random) => Bytes;

const SIZES: readonly (number | string)[] = [
  ...[
    0,
    1,
    2,
    3,
    1e6,
    2 ** 29,
    2 ** 31,
    2 ** 32,
    1e12,
    2 ** 53,
    '-1',
    'NaN',
    '1e12',
    '9'.repeat(400),
    '3L',
    '(1,)',
    'None',
  ],
];

/** NumPy's .npy with a header that promises what does not follow, or is none. */
export const hostileNpy: Maker = (random) => {
  const descr = pick(random, [
    "'<f8'",
    "'|b1'",
    "'>i8'",
    "'|u1'",
    "'<f4'",
    "'|O'",
    "'<U9'",
    "[('a', '<f8')]",
    '1',
    "''",
  ]);
  const shape = Array.from({ length: below(random, 5) }, () => pick(random, SIZES)).join(', ');
  const order = pick(random, ['False', 'True', 'None']);
  const text = `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': (${shape}${pick(random, [',', ''])}), }`;
  const header = new TextEncoder().encode(text.padEnd(pick(random, [0, 117, 300])).concat('\n'));
  const version = pick(random, [1, 1, 2, 3, 0, 255]);
  const said = pick(random, [header.length, header.length, 0, 0xffff, 2 ** 32 - 1]);
  const head = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, said & 255, (said >> 8) & 255];
  if (version > 1) head.push((said >> 16) & 255, (said >> 24) & 255);
  return Uint8Array.from([...head, ...header, ...noise(random)]);
};

/** IDX of up to 255 dimensions, each of any size. */
export const hostileIdx: Maker = (random) => {
  const dimensions = pick(random, [1, 2, 3, 4, 255]);
  const size = () => pick(random, [0, 1, 2, 3, 2 ** 16, 2 ** 31, 2 ** 32 - 1]);
  const told = Array.from({ length: below(random, 2) === 0 ? dimensions : below(random, 5) }, size);
  const bytes = told.flatMap((one) => [one >>> 24, (one >>> 16) & 255, (one >>> 8) & 255, one & 255]);
  return Uint8Array.from([0, 0, pick(random, [8, 9, 11, 12, 13, 14]), dimensions, ...bytes, ...noise(random)]);
};

/** Zip archives whose sizes, counts and offsets lie; some unpack to a thousand times their size. */
export const hostileZip: Maker = (random) => {
  const npy = hostileNpy(random);
  const content = pick(random, [npy, new Uint8Array(2 ** 20), noise(random)]);
  const names = pick(random, [
    ['X.npy'],
    ['x.npy', 'y.npy'],
    ['a.npy', 'b.npy', 'c.npy'],
    ['../x.npy'],
    ['a.txt'],
    [''],
  ]);
  const bytes = Uint8Array.from(zipSync(Object.fromEntries(names.map((name) => [name, content]))));
  const view = new DataView(bytes.buffer);
  for (let left = below(random, 4); left > 0; left--) {
    const at = bytes.length - 4 - below(random, Math.min(90, bytes.length - 4));
    view.setUint32(at, pick(random, [0, 1, 0xffff, 0x7fffffff, 0xffffffff, bytes.length]), true);
  }
  return bytes;
};

/** Gzip of up to eight megabytes of one byte, whole or in many members, some of them damaged. */
export const hostileGzip: Maker = (random) => {
  const size = pick(random, [0, 1, 2 ** 16, 2 ** 23]);
  const member = gzipSync(new Uint8Array(size).fill(pick(random, [0, 10, 44, 48, 57, 91, 255])));
  const members = Array<Uint8Array>(size > 2 ** 16 ? 1 : pick(random, [1, 2, 300])).fill(member);
  const bytes = Uint8Array.from(members.flatMap((one) => [...one]));
  if (below(random, 3) === 0) bytes[bytes.length - 1 - below(random, 8)] ^= 255;
  return bytes;
};

/** Tables of text that are wide, long, of words alone, or of numbers of any length. */
export const hostileText: Maker = (random) => {
  const cell = pick<(i: number) => string>(random, [
    (i) => String(i % 7),
    (i) => String(i),
    (i) => String(-i),
    (i) => `w${i}`,
    (i) => `w${i % 3}`,
    () => '',
    () => '9'.repeat(30),
    (i) => `"${i}"`,
    () => 'NaN',
    (i) => `${i},5`,
    (i) => `{"a${i}": 1}`,
    (i) => `{"a": "w${i}"}`,
    () => '"',
    () => ' ',
    () => '#',
  ]);
  const columns = pick(random, [1, 2, 3, 30, 1000, 10_000]);
  const rows = Math.max(1, Math.min(pick(random, [1, 4, 10, 100, 30_000]), Math.floor(40_000 / columns)));
  const between = pick(random, [',', ';', '\t', ' ', '|', ', ']);
  const line = (i: number) => Array.from({ length: columns }, (_, j) => cell(i * columns + j)).join(between);
  const header = pick(random, [
    '',
    '',
    `${Array.from({ length: columns }, (_, j) => `c${j}`).join(between)}\n`,
    '# a title\n',
  ]);
  const text = header + Array.from({ length: rows }, (_, i) => line(i)).join(pick(random, ['\n', '\r\n', '\r']));
  return new TextEncoder().encode(text);
};

/** Lines of a journal whose trials have any number, and arrays any length. */
export const hostileJournal: Maker = (random) => {
  const line = () => {
    const trial = pick(random, [0, 1, 7, 1e6, 1e9, 4294967294, 4294967295, 1e12, 2 ** 53, -1, 0.5, '0', null]);
    const f64 = pick(random, ['', 'AAAA', 'AAAAAAAAAAA=', 'AAAAAAAA8D8=', '!!!', 7, null, ['a'], 'A'.repeat(1e5)]);
    const value = pick(random, [1, 0, null, 'a', { f64 }, [1], {}]);
    const observables = pick(random, [{ x: value }, { __proto__: 1, x: value }, null, [], 1, 'abc']);
    const rest = pick(random, [
      {},
      { failed: 'why' },
      { failed: 1 },
      { exhibits: [{ values: { f64 } }] },
      { exhibits: 1 },
    ]);
    return JSON.stringify({
      point: pick<unknown>(random, ['a', 'b', '', '__proto__', 1, null]),
      trial,
      observables,
      ...rest,
    });
  };
  const lines = Array.from({ length: 1 + below(random, 4) }, () =>
    pick(random, [line(), line(), 'null', '[]', '1', '{}', '']),
  );
  return new TextEncoder().encode(`${lines.join('\n')}${pick(random, ['\n', ''])}`);
};

function noise(random: Random): Uint8Array {
  return Uint8Array.from({ length: pick(random, [0, 1, 8, 24, 200]) }, () => below(random, 256));
}
