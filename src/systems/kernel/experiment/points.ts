import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { power, squared } from '../../../numeric/special.ts';
import { kernelFunction } from '../kernels.ts';
import type { KernelParameters } from '../parameters.ts';
import type { SyntheticProblem } from '../problem.ts';

/** Points of the domain as rows; on the hypercube all different. */
export function drawPoints(random: Random, { domain, dimension }: KernelParameters, points: Matrix): void {
  const values = points.values;
  if (domain === 'hypercube') {
    random.choose(points.rows, power(2, dimension)).forEach((corner, i) => {
      for (let j = 0; j < dimension; j++) values[i * dimension + j] = (corner >>> j) % 2 === 0 ? 1 : -1;
    });
    return;
  }
  random.fillNormal(points);
  if (domain === 'gaussian') return;
  for (let start = 0; start < values.length; start += dimension) {
    let square = 0;
    for (let j = start; j < start + dimension; j++) square += squared(values[j]);
    const scale = Math.sqrt(dimension / square);
    for (let j = start; j < start + dimension; j++) values[j] *= scale;
  }
}

/** The target, and the function of each reported level, at every point. */
export function targetValues(
  { parameters: p, coefficients, shares, kernel }: SyntheticProblem,
  points: Matrix,
): { target: Float64Array; levels: Float64Array } {
  const { dimension } = p;
  const target = new Float64Array(points.rows);
  const levels = new Float64Array(points.rows * shares.length);
  const functions = new Float64Array(Math.max(coefficients?.length ?? 0, shares.length));
  const values = points.values;
  const atPole = kernelFunction(kernel);
  for (let i = 0; i < points.rows; i++) {
    levelFunctions(p, values, i * dimension, functions);
    levels.set(functions.subarray(0, shares.length), i * shares.length);
    if (coefficients) for (let k = 0; k < coefficients.length; k++) target[i] += coefficients[k] * functions[k];
    else target[i] = atPole(alongPole(p, values, i * dimension), 1, 1);
  }
  return { target, levels };
}

/**
 * x·x′/d with the fixed point of the target `kernel`: a pole of the sphere, or a corner of the
 * hypercube.
 */
function alongPole({ domain, dimension }: KernelParameters, x: ArrayLike<number>, start: number): number {
  if (domain === 'sphere') return x[start] / Math.sqrt(dimension);
  let sum = 0;
  for (let j = start; j < start + dimension; j++) sum += x[j];
  return sum / dimension;
}

/**
 * The functions of levels 0 … out.length − 1 that targets are made of, at the point x (d numbers
 * from `start`): sums of ⌊d/k⌋ products of k coordinates, all of them different, which is a parity
 * on the hypercube and a harmonic polynomial elsewhere. Unit variance.
 */
function levelFunctions(
  { domain, dimension }: KernelParameters,
  x: ArrayLike<number>,
  start: number,
  out: Float64Array,
): void {
  let norm = 1;
  out[0] = 1;
  for (let k = 1; k < out.length; k++) {
    // E x_1² … x_k² on the sphere is d^k/(d (d+2) … (d+2k−2)).
    if (domain === 'sphere') norm *= (dimension + 2 * (k - 1)) / dimension;
    const products = Math.floor(dimension / k);
    let sum = 0;
    for (let j = 0; j < products; j++) {
      let product = 1;
      for (let i = j * k; i < (j + 1) * k; i++) product *= x[start + i];
      sum += product;
    }
    out[k] = sum * Math.sqrt(norm / products);
  }
}
