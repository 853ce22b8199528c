import { describe, expect, it } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import type { Dataset } from './dataset.ts';
import type { ReadingOptions } from './reading.ts';
import { readSupervised } from './supervised.ts';

let count = 0;
const table = (rows: number[][]): Dataset => ({
  name: 'table',
  origin: 'table',
  sha256: String(count++),
  rows: rows.length,
  columns: rows[0].length,
  values: Float64Array.from(rows.flat()),
});
const usual: ReadingOptions = { labels: 'number', missing: 'refuse' };
const read = (rows: number[][], options: Partial<ReadingOptions> = {}) =>
  readSupervised(table(rows), { ...usual, ...options });

describe('readSupervised', () => {
  it('centres inputs and labels, and constant columns exactly', () => {
    const { features, outputs, inputs, labels } = read([
      [1, 0.1, 3],
      [3, 0.1, 5],
      [2, 0.1, 4],
    ]);
    expect([features, outputs]).toEqual([2, 1]);
    expect([...inputs]).toEqual([-1, 0, 1, 0, 0, 0]);
    expect([...labels]).toEqual([-1, 1, 0]);
  });

  it('gives each class an output', () => {
    const rows = [
      [1, 7],
      [2, 3],
      [3, 7],
      [4, 7],
    ];
    const { outputs, labels } = read(rows, { labels: 'classes' });
    expect(outputs).toBe(2);
    expect([...labels]).toEqual([-0.25, 0.25, 0.75, -0.75, -0.25, 0.25, -0.25, 0.25]);
  });

  it('takes the label and the rows that are asked for', () => {
    const rows = [
      [9, 0, 1],
      [1, 5, 2],
      [2, 6, 4],
      [3, 7, 9],
    ];
    const { inputs, labels, features } = read(rows, { label: '2', without: '1', rows: '2:4' });
    expect(features).toBe(1);
    expect([...labels]).toEqual([-1, 0, 1]);
    // Inputs −3, −1, 4 by a power of two, exactly.
    expect([...inputs].map((value) => value / inputs[0])).toEqual([1, 1 / 3, -4 / 3]);
  });

  it('reads tiny inputs as they are, up to their scale', () => {
    const rows = [
      [1, 5],
      [2, 6],
      [4, 9],
    ];
    const { inputs } = read(rows.map(([x, y]) => [x * 2 ** -700, y]));
    expect([...inputs]).toEqual([...read(rows).inputs]);
    expect(Math.max(...inputs.map(Math.abs))).toBeGreaterThan(0.5);
  });

  const three = (last: number[]) => [
    [1, last[0]],
    [2, last[1]],
    [3, last[2]],
  ];
  it.each([
    ['one column', [[1], [2], [4]], {}, /has 1 column/],
    ['labels all equal', three([2, 2, 2]), {}, /all equal/],
    ['labels all equal in the rows asked for', [...three([2, 2, 2]), [4, 5]], { rows: '1:3' }, /all equal/],
    ['labels without squares', three([1e-200, 0, 2e-200]), {}, /below double precision; multiply them by 1e\+200/],
    ['numbers without squares', three([1, 2, 1e200]), {}, /row 3, column 2.*1e100/],
    [
      'inputs all equal',
      [
        [1, 2],
        [1, 3],
        [1, 4],
      ],
      {},
      /inputs of table are all constant/,
    ],
    ['too many classes', three([1, 2, 3]), { labels: 'classes' }, /no set of classes.*labels=number/],
    ['two rows', three([1, 2, 3]).slice(1), {}, /has 2 rows.*at least 3/],
    ['rows that there are not', three([1, 2, 3]), { rows: '1:9' }, /from 1 to 3.*rows=1:/],
    ['no range of rows', three([1, 2, 3]), { rows: 'many' }, /rows is 'many'/],
    ['no such column', three([1, 2, 3]), { label: 'price' }, /label is 'price'.*number from 1 to 2.*no header/],
    ['the label left out', three([1, 2, 3]), { without: '2' }, /without leaves out column 2, which is the label/],
  ] as [string, number[][], Partial<ReadingOptions>, RegExp][])('refuses %s', (_, rows, options, message) => {
    expect(() => read(rows, options)).toThrow(BadInput);
    expect(() => read(rows, options)).toThrow(message);
  });
});
