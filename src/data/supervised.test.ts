import { describe, expect, it } from 'vitest';
import { BadInput } from '../numeric/errors.ts';
import type { Dataset } from './dataset.ts';
import { readSupervised } from './supervised.ts';

const table = (rows: number[][]): Dataset => ({
  name: 'table',
  origin: 'table',
  sha256: '',
  rows: rows.length,
  columns: rows[0].length,
  values: Float64Array.from(rows.flat()),
});

describe('readSupervised', () => {
  it('centres inputs and labels, and constant columns exactly', () => {
    const { features, outputs, inputs, labels } = readSupervised(
      table([
        [1, 0.1, 3],
        [3, 0.1, 5],
      ]),
      'number',
    );
    expect([features, outputs]).toEqual([2, 1]);
    expect([...inputs]).toEqual([-1, 0, 1, 0]);
    expect([...labels]).toEqual([-1, 1]);
  });

  it('gives each class an output', () => {
    const { outputs, labels } = readSupervised(
      table([
        [1, 7],
        [2, 3],
        [3, 7],
        [4, 7],
      ]),
      'classes',
    );
    expect(outputs).toBe(2);
    expect([...labels]).toEqual([-0.25, 0.25, 0.75, -0.75, -0.25, 0.25, -0.25, 0.25]);
  });

  it('refuses what cannot be learned from, by name', () => {
    expect(() => readSupervised(table([[1], [2]]), 'number')).toThrow(BadInput);
    expect(() =>
      readSupervised(
        table([
          [1, 2],
          [3, 2],
        ]),
        'number',
      ),
    ).toThrow(/all equal/);
    expect(() =>
      readSupervised(
        table([
          [1, 2],
          [1e200, 3],
        ]),
        'number',
      ),
    ).toThrow(/row 2, column 1/);
    expect(() =>
      readSupervised(
        table([
          [1, 1],
          [2, 2],
          [3, 3],
        ]),
        'classes',
      ),
    ).toThrow(/no set of classes/);
  });
});
