import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import { correlateRows } from '../../../random-matrices/data-matrix.ts';
import type { DataStructureProblem } from '../problem.ts';
import { applied, drawInputs, excess, meanSquare, normals, pickRows, weightsOf } from './tables.ts';
import type { Measured } from './trial.ts';

/** Rows of inputs with their labels. */
interface Table {
  inputs: Matrix;
  labels: Float64Array;
}

/**
 * A training set whose rows have a defect; its mended form; and clean rows in the same number, of
 * which the distinct ones are the first.
 */
export function rowSet(problem: DataStructureProblem, random: Random, engine: Engine): Measured {
  const { parameters, eta, target, rows, fewer } = problem;
  const { samples, ridge, noise } = parameters;
  const inputs = drawInputs(Math.max(rows, samples), eta, random.stream('inputs'), engine);
  const errors = normals(inputs.rows, random.stream('noise'), engine);
  const labels = applied(inputs, target, engine).map((value, i) => value + Math.sqrt(noise) * errors[i]);
  const clean = (count: number) =>
    excess(problem, weightsOf(inputs.head(count), labels.subarray(0, count), ridge, engine));
  const measured: Measured = { cleanError: clean(rows) };
  if (fewer > 0) measured.fewerError = clean(fewer);
  const distinct: Table = { inputs: inputs.head(samples), labels: labels.slice(0, samples) };
  return { ...measured, ...DEFECTS[parameters.defect as keyof typeof DEFECTS](problem, distinct, random, engine) };
}

type DefectOfRows = (problem: DataStructureProblem, distinct: Table, random: Random, engine: Engine) => Measured;

/** What is measured of the distinct rows with each defect, and mended. */
const DEFECTS = {
  none: (problem, distinct, _, engine) => errorsOf(problem, distinct, distinct, engine),
  duplicates: (problem, distinct, random, engine) => {
    const { parameters, affected, rows } = problem;
    const { samples, labels, noise } = parameters;
    const places = Array.from({ length: rows }, (_, i) => (i < samples ? i : (i - samples) % affected));
    const all = copied(distinct, places, engine);
    if (labels === 'fresh') {
      const errors = normals(rows - samples, random.stream('fresh labels'), engine);
      const clean = applied(distinct.inputs, problem.target, engine);
      for (let i = samples; i < rows; i++) all.labels[i] = clean[places[i]] + Math.sqrt(noise) * errors[i - samples];
    }
    return {
      ...errorsOf(problem, all, distinct, engine, samples),
      mendedError: excess(problem, weightsOf(distinct.inputs, distinct.labels, parameters.ridge, engine)),
    };
  },
  'uneven-noise': (problem, distinct, random, engine) => {
    const { parameters, affected, target } = problem;
    const { noise, noisier, samples, ridge } = parameters;
    const deviations = Float64Array.from({ length: samples }, (_, i) =>
      Math.sqrt(i < affected ? noisier * noise : noise),
    );
    const errors = normals(samples, random.stream('uneven noise'), engine);
    const labels = applied(distinct.inputs, target, engine).map((value, i) => value + deviations[i] * errors[i]);
    const measured = errorsOf(problem, { ...distinct, labels }, { ...distinct, labels }, engine);
    if (noise === 0) return measured;
    const weights = deviations.map((one) => 1 / squared(one));
    const unit = weights.reduce((sum, one) => sum + one, 0) / samples;
    const roots = weights.map((one) => Math.sqrt(one / unit));
    const scaled = scaledRows(distinct.inputs, roots, engine);
    const mended = weightsOf(
      scaled,
      labels.map((value, i) => roots[i] * value),
      ridge,
      engine,
    );
    return { ...measured, mendedError: excess(problem, mended) };
  },
  autocorrelation: (problem, distinct, random, engine) => {
    const { target, parameters } = problem;
    const { samples, noise, correlation, noiseCorrelation } = parameters;
    const series = pickRows(
      distinct.inputs,
      Array.from({ length: samples }, (_, i) => i),
      engine,
    );
    correlateRows(series, correlation);
    const errors = engine.heap.matrixFrom(samples, 1, normals(samples, random.stream('series noise'), engine));
    if (noiseCorrelation === 'alike') correlateRows(errors, correlation);
    const deviations = Float64Array.from(errors.values);
    const labels = applied(series, target, engine).map((value, i) => value + Math.sqrt(noise) * deviations[i]);
    const table = { inputs: series, labels };
    return errorsOf(problem, table, table, engine);
  },
  resampling: (problem, distinct, random, engine) => {
    const { parameters, rows } = problem;
    const { samples, ridge } = parameters;
    const draw = random.stream('draws');
    const places = Array.from({ length: rows }, () => Math.floor(samples * draw.uniform()));
    return {
      ...errorsOf(problem, copied(distinct, places, engine), distinct, engine, new Set(places).size),
      mendedError: excess(problem, weightsOf(distinct.inputs, distinct.labels, ridge, engine)),
    };
  },
} satisfies Record<string, DefectOfRows>;

/** Of a fit to `trained`: its error on fresh inputs, and on the distinct rows. */
function errorsOf(
  problem: DataStructureProblem,
  trained: Table,
  distinct: Table,
  engine: Engine,
  different = trained.inputs.rows,
): Measured {
  const weights = weightsOf(trained.inputs, trained.labels, problem.parameters.ridge, engine, different);
  return {
    excessError: excess(problem, weights),
    rowsError: meanSquare(distinct.inputs, weights, distinct.labels, engine),
  };
}

function copied({ inputs, labels }: Table, places: number[], engine: Engine): Table {
  return { inputs: pickRows(inputs, places, engine), labels: Float64Array.from(places, (i) => labels[i]) };
}

function scaledRows(inputs: Matrix, factors: Float64Array, engine: Engine): Matrix {
  const { rows, columns } = inputs;
  const scaled = engine.heap.matrixFrom(rows, columns, inputs.values);
  for (let i = 0; i < rows; i++) for (let k = i * columns; k < (i + 1) * columns; k++) scaled.values[k] *= factors[i];
  return scaled;
}
