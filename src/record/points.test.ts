import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../data/csv.ts';
import { type PointRow, toColumns, toCsv, toParquet } from './points.ts';

const rows: PointRow[] = [
  {
    scale: 1,
    curve: 0,
    label: 'λ = 0.01',
    parameters: { samples: 20, ridge: 0.01, kernel: 'rbf' },
    observable: 'testError',
    predicted: 0.1 + 0.2,
    predictedError: 1e-12,
    mean: 5e-324,
    standardError: 1.7976931348623157e308,
    trials: 40,
    verdict: 'holds',
    reason: 'within 3 %, "equivalence", two-sided\nsecond line',
  },
  {
    curve: 1,
    label: 'a,b',
    parameters: { samples: 30, ridge: 1 },
    observable: 'loss',
    coordinate: -0,
    predicted: Infinity,
  },
  {
    curve: 1,
    parameters: { samples: 40, ridge: 1 },
    observable: 'loss',
    mean: NaN,
    median: 2,
    low: 1,
    high: -Infinity,
  },
];

const readParquet = (bytes: Uint8Array) =>
  parquetReadObjects({
    file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
  });
const readCsv = (text: string) => parse(text, { columns: true }) as Record<string, string>[];

/** What a reader of the files must get back: every column, `null` where nothing is. */
function expected(of: PointRow[]) {
  const columns = toColumns(of);
  return of.map((_, i) => Object.fromEntries(columns.map((column) => [column.name, column.values[i]])));
}

function expectCsv(of: PointRow[]) {
  const columns = toColumns(of);
  const read = readCsv(toCsv(of));
  expect(read.length).toBe(of.length);
  for (const [i, record] of read.entries()) {
    expect(Object.keys(record)).toEqual(columns.map((column) => column.name));
    for (const { name, type, values } of columns) {
      const text = record[name];
      if (type === 'STRING') expect(text).toBe(values[i] ?? '');
      else expect(text === '' ? null : Number(text)).toBe(values[i]);
    }
  }
}

describe('points as files', () => {
  it('orders the columns: fixed, swept, fixed', () => {
    const names = toColumns(rows).map((column) => column.name);
    expect(names.slice(0, 7)).toEqual(['scale', 'curve', 'label', 'samples', 'ridge', 'kernel', 'observable']);
    expect(names.at(-1)).toBe('reason');
  });

  it('reads back the same from CSV', () => expectCsv(rows));

  it('reads back the same from Parquet', async () => {
    expect(await readParquet(toParquet(rows))).toEqual(expected(rows));
  });

  it('declares the types in Parquet, all nullable', () => {
    const bytes = toParquet(rows);
    const schema = parquetMetadata(bytes.buffer as ArrayBuffer).schema.slice(1);
    const type = Object.fromEntries(schema.map((element) => [element.name, element.type]));
    expect(type).toMatchObject({
      samples: 'DOUBLE',
      trials: 'INT32',
      curve: 'INT32',
      kernel: 'BYTE_ARRAY',
      mean: 'DOUBLE',
    });
    expect(schema.every((element) => element.repetition_type === 'OPTIONAL')).toBe(true);
  });

  it('keeps the header, and the schema, when there are no rows', async () => {
    expect(toCsv([]).startsWith('scale,curve,label,observable,')).toBe(true);
    expect(await readParquet(toParquet([]))).toEqual([]);
  });

  it('keeps apart a parameter that is named like a fixed column, and mixed types as text', () => {
    const clash: PointRow[] = [
      { curve: 0, parameters: { scale: 2, mode: 1 }, observable: 'x' },
      { curve: 0, parameters: { scale: 3, mode: 'all', on: true }, observable: 'x' },
    ];
    const columns = Object.fromEntries(toColumns(clash).map((column) => [column.name, column]));
    expect(columns.parameter_scale.values).toEqual([2, 3]);
    expect(columns.scale.values).toEqual([null, null]);
    expect(columns.mode).toMatchObject({ type: 'STRING', values: ['1', 'all'] });
    expect(columns.on).toMatchObject({ type: 'STRING', values: [null, 'true'] });
  });

  it('quotes after RFC 4180', () => {
    const text = toCsv(rows);
    expect(text).toContain('"within 3 %, ""equivalence"", two-sided\nsecond line"\r\n');
    expect(text).toContain('0.30000000000000004');
    expect(text).toContain(',-0,,Infinity,');
  });

  it('gives the same bytes for the same rows', () => {
    expect(toParquet(rows)).toEqual(toParquet(structuredClone(rows)));
    expect(toCsv(rows)).toBe(toCsv(structuredClone(rows)));
  });

  it('gives every number back to the bit to the reader of tables, also thousandths beside whole ones', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(0, -0, 1, 2, 1.125, 12.375, 1e3, -5),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 6 }), (pairs) => {
        const some = pairs.map(([mean, predicted], i): PointRow => {
          const place = { scale: 1, curve: 0, label: '', parameters: { samples: i }, observable: 'error' };
          return { ...place, predicted, predictedError: 0, mean, trials: 8, verdict: 'holds' };
        });
        const { values, columns, header } = parseCsv(toCsv(some), 'points.csv');
        for (const [i, [mean, predicted]] of pairs.entries()) {
          const at = (name: string) => values[i * columns + header!.indexOf(name)];
          expect([at('mean'), at('predicted')]).toEqual([mean, predicted]);
        }
      }),
    );
  });

  it('holds any numbers and any text', async () => {
    const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
    const row: fc.Arbitrary<PointRow> = fc.record({
      curve: fc.integer({ min: 0, max: 9 }),
      parameters: fc.dictionary(
        fc.string().map((name) => `p${name}`),
        fc.double(),
        { maxKeys: 3 },
      ),
      observable: fc.string({ unit: 'binary' }),
      mean: optional(fc.double()),
      reason: optional(fc.string({ unit: 'grapheme' })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (some) => {
        expectCsv(some);
        expect(await readParquet(toParquet(some))).toEqual(expected(some));
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});
