import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { log } from '../../../numeric/special.ts';
import { fillEntries, scaleColumns } from '../../../random-matrices/data-matrix.ts';
import type { Measured, Trial, TrialContext } from '../../contract.ts';
import { type Bins, fluctuationBins } from '../bins.ts';
import type { SpectraObservable } from '../observables.ts';
import { LEAST_DRAWS } from '../parameters.ts';
import type { Problem } from '../problem.ts';
import { resolution } from '../resolution.ts';

type Numbers = Partial<Record<SpectraObservable, Measured>>;

/**
 * One repetition: data matrices X = Z_1 ⋯ Z_L Σ^½/√(N_1 ⋯ N_L) are drawn, and the eigenvalues of
 * XᵀX are found. Over several matrices the observables are averaged.
 */
export function runTrial(problem: Problem, { random, engine, reporter }: TrialContext): Trial<SpectraObservable> {
  const { draws } = problem.parameters;
  const one = (draw: number) => {
    reporter.check();
    const stream = draw === 0 ? random : random.stream('draw', draw);
    const eigenvalues = engine.heap.scope(() => sampleEigenvalues(problem, stream, engine));
    reporter.progress((draw + 1) / draws);
    return measure(eigenvalues, problem);
  };
  const total = one(0);
  for (let draw = 1; draw < draws; draw++) add(total, one(draw));
  return { observables: draws === 1 ? total : divide(total, draws) };
}

/** Adds in place; what one of the two lacks is left out. */
function add(total: Numbers, values: Numbers): void {
  for (const key of Object.keys(total) as SpectraObservable[]) {
    const [sum, value] = [total[key], values[key]];
    if (typeof sum === 'number' && typeof value === 'number') total[key] = sum + value;
    else if (sum instanceof Float64Array && value instanceof Float64Array)
      for (let i = 0; i < sum.length; i++) sum[i] += value[i];
    else delete total[key];
  }
}

function divide(total: Numbers, by: number): Numbers {
  const means: Numbers = {};
  for (const [key, sum] of Object.entries(total) as [SpectraObservable, Measured][])
    means[key] = typeof sum === 'number' ? sum / by : sum.map((value) => value / by);
  return means;
}

/** The min(P, D) eigenvalues of the smaller of XᵀX and XXᵀ, ascending. */
function sampleEigenvalues(problem: Problem, random: Random, engine: Engine): Float64Array {
  const data = product(problem, random, engine);
  scaleColumns(data, problem.eta);
  const [rows, columns] = [data.rows, data.columns];
  const size = Math.min(rows, columns);
  const gram = engine.heap.matrix(size, size);
  const alpha = problem.sizes.reduce((scale, one) => scale / one, 1);
  engine.syrk({ a: data, c: gram, transpose: columns <= rows, alpha });
  return engine.eigh(gram);
}

/** Z_1 ⋯ Z_L, with the rows of Z_1 as the parameters want them. */
function product({ parameters, sizes, eta }: Problem, random: Random, engine: Engine): Matrix {
  const { heap } = engine;
  const { entries, degrees, rows, spread } = parameters;
  return sizes.reduce<Matrix | undefined>((left, size, index) => {
    const columns = sizes[index + 1] ?? eta.length;
    // The result is made first, so that the scope can free the factor.
    const result = heap.matrix(left ? left.rows : size, columns);
    heap.scope(() => {
      const factor = left ? heap.matrix(size, columns) : result;
      fillEntries(random.stream('factor', index), factor, entries, degrees);
      if (left) engine.gemm({ a: left, b: factor, c: result });
      else if (rows === 'elliptical') stretchRows(random.stream('rows'), factor, spread);
    });
    return result;
  }, undefined)!;
}

/** Multiplies each row by √τ, τ = 1 ± spread with equal chance. */
function stretchRows(random: Random, matrix: Matrix, spread: number): void {
  const { values } = matrix;
  for (let i = 0; i < matrix.rows; i++) {
    const factor = Math.sqrt(random.uniform() < 0.5 ? 1 - spread : 1 + spread);
    for (let k = i * matrix.columns; k < (i + 1) * matrix.columns; k++) values[k] *= factor;
  }
}

function measure(eigenvalues: Float64Array, { parameters, eta, bins, logBins, largest: law }: Problem): Numbers {
  const { ridge, draws } = parameters;
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

/**
 * Share of `total` values in each bin, per unit of its width; those outside the bins are not
 * counted.
 */
function histogram(values: Float64Array, { from, width, count }: Bins, total: number): Float64Array {
  const shares = new Float64Array(count);
  for (const value of values) {
    const bin = Math.floor((value - from) / width);
    if (bin >= 0 && bin < count) shares[bin] += 1 / (total * width);
  }
  return shares;
}
