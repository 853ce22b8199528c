import { describe, expect, test } from 'vitest';
import { BadShape, NotFinite, NotPositiveDefinite, Singular } from '../errors.ts';
import { EPS, engines, generalMatrix, rowNorm, symmetricMatrix, withEigenvalues } from './engines.testing.ts';

/** LAPACK's own tests (dchkpo, dchktr) print a failure from this ratio on. */
const RATIO = 30;
const SIZES = [1, 2, 3, 5, 10, 16, 17, 50, 200, 500];

/** Positive definite matrices of size n, by name. */
function cases(n: number): [name: string, a: Float64Array][] {
  const spread = Float64Array.from({ length: n }, (_, i) => 10 ** ((-10 * i) / n));
  const well = withEigenvalues(Float64Array.from({ length: n }, (_, i) => 1 + i / n));
  return [
    ['well conditioned', well],
    ['condition 1e10', withEigenvalues(spread)],
    ['near overflow', well.map((x) => x * 1e300)],
    ['near underflow', well.map((x) => x * 1e-300)],
    ['graded', symmetricMatrix(n, (i, j) => well[i * n + j] * 10 ** ((-60 * (i + j)) / n))],
  ];
}

function upperIsZero(n: number, a: ArrayLike<number>): boolean {
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) if (a[i * n + j] !== 0) return false;
  return true;
}

