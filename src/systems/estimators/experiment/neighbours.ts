import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { log, sin } from '../../../numeric/special.ts';
import type { EstimatorsProblem } from '../problem.ts';

/**
 * Squared distances of each of n uniform points on a torus from its k nearest neighbours,
 * ascending, n × k.
 */
function nearest({ parameters }: EstimatorsProblem, k: number, random: Random, engine: Engine): Float64Array {
  const { samples: n, intrinsic: d, geometry } = parameters;
  const points = engine.heap.matrix(n, d);
  random.fillUniform(points);
  const x = Float64Array.from(points.values);
  const found = new Float64Array(n * k).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let c = 0; c < d; c++) {
        const apart = Math.abs(x[i * d + c] - x[j * d + c]);
        const along = Math.min(apart, 1 - apart);
        const step = geometry === 'flat' ? along : sin(Math.PI * along) / Math.PI;
        square += step * step;
      }
      insert(found, i * k, k, square);
      insert(found, j * k, k, square);
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
  const squares = nearest(problem, 2, random, engine);
  let sum = 0;
  for (let at = 0; at < squares.length; at += 2) sum += log(squares[at + 1] / squares[at]) / 2;
  return (squares.length / 2 - 1) / sum;
}

/** One over the mean of ln(T_k/T_j) over points and neighbours j < k. */
export function levinaBickel(problem: EstimatorsProblem, random: Random, engine: Engine): number {
  const k = problem.parameters.neighbours;
  const squares = nearest(problem, k, random, engine);
  let sum = 0;
  for (let start = 0; start < squares.length; start += k)
    for (let j = 0; j < k - 1; j++) sum += log(squares[start + k - 1] / squares[start + j]) / 2;
  return ((squares.length / k) * (k - 1)) / sum;
}
