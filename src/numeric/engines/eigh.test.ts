import { describe, expect, test } from 'vitest';
import type { Engine } from '../engine.ts';
import { BadShape, NotFinite } from '../errors.ts';
import { EPS, engines, numbers, rowNorm, symmetricMatrix, withEigenvalues } from './engines.testing.ts';

/** LAPACK's own tests (ddrvst) print a failure from this ratio on. */
const RATIO = 30;
const SIZES = [1, 2, 3, 5, 10, 32, 33, 50, 65, 200, 500];

/** Symmetric matrices of size n that have broken an eigensolver somewhere, by name. */
function cases(n: number): [name: string, a: Float64Array][] {
  const next = numbers(n);
  const random = symmetricMatrix(n, next);
  const ramp = Float64Array.from({ length: n }, (_, i) => i / n);
  return [
    ['random', random],
    ['near overflow', random.map((x) => (x * 1e300) / n)],
    ['near underflow', random.map((x) => x * 1e-290)],
    ['zero', new Float64Array(n * n)],
    ['identity', symmetricMatrix(n, (i, j) => (i === j ? 1 : 0))],
    ['all ones', symmetricMatrix(n, () => 1)],
    ['rank 2', symmetricMatrix(n, (i, j) => Math.cos(i) * Math.cos(j) - Math.sin(2 * i) * Math.sin(2 * j))],
    ['clustered at ±1', withEigenvalues(ramp.map((x) => (x < 0.5 ? -1 : 1)))],
    ['cluster of width eps', withEigenvalues(ramp.map((x) => (x < 0.8 ? 1 + 4 * EPS * x : 3)))],
    ['geometric to 1e-16', withEigenvalues(ramp.map((x) => 10 ** (-16 * x)))],
    ['one large', withEigenvalues(ramp.map((x) => (x === 0 ? 1 : 2 * EPS)))],
    ['graded downwards', symmetricMatrix(n, (i, j) => next() * 10 ** ((-60 * (i + j)) / n))],
    ['graded upwards', symmetricMatrix(n, (i, j) => next() * 10 ** ((60 * (i + j)) / n - 120))],
    ['graded steeply', symmetricMatrix(n, (i, j) => next() * 10 ** ((-150 * (i + j)) / n))],
    ['second difference', symmetricMatrix(n, (i, j) => (i === j ? 2 : i - j === 1 ? -1 : 0))],
    ['Wilkinson', symmetricMatrix(n, (i, j) => (i === j ? Math.abs(i - (n - 1) / 2) : i - j === 1 ? 1 : 0))],
    ['Wilkinson, glued', glued(n)],
    ['Hilbert', symmetricMatrix(n, (i, j) => 1 / (i + j + 1))],
    ['weak couplings', symmetricMatrix(n, (i, j) => (i === j ? 1 : i - j === 1 ? 1e-8 : 0))],
  ];
}

/**
 * W₂₁⁺ matrices joined by a coupling of 1e-9: pairs of eigenvalues close to within rounding, many
 * times over.
 */
function glued(n: number): Float64Array {
  return symmetricMatrix(n, (i, j) => {
    if (i === j) return Math.abs((i % 21) - 10);
    return i - j === 1 ? (i % 21 === 0 ? 1e-9 : 1) : 0;
  });
}

/**
 * LAPACK's ratios: ‖AZ − ZW‖ / (‖A‖ n eps), ‖I − ZᵀZ‖ / (n eps), and the difference of values with
 * and without vectors.
 */
