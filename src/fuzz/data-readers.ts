import { readdirSync, readFileSync } from 'node:fs';
import { strToU8 } from 'fflate';
import type { Dataset } from '../data/dataset.ts';
import { type Bytes, parseDatasetInTwo } from '../data/parse.ts';
import { readPlainText } from '../data/plain-text.ts';
import { readTable } from '../data/read-table.ts';
import { type ReadingOptions, readingOf } from '../data/reading.ts';
import { rowSource } from '../data/row-source.ts';
import { readSupervised } from '../data/supervised.ts';
import { tokenise } from '../data/tokens.ts';
import { OrreryError } from '../numeric/errors.ts';
import type { Random } from '../numeric/random.ts';
import { hostileGzip, hostileIdx, hostileNpy, hostileText, hostileZip } from './hostile.ts';
import { below, pick } from './mutate.ts';
import { must, type Reader } from './reader.ts';

const TEXTS = [
  'a,b\n1,2\n"3",4\n',
  'x;y;class\n1,5;2;a\n2,5;3;b\n3,5;1;a\n4,5;0;b\n',
  '# a comment\n%another\n1 2 3\n4 5 6\n7 8 10\n',
  'id,x,y\n1,0.5,NA\n2,1.5,3\n3,2.5,4\n4,3.5,5\n5,1,6\n6,0,7\n7,9,8\n8,3,9\n',
  '\ufeffa\tb\r\n1\t2\r\n3\t4\r\n5\t7\r\n',
  'sep=;\n1;2\n3;4\n5;5\n',
  '{"loss": 1.5, "config": {"n": 3}, "name": "a"}\n{"loss": 1.25, "config": {"n": 5}, "name": "b"}\n',
  '[{"x": 1, "y": 2}, {"x": 2, "y": "a"}, {"x": true, "y": null}]',
  '{"x": [1, 2, 3], "y": [2, 3, 4]}',
];

/** Readers of tables and texts. `root` is the repository, whose fixtures are the seeds. */
export function dataReaders(root: URL): Reader[] {
  const folder = new URL('src/data/fixtures/', root);
  const arrays = readdirSync(folder)
    .filter((name) => /\.np[yz]$/.test(name) && name !== 'bomb.npz')
    .map((name) => readFileSync(new URL(name, folder)));
  const parquet = readdirSync(folder)
    .filter((name) => name.endsWith('.parquet'))
    .map((name) => readFileSync(new URL(name, folder)));
  const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4, 5, 9);
  const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 3, 0, 1, 1);
  const cifar = new Uint8Array(3 * 3073).map((_, i) => (i % 3073 === 0 ? i % 9 : i % 251));
  const digits = readFileSync(new URL('data/digits.csv.gz', root));
  return [
    {
      name: 'tables',
      seeds: [...arrays, ...parquet, ...TEXTS.map((text) => strToU8(text)), images, labels, cifar, digits],
      makers: [hostileNpy, hostileIdx, hostileZip, hostileGzip, hostileText],
      read: async (bytes, random) => {
        const name = pick(random, ['fuzz', 'fuzz.csv', 'fuzz.npy', 'fuzz.npz', 'fuzz.bin', 'fuzz.csv.gz']);
        const table = await readTable(bytes, name, name);
        checkTable(table);
        readAs(table, random);
      },
    },
    {
      name: 'features and labels',
      seeds: [...arrays.slice(0, 20), images, labels, strToU8('1\n0\n1\n'), strToU8(',y\na,1\nb,2\nc,3\n')],
      makers: [hostileIdx, hostileText],
      read: async (bytes, random) => {
        const features = { bytes: Uint8Array.from(pick(random, [images, strToU8('1,2\n3,4\n5,7\n')])), name: 'fuzz X' };
        const other = { bytes, name: 'fuzz y' };
        const [one, two] = pick(random, [
          [features, other],
          [other, features],
          [other, other],
        ]);
        const table = await parseDatasetInTwo(one, two, 'fuzz X,fuzz y');
        checkTable(table);
        readAs(table, random);
      },
    },
    {
      name: 'texts',
      seeds: [
        ...[strToU8('the cat sat on the mat; the dog ate the cat. '.repeat(40)), strToU8('Größe — ὕδωρ, 水\r\n')],
        ...[Uint8Array.of(0xff, 0xfe, 97, 0, 98, 0), Uint8Array.of(0xfe, 0xff, 0, 97, 0, 98), digits],
      ],
      makers: [hostileText, hostileGzip],
      read: (bytes, random) => {
        const kind = pick(random, ['characters', 'bytes', 'words', 'pairs'] as const);
        const read = readPlainText(bytes, 'fuzz');
        const vocabulary = pick(random, [2, 20, 300]);
        const tokens = tokenise(read, { kind, vocabulary, most: pick(random, [10, 5000]) });
        must(tokens.vocabulary <= vocabulary && tokens.names.length === tokens.vocabulary, 'too many tokens');
        must(
          tokens.ids.every((id) => id >= 0 && id < tokens.vocabulary),
          'a token outside of its vocabulary',
        );
      },
    },
  ];
}

