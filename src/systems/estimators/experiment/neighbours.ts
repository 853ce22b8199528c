import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { log, sin } from '../../../numeric/special.ts';
import type { EstimatorsProblem } from '../problem.ts';

/** Squared distances of uniform points on a torus from their neighbours, as `nearestAmong`. */
function nearest({ parameters }: EstimatorsProblem, k: number, random: Random, engine: Engine): Float64Array {
  const { samples: n, intrinsic: d, geometry } = parameters;
  const points = engine.heap.matrix(n, d);
  random.fillUniform(points);
  const x = Float64Array.from(points.values);
  return nearestAmong(n, k, (i, j) => {
    let square = 0;
    for (let c = 0; c < d; c++) {
      const apart = Math.abs(x[i * d + c] - x[j * d + c]);
      const along = Math.min(apart, 1 - apart);
      const step = geometry === 'flat' ? along : sin(Math.PI * along) / Math.PI;
      square += step * step;
    }
    return square;
  });
}

/**
 * Squared distances of each of n points from its k nearest neighbours, ascending, n × k. `square`:
 * that of two points.
 */
export function nearestAmong(n: number, k: number, square: (i: number, j: number) => number): Float64Array {
  const found = new Float64Array(n * k).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const apart = square(i, j);
      insert(found, i * k, k, apart);
      insert(found, j * k, k, apart);
    }
  return found;
}

/** Keeps the k smallest from `start` on, ascending. */
function insert(found: Float64Array, start: number, k: number, value: number): void {
  let at = start + k - 1;
  if (value >= found[at]) return;
  for (; at > start && found[at - 1] > value; at--) found[at] = found[at - 1];
  found[at] = value;
}

/** (n − 1)/Σ ln(r₂/r₁). */
export function twoNeighbours(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  return dimensionOf(nearest(problem, 2, random, engine), 2, true);
}

/** One over the mean of ln(T_k/T_j) over points and neighbours j < k. */
export function levinaBickel(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  const k = problem.parameters.neighbours;
  return dimensionOf(nearest(problem, k, random, engine), k, false);
}

/** From squared distances, n × k; with n − 1 for n where `isUnbiased`. */
export function dimensionOf(squares: Float64Array, k: number, isUnbiased: boolean): number {
  let sum = 0;
  for (let start = 0; start < squares.length; start += k)
    for (let j = 0; j < k - 1; j++) sum += log(squares[start + k - 1] / squares[start + j]) / 2;
  return ((squares.length / k - (isUnbiased ? 1 : 0)) * (k - 1)) / sum;
}
