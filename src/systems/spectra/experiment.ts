import type { Engine } from '../../numeric/engine.ts';
import type { Matrix } from '../../numeric/heap.ts';
import type { Random } from '../../numeric/random.ts';
import { log } from '../../numeric/special.ts';
import type { Measured, Trial } from '../contract.ts';
import { fluctuationBins } from './largest-eigenvalue.ts';
import type { SpectraObservable, SpectraParameters } from './parameters.ts';
import { type Bins, makeProblem, type Problem } from './problem.ts';

/** One repetition: the data matrix X = Z_1 ⋯ Z_L Σ^½/√(N_1 ⋯ N_L) is drawn, and the eigenvalues of XᵀX are found. */
export function runTrial(parameters: SpectraParameters, random: Random, engine: Engine): Trial<SpectraObservable> {
  const problem = makeProblem(parameters);
  const eigenvalues = engine.heap.scope(() => sampleEigenvalues(parameters, problem, random, engine));
  return { observables: measure(eigenvalues, parameters, problem) };
}

/** The min(P, D) eigenvalues of the smaller of XᵀX and XXᵀ, ascending. */
function sampleEigenvalues(
  parameters: SpectraParameters,
  { eta, sizes }: Problem,
  random: Random,
  engine: Engine,
): Float64Array {
  const data = product(parameters, sizes, eta.length, random, engine);
  scaleColumns(data, eta);
  const [rows, columns] = [data.rows, data.columns];
  const size = Math.min(rows, columns);
  const gram = engine.heap.matrix(size, size);
  const alpha = sizes.reduce((scale, one) => scale / one, 1);
  engine.syrk({ a: data, c: gram, transpose: columns <= rows, alpha });
  return engine.eigh(gram);
}

/** Z_1 ⋯ Z_L, with the rows of Z_1 as the parameters want them. */
function product(
  parameters: SpectraParameters,
  sizes: number[],
  dimension: number,
  random: Random,
  engine: Engine,
): Matrix {
  const { heap } = engine;
  return sizes.reduce<Matrix | undefined>((left, size, index) => {
    const columns = sizes[index + 1] ?? dimension;
    // The result is made first, so that the scope can free the factor.
    const result = heap.matrix(left ? left.rows : size, columns);
    heap.scope(() => {
      const factor = left ? heap.matrix(size, columns) : result;
      fillEntries(random.stream('factor', index), factor, parameters);
      if (left) engine.gemm({ a: left, b: factor, c: result });
      else if (parameters.rows === 'elliptical') stretchRows(random.stream('rows'), factor, parameters.spread);
    });
    return result;
  }, undefined)!;
}

function fillEntries(random: Random, matrix: Matrix, { entries, degrees }: SpectraParameters): void {
  if (entries === 'gaussian') random.fillNormal(matrix);
  else if (entries === 'rademacher') random.fillRademacher(matrix);
  else if (entries === 'student') random.fillStudent(matrix, degrees);
  else {
    random.fillUniform(matrix);
    const { values } = matrix;
    const reach = Math.sqrt(12);
    for (let i = 0; i < values.length; i++) values[i] = reach * (values[i] - 0.5);
  }
}

/** Multiplies each row by √τ, τ = 1 ± spread with equal chance. */
function stretchRows(random: Random, matrix: Matrix, spread: number): void {
  const { values } = matrix;
  for (let i = 0; i < matrix.rows; i++) {
    const factor = Math.sqrt(random.uniform() < 0.5 ? 1 - spread : 1 + spread);
    for (let k = i * matrix.columns; k < (i + 1) * matrix.columns; k++) values[k] *= factor;
  }
}

/** Gives column k the variance eta_k. */
function scaleColumns(matrix: Matrix, eta: Float64Array): void {
  if (eta.every((value) => value === 1)) return;
  const root = eta.map(Math.sqrt);
  const { values } = matrix;
  for (let start = 0; start < values.length; start += root.length)
    for (let k = 0; k < root.length; k++) values[start + k] *= root[k];
}

/** Below this an eigenvalue cannot be told from zero: the round-off of a matrix of this size and norm. */
export function resolution(size: number, largest: number): number {
  return 4 * Number.EPSILON * size * largest;
}

function measure(
  eigenvalues: Float64Array,
  { ridge }: SpectraParameters,
  { eta, bins, logBins, largest: law }: Problem,
): Partial<Record<SpectraObservable, Measured>> {
  const dimension = eta.length;
  const largest = eigenvalues[eigenvalues.length - 1];
  const positive = eigenvalues.filter((value) => value > resolution(eigenvalues.length, largest));
  const zeros = dimension - positive.length;
  let [first, second, resolvent] = [0, 0, zeros / ridge];
  for (const value of positive) {
    first += value;
    second += value * value;
    resolvent += 1 / (value + ridge);
  }
  const logs = positive.map(log);
  return {
    density: histogram(positive, bins, dimension),
    logDensity: histogram(
      logs.map((value) => value / Math.LN10),
      logBins,
      dimension,
    ),
    largest,
    ...(law && { largestDensity: histogram(Float64Array.of((largest - law.centre) / law.width), fluctuationBins, 1) }),
    ...(positive.length > 0 && { smallest: positive[0] }),
    atom: zeros / dimension,
    stieltjes: resolvent / dimension,
    firstMoment: first / dimension,
    secondMoment: second / dimension,
    ...(zeros === 0 && { meanLog: logs.reduce((sum, value) => sum + value, 0) / dimension }),
  };
}

/** Share of `total` values in each bin, per unit of its width; those outside the bins are not counted. */
function histogram(values: Float64Array, { from, width, count }: Bins, total: number): Float64Array {
  const shares = new Float64Array(count);
  for (const value of values) {
    const bin = Math.floor((value - from) / width);
    if (bin >= 0 && bin < count) shares[bin] += 1 / (total * width);
  }
  return shares;
}
