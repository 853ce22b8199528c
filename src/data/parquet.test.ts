import { readFileSync } from 'node:fs';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it, test } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import { parseDataset } from './parse.ts';

const fixture = (name: string) => Uint8Array.from(readFileSync(new URL(`fixtures/${name}.parquet`, import.meta.url)));
const read = (name: string, bytes = fixture(name)) => parseDataset(bytes, `${name}.parquet`);

function columnOf({ values, columns, header }: Awaited<ReturnType<typeof read>>, name: string): number[] {
  const at = header!.indexOf(name);
  return Array.from({ length: values.length / columns }, (_, i) => values[i * columns + at]);
}

const NONE = Number.NaN;

// Made by pyarrow 25 (a table of seven rows in two groups), and one by pandas 3.
describe('files made by Arrow', () => {
  test.each(['none', 'snappy', 'gzip', 'zstd', 'second'])('%s', async (name) => {
    const table = await read(name);
    expect(table.header).toEqual('x single count small is word day vector_0 vector_1 vector_2'.split(' '));
    expect(columnOf(table, 'x')).toEqual([0.5, 1.5, NONE, 3.5, 4.5, 5.5, 6.5]);
    expect(columnOf(table, 'single')).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5]);
    expect(columnOf(table, 'count')).toEqual([1, 2, 3, 4, 5, 6, 2 ** 40]);
    expect(columnOf(table, 'small')).toEqual([-1, 2, -3, 4, -5, 6, -7]);
    expect(columnOf(table, 'is')).toEqual([1, 0, NONE, 1, 1, 0, 1]);
    expect(columnOf(table, 'vector_2')).toEqual([0.25, 1.25, 2.25, 3.25, 4.25, 5.25, 6.25]);
    const [word, day] = table.texts!;
    expect([word.column, word.words, [...word.codes]]).toEqual([5, ['a', 'b', 'c'], [0, 1, 0, -1, 2, 0, 1]]);
    expect(day.words[6]).toMatch(/^2024-01-07/);
    expect(table.asides).toEqual(name === 'second' ? undefined : ['not used: record']);
  });

  it('with values as differences, and as split bytes', async () => {
    const table = await read('encoded');
    expect(columnOf(table, 'x')).toEqual([0.5, 1.5, NONE, 3.5, 4.5, 5.5, 6.5]);
    expect(columnOf(table, 'single')).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5]);
    expect(columnOf(table, 'count')).toEqual([1, 2, 3, 4, 5, 6, 2 ** 40]);
    expect(columnOf(table, 'small')).toEqual([-1, 2, -3, 4, -5, 6, -7]);
  });

  it('without the index of pandas', async () => {
    const { header, values, asides } = await read('pandas');
    expect([header, [...values], asides]).toEqual([['x', 'y'], [1, 2, 2, 4, 3, 6], ['not used: __index_level_0__']]);
  });
});

it('keeps a large table of single precision so', async () => {
  const data = Float32Array.from({ length: 200_001 }, (_, i) => Math.sqrt(i));
  const names = ['a', 'b', 'c', 'd', 'e'];
  const columnData = names.map((name, k) => ({ name, data: data.map((one) => one + k), type: 'FLOAT' as const }));
  const { rows, values } = await read('large', new Uint8Array(parquetWriteBuffer({ columnData })));
  expect([rows, values.constructor]).toEqual([200_001, Float32Array]);
  expect([...values.subarray(5 * 1234, 5 * 1235)]).toEqual([0, 1, 2, 3, 4].map((k) => Math.fround(data[1234] + k)));
});

describe('refuses', () => {
  test.each([
    ['uneven', 'the column v holds lists of different lengths (5 numbers in 3 rows)'],
    ['brotli', 'packed by BROTLI'],
    ['no-rows', 'there is no row in it'],
  ])('%s', async (name, message) => {
    await expect(read(name)).rejects.toThrow(BadInput);
    await expect(read(name)).rejects.toThrow(message);
  });

  it('what is cut off, at any place, and says no number of it', async () => {
    const whole = fixture('snappy');
    for (let length = 4; length < whole.length; length += 97)
      await expect(read('cut', whole.slice(0, length))).rejects.toThrow(BadInput);
  });
});
