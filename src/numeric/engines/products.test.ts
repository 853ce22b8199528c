import { describe, expect, test } from 'vitest';
import { BadShape, NotFinite, OutOfMemory } from '../errors.ts';
import type { Dtype } from '../heap.ts';
import { EPS, engines, generalMatrix, multiply } from './engines.testing.ts';
import { createWasmEngine } from './wasm.ts';

const EPS32 = 2 ** -24;
const SHAPES: [m: number, n: number, k: number][] = [
  [0, 3, 2],
  [3, 0, 2],
  [3, 2, 0],
  [1, 1, 1],
  [2, 3, 4],
  [4, 4, 4],
  [5, 7, 3],
  [8, 8, 9],
  [1, 33, 17],
  [29, 1, 31],
  [33, 35, 1],
  [13, 9, 257],
  [131, 67, 300],
  [130, 1030, 5],
];
const FLAGS = [false, true];
const DTYPES: Dtype[] = ['f64', 'f32'];

describe.each(engines)('%s', (_, engine) => {
  const { heap } = engine;

  describe.each(DTYPES)('gemm in %s', (dtype) => {
    for (const [m, n, k] of SHAPES) {
      for (const transposeA of FLAGS) {
        for (const transposeB of FLAGS) {
          test(`${m}×${k} by ${k}×${n}, transposed: ${transposeA}, ${transposeB}`, () => {
            const rounded = (values: Float64Array) =>
              dtype === 'f32' ? Float64Array.from(Float32Array.from(values)) : values;
            const a = rounded(generalMatrix(m, k, 1));
            const b = rounded(generalMatrix(k, n, 2));
            const c = rounded(generalMatrix(m, n, 3));
            const at = (i: number, l: number) => (transposeA ? a[l * m + i] : a[i * k + l]);
            const bt = (l: number, j: number) => (transposeB ? b[j * k + l] : b[l * n + j]);
            const product = multiply([m, k, n], at, bt);
            const bound = multiply(
              [m, k, n],
              (i, l) => Math.abs(at(i, l)),
              (l, j) => Math.abs(bt(l, j)),
            );
            const used = heap.used;
            heap.scope(() => {
              const A = transposeA ? heap.matrixFrom(k, m, a, dtype) : heap.matrixFrom(m, k, a, dtype);
              const B = transposeB ? heap.matrixFrom(n, k, b, dtype) : heap.matrixFrom(k, n, b, dtype);
              for (const [alpha, beta] of [
                [1, 0],
                [-0.75, 1],
                [2, -1.5],
                [0, 0.5],
              ]) {
                const C = heap.matrixFrom(m, n, c, dtype);
                if (beta === 0) C.values.fill(Number.NaN);
                const before = heap.used;
                engine.gemm({ a: A, b: B, c: C, transposeA, transposeB, alpha, beta });
                expect(heap.used).toBe(before);
                const eps = dtype === 'f64' ? EPS : EPS32;
                const worst = Float64Array.from(C.values).reduce((most: number, x: number, i: number) => {
                  const wanted = alpha * product[i] + beta * c[i];
                  const allowed = (k + 4) * eps * (Math.abs(alpha) * bound[i] + Math.abs(beta * c[i]));
                  return Math.max(most, x === wanted ? 0 : Math.abs(x - wanted) / allowed || Number.POSITIVE_INFINITY);
                }, 0);
                expect(worst).toBeLessThan(1);
              }
            });
            expect(heap.used).toBe(used);
          });
        }
      }
    }
  });

  test.each(DTYPES)('prepareGemm in %s is gemm, again and again, and lets NaN pass', (dtype) => {
    heap.scope(() => {
      const a = heap.matrixFrom(5, 7, generalMatrix(5, 7, 1), dtype);
      const b = heap.matrixFrom(3, 7, generalMatrix(3, 7, 2), dtype);
      const [c, wanted] = [heap.matrix(5, 3, dtype), heap.matrix(5, 3, dtype)];
      const options = { a, b, transposeB: true, alpha: -0.5 };
      const product = engine.prepareGemm({ ...options, c });
      for (const seed of [3, 4]) {
        a.values.set(generalMatrix(5, 7, seed));
        const before = heap.used;
        product();
        expect(heap.used).toBe(before);
        engine.gemm({ ...options, c: wanted });
        expect(c.values).toEqual(wanted.values);
      }
      a.values[0] = Number.NaN;
      product();
      expect(Array.from(c.values.subarray(0, 3))).toEqual([Number.NaN, Number.NaN, Number.NaN]);
      expect(c.values[3]).toBe(wanted.values[3]);
    });
  });

  test('prepareGemm refuses what does not fit, and knows sizes of zero', () => {
    heap.scope(() => {
      const [a, c] = [heap.matrix(2, 3), heap.matrix(2, 2)];
      expect(() => engine.prepareGemm({ a, b: a, c })).toThrow(BadShape);
      expect(() => engine.prepareGemm({ a, b: heap.matrix(3, 2, 'f32'), c })).toThrow(BadShape);
      expect(() => engine.prepareGemm({ a, b: createWasmEngine().heap.matrix(3, 2), c })).toThrow(BadShape);
      c.values.fill(2);
      engine.prepareGemm({ a: heap.matrix(2, 0), b: heap.matrix(0, 2), c, beta: 0.5 })();
      expect(Array.from(c.values)).toEqual([1, 1, 1, 1]);
      engine.prepareGemm({ a: heap.matrix(0, 3), b: heap.matrix(3, 2), c: heap.matrix(0, 2) })();
    });
  });

  describe.each(DTYPES)('syrk in %s', (dtype) => {
    for (const [n, , k] of SHAPES) {
      for (const transpose of FLAGS) {
        test(`${n}×${n} from depth ${k}, transposed: ${transpose}`, () => {
          heap.scope(() => {
            const A = transpose
              ? heap.matrixFrom(k, n, generalMatrix(k, n), dtype)
              : heap.matrixFrom(n, k, generalMatrix(n, k), dtype);
            const C = heap.matrix(n, n, dtype);
            for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) C.values[i * n + j] = 1 / (1 + i + j);
            const wanted = heap.matrixFrom(n, n, C.values.slice(), dtype);
            engine.gemm({ a: A, b: A, c: wanted, transposeA: transpose, transposeB: !transpose, alpha: 0.5, beta: 2 });
            const lower = heap.matrixFrom(n, n, C.values.slice(), dtype);
            const before = heap.used;
            engine.syrk({ a: A, c: C, transpose, alpha: 0.5, beta: 2 });
            engine.syrk({ a: A, c: lower, transpose, alpha: 0.5, beta: 2, triangle: 'lower' });
            expect(heap.used).toBe(before);
            const allowed = 4 * (k + 4) * (k + 4) * (dtype === 'f64' ? EPS : EPS32);
            const [found, expected] = [C.values, wanted.values];
            let symmetric = true;
            let worst = 0;
            for (let i = 0; i < n; i++) {
              for (let j = 0; j < n; j++) {
                if (found[i * n + j] !== found[j * n + i]) symmetric = false;
                worst = Math.max(worst, Math.abs(found[i * n + j] - expected[i * n + j]));
              }
            }
            expect(symmetric).toBe(true);
            for (let i = 0; i < n; i++)
              expect(lower.values.subarray(i * n, i * n + i + 1)).toEqual(found.subarray(i * n, i * n + i + 1));
            expect(worst).toBeLessThan(allowed);
          });
        });
      }
    }
  });

  test('shapes and types that do not fit are refused', () => {
    heap.scope(() => {
      const a = heap.matrix(2, 3);
      const c = heap.matrix(2, 2);
      expect(() => engine.gemm({ a, b: a, c })).toThrow(BadShape);
      expect(() => engine.gemm({ a, b: a, c: a, transposeB: true })).toThrow(BadShape);
      expect(() => engine.syrk({ a, c, transpose: true })).toThrow(BadShape);
      expect(() => engine.syrk({ a, c: heap.matrix(2, 2, 'f32') })).toThrow(BadShape);
      expect(() => engine.gemm({ a: createWasmEngine().heap.matrix(2, 3), b: a, c, transposeB: true })).toThrow(
        BadShape,
      );
    });
  });

  test('NaN and infinity are refused wherever they are', () => {
    for (const dtype of DTYPES) {
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        for (const place of [0, 1, 7, 8, 31, 80, 120]) {
          heap.scope(() => {
            const good = heap.matrix(11, 11, dtype);
            const a = heap.matrix(11, 11, dtype);
            a.values[place] = bad;
            const used = heap.used;
            expect(() => engine.gemm({ a, b: good, c: good })).toThrow(NotFinite);
            expect(() => engine.gemm({ a: good, b: a, c: good })).toThrow(NotFinite);
            expect(() => engine.gemm({ a: good, b: good, c: a, beta: 1 })).toThrow(NotFinite);
            expect(() => engine.syrk({ a, c: good })).toThrow(`row ${Math.floor(place / 11)}, column ${place % 11}`);
            expect(heap.used).toBe(used);
          });
        }
      }
    }
    heap.scope(() => {
      const a = heap.matrixFrom(1, 1, [1]);
      expect(() => engine.gemm({ a, b: a, c: heap.matrix(1, 1), alpha: Number.NaN })).toThrow(NotFinite);
    });
  });

  test('the largest and the smallest numbers are finite', () => {
    heap.scope(() => {
      const a = heap.matrixFrom(2, 2, [Number.MAX_VALUE, Number.MIN_VALUE, -Number.MAX_VALUE, 0]);
      const c = heap.matrix(2, 2);
      engine.gemm({ a, b: heap.matrixFrom(2, 2, [1, 0, 0, 1]), c });
      expect(Array.from(c.values)).toEqual(Array.from(a.values));
    });
  });

  test('a matrix beyond the heap is refused with the size asked for, and the heap goes on', () => {
    const used = heap.used;
    const bytes = 8 * 30_000 * 30_000;
    expect(() => heap.matrix(30_000, 30_000)).toThrow(OutOfMemory);
    expect(() => heap.allocate(bytes)).toThrow(expect.objectContaining({ bytes }));
    expect(heap.used).toBe(used);
    heap.scope(() => expect(heap.matrix(3, 3).values.length).toBe(9));
  });
});
