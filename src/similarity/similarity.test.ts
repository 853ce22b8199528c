import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import { BadShape, OutOfRange, Singular } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';
import { createRandom } from '../numeric/random.ts';
import { cka, debiasedCka, gaussianKernel, linearKernel } from './kernels.ts';
import { mutualNeighbours } from './neighbours.ts';
import { meanSquaredCorrelation, procrustes, svcca } from './subspaces.ts';

const engine = createWasmEngine();
const { heap } = engine;

function drawn(name: string, rows: number, columns: number): Matrix {
  const x = heap.matrix(rows, columns);
  createRandom(name).fillNormal(x);
  return x;
}

function product(a: Matrix, b: Matrix): Matrix {
  const c = heap.matrix(a.rows, b.columns);
  engine.gemm({ a, b, c });
  return c;
}

const linear = (measure: typeof cka, x: Matrix, y: Matrix) => measure(linearKernel(x, engine), linearKernel(y, engine));
const gaussian = (measure: typeof cka, x: Matrix, y: Matrix) =>
  measure(gaussianKernel(x, engine), gaussianKernel(y, engine));

const x = drawn('x', 40, 6);
// A turn and a stretch of all, moved: nothing to most measures. And a map that is more than that.
const angle = 0.7;
const turn = heap.matrixFrom(6, 6, [
  ...[3 * Math.cos(angle), 3 * Math.sin(angle), 0, 0, 0, 0],
  ...[-3 * Math.sin(angle), 3 * Math.cos(angle), 0, 0, 0, 0],
  ...[0, 0, 3, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 3],
]);
const turned = product(x, turn);
turned.values.forEach((value, i) => {
  turned.values[i] = value + (i % 6);
});
const mapped = product(x, drawn('map', 6, 6));

const measures: [string, (a: Matrix, b: Matrix) => number][] = [
  ['linear CKA', (a, b) => linear(cka, a, b)],
  ['debiased CKA', (a, b) => linear(debiasedCka, a, b)],
  ['Gaussian CKA', (a, b) => gaussian(cka, a, b)],
  ['debiased Gaussian CKA', (a, b) => gaussian(debiasedCka, a, b)],
  ['canonical correlations', (a, b) => meanSquaredCorrelation(a, b, engine)],
  ['SVCCA', (a, b) => svcca(a, b, 3, engine)],
  ['Procrustes similarity', (a, b) => procrustes(a, b, engine).similarity],
  ['mutual neighbours', (a, b) => mutualNeighbours(a, b, 5, engine)],
];

describe.each(measures)('%s', (name, measure) => {
  it('is 1 for what is turned, stretched as a whole and moved, and symmetric', () => {
    expect(measure(x, turned)).toBeCloseTo(1, 10);
    const y = drawn('y', 40, 4);
    expect(measure(x, y)).toBeCloseTo(measure(y, x), 12);
    expect(measure(x, y)).toBeLessThan(0.6);
  });

  it(name === 'canonical correlations' ? 'does not see linear maps' : 'sees linear maps', () => {
    if (name === 'canonical correlations') expect(measure(x, mapped)).toBeCloseTo(1, 10);
    else expect(measure(x, mapped)).toBeLessThan(0.98);
  });

  it('leaves what it is given, and compares the same rows alone', () => {
    const before = Array.from(x.values);
    measure(x, mapped);
    expect(Array.from(x.values)).toEqual(before);
    expect(() => measure(x, drawn('other', 39, 6))).toThrow(BadShape);
  });
});

it('debiased CKA is a number below 0 as well as above', () => {
  const values = Array.from({ length: 40 }, (_, i) =>
    linear(debiasedCka, drawn(`a${i}`, 5, 50), drawn(`b${i}`, 5, 50)),
  );
  expect(values.every((one) => Math.abs(one) <= 1)).toBe(true);
  expect(values.filter((one) => one < 0).length).toBeGreaterThan(5);
  expect(() => linear(debiasedCka, drawn('a', 3, 2), drawn('b', 3, 2))).toThrow(/is 3, but must be at least 4/);
});

it('debiased CKA of all orders of the rows has mean 0 and variance 2/(n(n − 3)), exactly', () => {
  const [a, b] = [drawn('a', 5, 2), drawn('b', 5, 3)];
  const k = gaussianKernel(a, engine);
  let [sum, squares, count] = [0, 0, 0];
  for (const order of permutations([0, 1, 2, 3, 4])) {
    const shuffled = heap.matrixFrom(
      5,
      3,
      order.flatMap((i) => Array.from(b.values.subarray(3 * i, 3 * i + 3))),
    );
    const value = debiasedCka(k, linearKernel(shuffled, engine));
    sum += value;
    squares += value * value;
    count++;
  }
  expect(count).toBe(120);
  expect(sum / count).toBeCloseTo(0, 12);
  expect(squares / count).toBeCloseTo(2 / (5 * 2), 12);
});

it('more columns than rows are turned into as many, and measured as before', () => {
  const [few, wide] = [drawn('few', 12, 3), drawn('wide', 12, 30)];
  const gram = (one: Matrix) => linearKernel(one, engine);
  // The wide one again, in other axes: U √Λ of its Gram matrix has 12 columns.
  const vectors = gram(wide);
  const values = engine.eigh(vectors, { vectors: true });
  const turned = heap.matrixFrom(
    12,
    12,
    Array.from(
      { length: 144 },
      (_, at) => Math.sqrt(values[at % 12]) * vectors.values[(at % 12) * 12 + ((at / 12) | 0)],
    ),
  );
  expect(procrustes(few, wide, engine).similarity).toBeCloseTo(procrustes(few, turned, engine).similarity, 7);
  expect(svcca(few, wide, 2, engine)).toBeCloseTo(svcca(few, turned, 2, engine), 9);
});

it('what has no value is refused', () => {
  const y = drawn('y', 40, 4);
  expect(() => meanSquaredCorrelation(drawn('wide', 40, 36), y, engine)).toThrow(/40, but must be below their 40 rows/);
  expect(() => svcca(x, y, 5, engine)).toThrow(/kept is 5, but must be from 1 to 4/);
  expect(() => mutualNeighbours(x, y, 40, engine)).toThrow(OutOfRange);
  const twice = heap.matrixFrom(
    40,
    2,
    Array.from({ length: 80 }, (_, i) => x.values[6 * (i >> 1)]),
  );
  expect(() => meanSquaredCorrelation(twice, y, engine)).toThrow(/varies in 1 direction/);
  const still = heap.matrixFrom(40, 2, new Float64Array(80).fill(3));
  for (const refused of [
    () => linear(cka, still, y),
    () => gaussian(cka, still, y),
    () => procrustes(still, y, engine),
  ])
    expect(refused).toThrow(Singular);
});

function permutations(items: number[]): number[][] {
  if (items.length <= 1) return [items];
  return items.flatMap((first) => permutations(items.filter((one) => one !== first)).map((rest) => [first, ...rest]));
}