describe.each(engines)('%s', (_, engine) => {
  const { heap } = engine;

  for (const n of SIZES) {
    for (const [name, values] of cases(n)) {
      test(`Cholesky of ${n}×${n}, ${name}: ‖A − LLᵀ‖ / (‖A‖ n eps) and the solution's residual`, () => {
        // The ratios themselves would overflow, so they are taken of matrices scaled to 1, with the
        // root of the scale for L.
        const norm = rowNorm(n, values);
        heap.scope(() => {
          const l = heap.matrixFrom(n, n, values);
          const used = heap.used;
          engine.cholesky(l);
          expect(heap.used).toBe(used);
          expect(upperIsZero(n, l.values)).toBe(true);
          const scaled = heap.matrixFrom(
            n,
            n,
            l.values.map((x) => x / Math.sqrt(norm)),
          );
          const rest = heap.matrixFrom(
            n,
            n,
            values.map((x) => x / norm),
          );
          engine.syrk({ a: scaled, c: rest, alpha: -1, beta: 1 });
          expect(rowNorm(n, rest.values) / (n * EPS)).toBeLessThan(RATIO);

          if (name === 'graded') return;
          const columns = n % 2 === 0 ? 7 : 1;
          const b = generalMatrix(n, columns, 5);
          const x = heap.matrixFrom(n, columns, b);
          const before = heap.used;
          engine.solveCholesky(l, x);
          expect(heap.used).toBe(before);
          const residual = heap.matrixFrom(n, columns, b);
          const unit = heap.matrixFrom(
            n,
            n,
            values.map((v) => v / norm),
          );
          const solution = heap.matrixFrom(
            n,
            columns,
            x.values.map((v) => v * norm),
          );
          engine.gemm({ a: unit, b: solution, c: residual, alpha: -1, beta: 1 });
          const size = rowNorm(n, solution.values, columns);
          expect(rowNorm(n, residual.values, columns) / (size * n * EPS)).toBeLessThan(RATIO);
        });
      });
    }

    test(`the inverse of a triangular ${n}×${n}: ‖I − L⁻¹L‖ / (n ‖L‖ ‖L⁻¹‖ eps)`, () => {
      heap.scope(() => {
        const l = heap.matrixFrom(n, n, generalMatrix(n, n, 3));
        for (let i = 0; i < n; i++) {
          l.values[i * n + i] = 2 + i / n;
          l.values.fill(0, i * n + i + 1, (i + 1) * n);
        }
        const inverse = heap.matrixFrom(n, n, l.values.slice());
        const used = heap.used;
        engine.invertLower(inverse);
        expect(heap.used).toBe(used);
        const rest = heap.matrixFrom(
          n,
          n,
          symmetricMatrix(n, (i, j) => (i === j ? 1 : 0)),
        );
        engine.gemm({ a: inverse, b: l, c: rest, alpha: -1, beta: 1 });
        const size = rowNorm(n, l.values) * rowNorm(n, inverse.values);
        expect(rowNorm(n, rest.values) / (n * size * EPS)).toBeLessThan(RATIO);
        expect(upperIsZero(n, inverse.values)).toBe(true);
      });
    });
  }

  test('many right-hand sides are solved as one by one', () => {
    const n = 60;
    const a = withEigenvalues(Float64Array.from({ length: n }, (_, i) => 1 + i));
    heap.scope(() => {
      const l = heap.matrixFrom(n, n, a);
      engine.cholesky(l);
      const b = generalMatrix(n, 90, 4);
      const all = heap.matrixFrom(n, 90, b);
      engine.solveCholesky(l, all);
      for (const column of [0, 41, 89]) {
        const one = heap.matrixFrom(
          n,
          1,
          Float64Array.from({ length: n }, (_, i) => b[i * 90 + column]),
        );
        engine.solveCholesky(l, one);
        for (let i = 0; i < n; i++) expect(all.values[i * 90 + column]).toBeCloseTo(one.values[i], 12);
      }
    });
  });

  test.each([
    [1, 0],
    [5, 3],
    [40, 0],
    [40, 39],
    [200, 150],
  ])('a matrix of size %d whose pivot %d is not positive is refused by its number', (n, index) => {
    heap.scope(() => {
      const a = heap.matrixFrom(
        n,
        n,
        symmetricMatrix(n, (i, j) => (i === j ? (i === index ? -1 : 2) : 0)),
      );
      const used = heap.used;
      expect(() => engine.cholesky(a)).toThrow(NotPositiveDefinite);
      expect(heap.used).toBe(used);
      a.values.set(symmetricMatrix(n, (i, j) => (i === j && i !== index ? 2 : 0)));
      expect(() => engine.cholesky(a)).toThrow(expect.objectContaining({ index }));
    });
  });

  test('a zero on the diagonal of a triangle is named', () => {
    heap.scope(() => {
      const l = heap.matrixFrom(3, 3, [1, 0, 0, 1, 1, 0, 1, 1, 0]);
      expect(() => engine.invertLower(l)).toThrow(Singular);
      expect(() => engine.invertLower(l)).toThrow('entry 2');
    });
  });

  test('sizes zero, shapes and types', () => {
    heap.scope(() => {
      const empty = heap.matrix(0, 0);
      engine.cholesky(empty);
      engine.invertLower(empty);
      engine.solveCholesky(empty, heap.matrix(0, 3));
      engine.solveCholesky(heap.matrixFrom(1, 1, [1]), heap.matrix(1, 0));
      expect(() => engine.cholesky(heap.matrix(2, 3))).toThrow(BadShape);
      expect(() => engine.cholesky(heap.matrix(2, 2, 'f32'))).toThrow(BadShape);
      expect(() => engine.solveCholesky(heap.matrix(2, 2), heap.matrix(3, 1))).toThrow(BadShape);
      expect(() => engine.invertLower(heap.matrix(3, 2))).toThrow(BadShape);
    });
  });

  test('NaN and infinity are refused', () => {
    heap.scope(() => {
      const bad = heap.matrixFrom(2, 2, [1, 0, Number.NaN, 1]);
      const good = heap.matrixFrom(2, 2, [1, 0, 0, 1]);
      expect(() => engine.cholesky(bad)).toThrow(NotFinite);
      expect(() => engine.invertLower(bad)).toThrow(NotFinite);
      expect(() => engine.solveCholesky(bad, good)).toThrow(NotFinite);
      expect(() => engine.solveCholesky(good, bad)).toThrow(NotFinite);
    });
  });
});