function checkTable({ rows, columns, values, header, texts = [], lines }: Dataset): void {
  must(Number.isInteger(rows) && rows > 0 && columns > 0, `${rows} × ${columns} cells`);
  must(values.length === rows * columns, `${values.length} values in ${rows} × ${columns} cells`);
  must(header === undefined || header.length === columns, `${header?.length} names of ${columns} columns`);
  must(lines === undefined || lines.length === rows, `${lines?.length} numbers of ${rows} rows`);
  for (const { column, codes, words } of texts) {
    must(column < columns && codes.length === rows, `words of column ${column} in ${codes.length} rows`);
    must(
      codes.every((code) => code >= -1 && code < words.length),
      'a code without a word',
    );
  }
}

/** As inputs and labels, in each of the ways that systems and instruments do. */
function readAs(table: Dataset, random: Random): void {
  const column = pick(random, ['1', '2', '0', table.header?.[0] ?? 'x', '1e9', '']);
  const options: ReadingOptions = {
    labels: pick(random, ['auto', 'number', 'classes'] as const),
    missing: pick(random, ['refuse', 'drop'] as const),
    ...(below(random, 3) === 0 && { label: column }),
    ...(below(random, 3) === 0 && { without: pick(random, ['none', '1', '2,3', column]) }),
    ...(below(random, 4) === 0 && { rows: pick(random, ['1:3', '0:1', '2:1000000000000', 'a', '1:1']) }),
  };
  refusing(() => must(readingOf(table, options, 'as they are').sentence.length < 5000, 'a reading without an end'));
  refusing(() => {
    const { inputs, labels } = readSupervised(table, options);
    must(inputs.every(Number.isFinite) && labels.every(Number.isFinite), 'inputs or labels that are no numbers');
  });
  refusing(() => {
    const { rows, features, outputs, inputs, labels } = rowSource(table, options, random.uniform() < 0.5);
    const row = new Float64Array(Math.max(features, outputs));
    for (const i of [0, rows - 1]) {
      inputs(i, row, 0);
      must(row.every(Number.isFinite), 'an input that is no number');
      labels(i, row, 0);
      must(row.every(Number.isFinite), 'a label that is no number');
    }
  });
}

/** One way of reading may be refused where another is not. */
function refusing(read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof OrreryError)) throw error;
    checkRefusal(error);
  }
}

/** A refusal is a sentence or two, whatever it was that was refused. */
export function checkRefusal({ message }: Error): void {
  must(
    message.length >= 12 && message.length <= 1500,
    `a refusal of ${message.length} characters: ${message.slice(0, 300)}`,
  );
  must(!message.includes('[object '), `a refusal that says nothing: ${message}`);
}

/** The lines of a text, which the command line would have as words. */
export function linesOf(bytes: Bytes): string[] {
  return new TextDecoder().decode(bytes).split('\n');
}