function ratios(engine: Engine, n: number, values: Float64Array) {
  const { heap } = engine;
  const norm = rowNorm(n, values) || 1;
  // 1e-290 times numbers of size 1 keeps all digits; the scale is taken out before anything is
  // multiplied.
  const unit = values.map((x) => x / norm);
  return heap.scope(() => {
    const a = heap.matrixFrom(n, n, unit);
    const z = heap.matrixFrom(n, n, values);
    const used = heap.used;
    const w = engine.eigh(z, { vectors: true }).map((x) => x / norm);
    expect(heap.used).toBe(used);
    const alone = engine.eigh(heap.matrixFrom(n, n, values)).map((x) => x / norm);
    const rest = heap.matrixFrom(n, n, z.values.slice());
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) rest.values[i * n + j] *= -w[i];
    engine.gemm({ a: z, b: a, c: rest, beta: 1 });
    const gram = heap.matrix(n, n);
    for (let i = 0; i < n; i++) gram.values[i * (n + 1)] = -1;
    engine.syrk({ a: z, c: gram, beta: 1 });
    return {
      ascending: w.every((x, i) => i === 0 || w[i - 1] <= x) && alone.every((x, i) => i === 0 || alone[i - 1] <= x),
      residual: rowNorm(n, rest.values) / (n * EPS),
      orthogonality: rowNorm(n, gram.values) / (n * EPS),
      values: Math.max(...w.map((x, i) => Math.abs(x - alone[i]))) / (n * EPS),
    };
  });
}

describe.each(engines)('%s', (_, engine) => {
  const { heap } = engine;

  for (const n of SIZES) {
    test.each(cases(n))(`eigenpairs of ${n}×${n}, %s`, (_name, values) => {
      const found = ratios(engine, n, values);
      expect(found.ascending).toBe(true);
      expect(found.residual).toBeLessThan(RATIO);
      expect(found.orthogonality).toBeLessThan(RATIO);
      expect(found.values).toBeLessThan(RATIO);
    });
  }

  test('known eigenvalues: the second difference matrix', () => {
    for (const n of [1, 2, 3, 40, 300]) {
      heap.scope(() => {
        const a = symmetricMatrix(n, (i, j) => (i === j ? 2 : i - j === 1 ? -1 : 0));
        const w = engine.eigh(heap.matrixFrom(n, n, a), { vectors: true });
        const exact = w.map((_x, k) => 4 * Math.sin(((k + 1) * Math.PI) / (2 * (n + 1))) ** 2);
        for (let k = 0; k < n; k++) expect(Math.abs(w[k] - exact[k])).toBeLessThan(4 * n * EPS * RATIO);
      });
    }
  });

  test('many random graded matrices converge', () => {
    for (let seed = 0; seed < 40; seed++) {
      const next = numbers(seed);
      const n = 120;
      const a = symmetricMatrix(n, (i, j) => next() * 10 ** ((-60 * (i + j)) / n));
      heap.scope(() => expect(engine.eigh(heap.matrixFrom(n, n, a)).length).toBe(n));
    }
  });

  test('every size from 1 to 70', () => {
    for (let n = 1; n <= 70; n++) {
      const found = ratios(engine, n, symmetricMatrix(n, numbers(n)));
      expect(Math.max(found.residual, found.orthogonality, found.values)).toBeLessThan(RATIO);
    }
  });

  test('numbers so small that they have lost digits, and the largest ones', () => {
    heap.scope(() => {
      const small = engine.eigh(heap.matrixFrom(2, 2, [0, 5e-320, 5e-320, 0]), { vectors: true });
      expect(small[1]).toBeCloseTo(5e-320, 323);
      expect(small[0]).toBe(-small[1]);
      const large = engine.eigh(heap.matrixFrom(2, 2, [1e308, 0, 0, -1e308]));
      expect(Math.abs(large[1] / 1e308 - 1)).toBeLessThan(1e-15);
      expect(() => engine.eigh(heap.matrixFrom(2, 2, [1e308, 1e308, 1e308, 1e308]))).toThrow(NotFinite);
    });
  });

  test('only symmetric float64 matrices of finite numbers', () => {
    heap.scope(() => {
      expect(engine.eigh(heap.matrix(0, 0), { vectors: true }).length).toBe(0);
      expect(() => engine.eigh(heap.matrix(2, 3))).toThrow(BadShape);
      expect(() => engine.eigh(heap.matrix(2, 2, 'f32'))).toThrow(BadShape);
      const used = heap.used;
      expect(() => engine.eigh(heap.matrixFrom(2, 2, [1, 2, 2, Number.NaN]))).toThrow(NotFinite);
      expect(() => engine.eigh(heap.matrixFrom(1, 1, [Number.NEGATIVE_INFINITY]))).toThrow(NotFinite);
      expect(heap.used).toBe(used + 128);
    });
  });
});
