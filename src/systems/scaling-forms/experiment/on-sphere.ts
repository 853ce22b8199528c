import { arcsin } from '../../../numeric/arc.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { inner } from '../../../numeric/small-systems.ts';
import { squared } from '../../../numeric/special.ts';
import type { ScalingFormsParameters } from '../parameters.ts';
import { harmonic } from './harmonic.ts';
import { monomials } from './monomials.ts';

/**
 * Labelled points on the sphere S^d, and fresh ones whose targets have no noise. Points are d + 1
 * coordinates each, row by row.
 */
export interface SphereData {
  points: Float64Array;
  labels: Float64Array;
  queries: Float64Array;
  targets: Float64Array;
}

export function drawSphereData(
  { dimension, degree, noise }: ScalingFormsParameters,
  count: { samples: number; tests: number },
  random: Random,
  engine: Engine,
): SphereData {
  const target = harmonic(degree, dimension);
  const draw = (rows: number, stream: string) =>
    onSphere(normals(rows, dimension + 1, random.stream(stream), engine), dimension);
  const points = draw(count.samples, 'points');
  const queries = draw(count.tests, 'tests');
  const errors = normals(count.samples, 1, random.stream('noise'), engine);
  return {
    points,
    queries,
    labels: errors.map((error, i) => target(points, i) + Math.sqrt(noise) * error),
    targets: Float64Array.from({ length: count.tests }, (_, i) => target(queries, i)),
  };
}

function normals(rows: number, columns: number, random: Random, { heap }: Engine): Float64Array {
  return heap.scope(() => {
    const matrix = heap.matrix(rows, columns);
    random.fillNormal(matrix);
    return Float64Array.from(matrix.values);
  });
}

/** In place: each row to length 1. */
function onSphere(x: Float64Array, d: number): Float64Array {
  for (let i = 0; i < x.length; i += d + 1) {
    let square = 0;
    for (let j = 0; j <= d; j++) square += squared(x[i + j]);
    const norm = Math.sqrt(square);
    for (let j = 0; j <= d; j++) x[i + j] /= norm;
  }
  return x;
}

/** What a regressor says at one query, and how far away its last neighbour is, squared. */
export type Report = (query: number, value: number, squaredAngle?: number) => void;

/**
 * A regressor of `size` points, those from `first` on, at the queries from `from` to before `to`.
 */
export type Regressor = (
  points: { first: number; size: number },
  queries: { from: number; to: number },
  report: Report,
) => void;

/** The mean label of the k points that are nearest; found by looking at all. */
export function nearestNeighbours(
  { points, labels, queries }: SphereData,
  d: number,
  k: number,
  engine: Engine,
): Regressor {
  const { heap } = engine;
  const width = d + 1;
  const best = new Float64Array(k);
  const which = new Int32Array(k);
  return ({ first, size }, { from, to }, report) =>
    heap.scope(() => {
      const a = heap.matrixFrom(to - from, width, queries.subarray(from * width, to * width));
      const b = heap.matrixFrom(size, width, points.subarray(first * width, (first + size) * width));
      const closeness = heap.matrix(to - from, size);
      engine.gemm({ a, b, transposeB: true, c: closeness });
      for (let query = from; query < to; query++) {
        rank(closeness.values.subarray((query - from) * size, (query - from + 1) * size));
        let [value, chord] = [0, 0];
        for (const i of which) value += labels[first + i] / k;
        const farthest = first + which[k - 1];
        for (let j = 0; j < width; j++) chord += squared(points[farthest * width + j] - queries[query * width + j]);
        report(query, value, squared(2 * arcsin(Math.min(1, Math.sqrt(chord) / 2))));
      }
    });

  /** Into `which`, the k points of largest closeness, the nearest first. */
  function rank(closeness: ArrayLike<number>): void {
    best.fill(Number.NEGATIVE_INFINITY);
    for (let i = 0; i < closeness.length; i++) {
      const own = closeness[i];
      if (own <= best[k - 1]) continue;
      let place = k - 1;
      for (; place > 0 && best[place - 1] < own; place--) {
        best[place] = best[place - 1];
        which[place] = which[place - 1];
      }
      best[place] = own;
      which[place] = i;
    }
  }
}

/** Least squares with all polynomials up to the degree of the target, by the normal equations. */
export function leastSquares(
  { points, labels, queries }: SphereData,
  d: number,
  degree: number,
  engine: Engine,
): Regressor {
  const functions = monomials(degree, d);
  const { heap } = engine;
  return ({ first, size }, { from, to }, report) =>
    heap.scope(() => {
      const p = functions.count;
      const features = heap.matrix(size, p);
      const targets = heap.matrixFrom(size, 1, labels.subarray(first, first + size));
      for (let i = 0; i < size; i++) features.values.set(functions.at(points, first + i), i * p);
      const gram = heap.matrix(p, p);
      const weights = heap.matrix(p, 1);
      engine.syrk({ a: features, transpose: true, c: gram });
      engine.gemm({ a: features, b: targets, transposeA: true, c: weights });
      engine.cholesky(gram);
      engine.solveCholesky(gram, weights);
      for (let query = from; query < to; query++) report(query, inner(functions.at(queries, query), weights.values));
    });
}
