import type { Engine } from '../../numeric/engine.ts';
import type { Matrix } from '../../numeric/heap.ts';
import type { Random } from '../../numeric/random.ts';
import { exp, log } from '../../numeric/special.ts';
import type { Problem } from './problem.ts';
import { balancedPair, rotatedStart } from './rotated-start.ts';

/** Rows are the teacher's singular vectors, and with them the rest of an orthonormal basis. */
export interface Bases {
  output: Matrix;
  input: Matrix;
}

/** Uniformly random bases of outputs and inputs. */
export function drawBases({ inputs, outputs }: Problem, random: Random, engine: Engine): Bases {
  return {
    output: orthonormalRows(outputs, outputs, random.stream('output modes'), engine),
    input: orthonormalRows(inputs, inputs, random.stream('input modes'), engine),
  };
}

/** Σ_yx = U diag(s) Vᵀ. */
export function teacherOf(problem: Problem, bases: Bases, engine: Engine): Matrix {
  const teacher = engine.heap.matrix(problem.outputs, problem.inputs);
  const values = teacher.values;
  const [u, v] = [bases.output.values, bases.input.values];
  problem.modes.forEach(({ s }, k) => {
    for (let o = 0; o < problem.outputs; o++)
      for (let i = 0; i < problem.inputs; i++)
        values[o * problem.inputs + i] += s * u[k * problem.outputs + o] * v[k * problem.inputs + i];
  });
  return teacher;
}

/** Σ_xx = V diag(λ) Vᵀ, unless it is the identity. */
export function covarianceOf(
  { inputs, inputVariances }: Problem,
  { input }: Bases,
  engine: Engine,
): Matrix | undefined {
  if (inputVariances.every((variance) => variance === 1)) return undefined;
  const covariance = engine.heap.matrix(inputs, inputs);
  const [values, v] = [covariance.values, input.values];
  for (let k = 0; k < inputs; k++)
    for (let i = 0; i < inputs; i++)
      for (let j = 0; j < inputs; j++)
        values[i * inputs + j] += inputVariances[k] * v[k * inputs + i] * v[k * inputs + j];
  return covariance;
}

/** The network's layers W_1 to W_L at the start. */
export function drawWeights(problem: Problem, bases: Bases, random: Random, engine: Engine): Matrix[] {
  const { start, inputs, outputs, hidden, depth, a0, imbalance } = problem;
  const { heap } = engine;
  const rank = problem.modes.length;
  if (start === 'gaussian') {
    const deviation = Math.sqrt((2 * a0) / hidden);
    return [heap.matrix(hidden, inputs), heap.matrix(outputs, hidden)].map((layer, l) => {
      random.stream('weights', l).fillNormal(layer);
      const values = layer.values;
      for (let i = 0; i < values.length; i++) values[i] *= deviation;
      return layer;
    });
  }
  // Between the modes of two neighbouring layers: each layer has r directions of its own, and a matrix in their bases.
  const directions = [
    bases.input,
    ...Array.from({ length: depth - 1 }, (_, l) => orthonormalRows(rank, hidden, random.stream('hidden', l), engine)),
    bases.output,
  ];
  const identity = Float64Array.from({ length: rank * rank }, (_, i) => (i % (rank + 1) === 0 ? 1 : 0));
  const pair = balancedPair(a0, imbalance);
  const scaled = (factor: number) => identity.map((entry) => factor * entry);
  const cores: Float64Array[] = Array.from({ length: depth }, () =>
    scaled(depth === 2 ? pair.u : exp(log(a0) / depth)),
  );
  if (depth === 2) cores[1] = scaled(pair.v);
  if (start === 'rotated') {
    const { first, second } = rotatedStart(problem);
    cores[0] = first;
    cores[1] = second;
  }
  return cores.map((core, l) => between(directions[l + 1], core, directions[l], rank, engine));
}

/** Σ_ab core_ab out_a in_bᵀ over the first `rank` rows of two bases. */
function between(out: Matrix, core: Float64Array, into: Matrix, rank: number, engine: Engine): Matrix {
  const layer = engine.heap.matrix(out.columns, into.columns);
  const [values, x, y] = [layer.values, out.values, into.values];
  for (let a = 0; a < rank; a++)
    for (let b = 0; b < rank; b++)
      for (let i = 0; i < out.columns; i++)
        for (let j = 0; j < into.columns; j++)
          values[i * into.columns + j] += core[a * rank + b] * x[a * out.columns + i] * y[b * into.columns + j];
  return layer;
}

/** `count` orthonormal rows, uniformly random: Gaussian ones, made orthogonal one after the other, twice against round-off. */
function orthonormalRows(count: number, dimension: number, random: Random, engine: Engine): Matrix {
  const rows = engine.heap.matrix(count, dimension);
  random.fillNormal(rows);
  const values = rows.values;
  for (let a = 0; a < count; a++) {
    const row = values.subarray(a * dimension, (a + 1) * dimension);
    for (let pass = 0; pass < 2; pass++)
      for (let b = 0; b < a; b++) {
        const other = values.subarray(b * dimension, (b + 1) * dimension);
        const overlap = dot(row, other);
        for (let i = 0; i < dimension; i++) row[i] -= overlap * other[i];
      }
    const norm = Math.sqrt(dot(row, row));
    for (let i = 0; i < dimension; i++) row[i] /= norm;
  }
  return rows;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
