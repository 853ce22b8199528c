import type { Engine } from '../../numeric/engine.ts';
import { OrreryError } from '../../numeric/errors.ts';
import type { Matrix } from '../../numeric/heap.ts';
import type { Random } from '../../numeric/random.ts';
import { log } from '../../numeric/special.ts';
import type { Measured, Trial, TrialReporter } from '../contract.ts';
import { fluctuationBins } from './largest-eigenvalue.ts';
import { LEAST_DRAWS, type SpectraObservable, type SpectraParameters } from './parameters.ts';
import { type Bins, makeProblem, type Problem } from './problem.ts';

/** The trial was asked to stop before its end. */
export class Stopped extends OrreryError {
  constructor() {
    super('the trial was stopped before its end');
  }
}

type Values = Partial<Record<SpectraObservable, Measured>>;

/**
 * One repetition: data matrices X = Z_1 ⋯ Z_L Σ^½/√(N_1 ⋯ N_L) are drawn, and the eigenvalues of XᵀX are found. Over several matrices
 * the observables are averaged. Throws `Stopped` when asked to stop.
 */
export function runTrial(
  parameters: SpectraParameters,
  random: Random,
  engine: Engine,
  reporter?: TrialReporter<SpectraObservable>,
): Trial<SpectraObservable> {
  const problem = makeProblem(parameters);
  const { draws } = parameters;
  const one = (draw: number) => {
    if (reporter?.signal.aborted) throw new Stopped();
    const stream = draw === 0 ? random : random.stream('draw', draw);
    const eigenvalues = engine.heap.scope(() => sampleEigenvalues(parameters, problem, stream, engine));
    reporter?.progress((draw + 1) / draws);
    return measure(eigenvalues, parameters, problem);
  };
  const total = one(0);
  for (let draw = 1; draw < draws; draw++) add(total, one(draw));
  return { observables: draws === 1 ? total : divide(total, draws) };
}

/** Adds in place; what one of the two lacks is left out. */
function add(total: Values, values: Values): void {
  for (const key of Object.keys(total) as SpectraObservable[]) {
    const [sum, value] = [total[key], values[key]];
    if (typeof sum === 'number' && typeof value === 'number') total[key] = sum + value;
    else if (sum instanceof Float64Array && value instanceof Float64Array)
      for (let i = 0; i < sum.length; i++) sum[i] += value[i];
    else delete total[key];
  }
}

function divide(total: Values, by: number): Values {
  const means: Values = {};
  for (const [key, sum] of Object.entries(total) as [SpectraObservable, Measured][])
    means[key] = typeof sum === 'number' ? sum / by : sum.map((value) => value / by);
  return means;
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
  { ridge, draws }: SpectraParameters,
  { eta, bins, logBins, largest: law }: Problem,
): Values {
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
    ...(law &&
      draws >= LEAST_DRAWS && {
        largestDensity: histogram(Float64Array.of((largest - law.centre) / law.width), fluctuationBins, 1),
      }),
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
