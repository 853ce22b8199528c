import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadShape, OutOfRange, Singular } from './errors.ts';
import { maximise, nonnegativeLeastSquares, type Rows, solveLinear } from './small-systems.ts';

const number = fc.double({ min: -3, max: 3, noNaN: true });
const matrix = (m: number, n: number) =>
  fc.array(fc.array(number, { minLength: n, maxLength: n }), { minLength: m, maxLength: m });
const times = (a: Rows, x: ArrayLike<number>) =>
  a.map((row) => Array.from(row).reduce((sum, value, j) => sum + value * x[j], 0));
const transposed = (a: Rows) => Array.from(a[0], (_, j) => a.map((row) => row[j]));

describe('linear equations', () => {
  it('are solved, with exchanges where a pivot is zero', () => {
    expect(
      Array.from(
        solveLinear(
          [
            [0, 2],
            [3, 1],
          ],
          [4, 5],
        ),
      ),
    ).toEqual([1, 2]);
    fc.assert(
      fc.property(matrix(4, 4), fc.array(number, { minLength: 4, maxLength: 4 }), (a, x) => {
        const shifted = a.map((row, i) => row.map((value, j) => value + (i === j ? 15 : 0)));
        solveLinear(shifted, times(shifted, x)).forEach((value, i) => {
          expect(value).toBeCloseTo(x[i], 11);
        });
      }),
    );
  });

  it('are refused where they are singular or do not fit', () => {
    expect(() =>
      solveLinear(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 1],
      ),
    ).toThrow(Singular);
    expect(() => solveLinear([[1, 2]], [1])).toThrow(BadShape);
  });
});

describe('a linear program', () => {
  it('has the solution of a textbook', () => {
    const { x, value, dual } = maximise(
      [3, 5],
      [
        [1, 0],
        [0, 2],
        [3, 2],
      ],
      [4, 12, 18],
    );
    expect(Array.from(x)).toEqual([2, 6]);
    expect(value).toBe(36);
    expect(Array.from(dual)).toEqual([0, 1.5, 1]);
  });

  it('does not cycle on Beale’s example', () => {
    const a = [
      [0.25, -60, -1 / 25, 9],
      [0.5, -90, -1 / 50, 3],
      [0, 0, 1, 0],
    ];
    expect(maximise([0.75, -150, 0.02, -6], a, [0, 0, 1]).value).toBeCloseTo(0.05, 14);
  });

  /** What rounding may leave of Σ x_i y_i, whose terms may be far larger than the sum. */
  const roundingOf = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    16 * Number.EPSILON * Array.from(x).reduce((sum, one, i) => sum + Math.abs(one * y[i]), 0);

  it('has primal and dual solutions that are allowed and agree', () => {
    fc.assert(
      fc.property(
        matrix(5, 4),
        fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 5, maxLength: 5 }),
        fc.array(number, { minLength: 4, maxLength: 4 }),
        (a, b, c) => {
          // A box keeps it bounded.
          const box = c.map((_, j) => c.map((_, k) => (j === k ? 1 : 0)));
          const [rows, bounds] = [
            [...a, ...box],
            [...b, ...c.map(() => 7)],
          ];
          const { x, value, dual } = maximise(c, rows, bounds);
          times(rows, x).forEach((used, i) => {
            expect(used).toBeLessThan(bounds[i] + 1e-9 + roundingOf(rows[i], x));
          });
          times(transposed(rows), dual).forEach((price, j) => {
            expect(price).toBeGreaterThan(c[j] - 1e-9 - roundingOf(transposed(rows)[j], dual));
          });
          expect(Math.abs(times([c], x)[0] - value)).toBeLessThan(5e-10 + roundingOf(c, x));
          expect(Math.abs(times([bounds], dual)[0] - value)).toBeLessThan(5e-10 + roundingOf(bounds, dual));
        },
      ),
      // Its dual is 8e6, and a sum over it is right to 2e-9.
      {
        examples: [
          [
            [
              [-1.4020675534946931, 0, 0, 5.185494467155489e-8],
              [0, 0, 0, 0],
              [1.5229616393444287, 0, 0, 0],
              [0, 0, 0, -1.4604263283106527],
              [0, 0, 0, 0],
            ],
            [0, 0, 0, 0, 0],
            [0, 0, 0, 0.42374597586622664],
          ],
        ],
      },
    );
  });

  it('is refused where it has no bound or does not begin at 0', () => {
    expect(() => maximise([1], [[-1]], [1])).toThrow(OutOfRange);
    expect(() => maximise([1], [[1]], [-1])).toThrow(OutOfRange);
    expect(() => maximise([1, 1], [[1]], [1])).toThrow(BadShape);
  });
});

describe('least squares with positive coefficients', () => {
  it('fulfils the conditions of the minimum', () => {
    fc.assert(
      fc.property(matrix(5, 3), fc.array(number, { minLength: 5, maxLength: 5 }), (a, b) => {
        // Columns that are never dependent.
        const rows = a.map((row, i) => row.map((value, j) => value + (i === j ? 10 : 0)));
        const x = nonnegativeLeastSquares(rows, b);
        const left = times(rows, x).map((value, i) => b[i] - value);
        times(transposed(rows), left).forEach((gradient, j) => {
          expect(x[j]).toBeGreaterThanOrEqual(0);
          expect(gradient).toBeLessThan(1e-9);
          if (x[j] > 0) expect(gradient).toBeCloseTo(0, 9);
        });
      }),
    );
  });

  it('lets go of a column that it took first', () => {
    // The first column is nearest to b, the other two leave it nothing to do but harm.
    const x = nonnegativeLeastSquares(
      [
        [1, 1, 0],
        [1, 0, 1],
        [0.1, 0, 0],
      ],
      [1, 1, -0.5],
    );
    expect(x[0]).toBe(0);
    expect(Array.from(x.slice(1))).toEqual([1, 1]);
  });
});
