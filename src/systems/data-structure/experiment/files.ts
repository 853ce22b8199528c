import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import { fitRidge } from '../../../regression/ridge-fit.ts';
import type { FileProblem } from '../problem.ts';
import { normals, pickRows } from './tables.ts';
import type { Measured } from './trial.ts';

// Rows drawn from a file are given a defect, and what is fitted to them is tried on its other rows.

/** Rows with their labels, of one output or one for each class. */
interface Table {
  inputs: Matrix;
  labels: Matrix;
}

/** A training set of the file's rows with the defect, its mended form, and clean rows. */
export function fileSet(problem: FileProblem, random: Random, engine: Engine): Measured {
  const { parameters, file, compared } = problem;
  const { samples, defect } = parameters;
  const order = random.stream('rows').choose(file.rows, file.rows);
  const all: Table = {
    inputs: engine.heap.matrixFrom(file.rows, file.eta.length, file.inputs),
    labels: engine.heap.matrixFrom(file.rows, file.outputs, file.labels),
  };
  const pick = (from: number, to: number) => at(all, order.subarray(from, to), engine);
  const fresh = pick(Math.max(samples, compared), file.rows);
  const setting: Setting = { problem, fresh, random, engine };
  return {
    ...(compared > 0 && { cleanTestError: missed(setting, learn(setting, pick(0, compared))) }),
    ...DEFECTS[defect as keyof typeof DEFECTS](pick(0, samples), setting),
  };
}

interface Setting {
  problem: FileProblem;
  /** Rows that nothing is fitted to. */
  fresh: Table;
  random: Random;
  engine: Engine;
}

/** What is measured of the distinct rows with each defect, and mended. */
const DEFECTS = {
  none: (distinct, setting) => errorsOf(setting, distinct, distinct),
  duplicates: (distinct, setting) => {
    const { problem, engine } = setting;
    const { samples } = problem.parameters;
    const places = Array.from({ length: problem.rows }, (_, i) => (i < samples ? i : (i - samples) % problem.affected));
    return {
      ...errorsOf(setting, at(distinct, places, engine), distinct, samples),
      mendedTestError: missed(setting, learn(setting, distinct)),
    };
  },
  resampling: (distinct, setting) => {
    const { problem, engine } = setting;
    const { samples } = problem.parameters;
    const draw = setting.random.stream('draws');
    const places = Array.from({ length: problem.rows }, () => Math.floor(samples * draw.uniform()));
    return {
      ...errorsOf(setting, at(distinct, places, engine), distinct, new Set(places).size),
      mendedTestError: missed(setting, learn(setting, distinct)),
    };
  },
  'uneven-noise': (distinct, setting) => {
    const { problem, random, engine } = setting;
    const { parameters, affected, file } = problem;
    const { noise, noisier, samples } = parameters;
    const added = Math.sqrt(((noisier - 1) * noise) / file.outputs);
    const errors = normals(affected * file.outputs, random.stream('uneven noise'), engine);
    const noisy = copyOf(distinct, engine);
    for (let i = 0; i < errors.length; i++) noisy.labels.values[i] += added * errors[i];
    const unit = (affected / noisier + samples - affected) / samples;
    const weighted = copyOf(noisy, engine);
    for (const { values, columns } of [weighted.inputs, weighted.labels])
      for (let i = 0; i < values.length; i++) values[i] *= Math.sqrt((i < affected * columns ? 1 / noisier : 1) / unit);
    return {
      ...errorsOf(setting, noisy, noisy),
      ...(noise > 0 && { mendedTestError: missed(setting, learn(setting, weighted)) }),
    };
  },
  'masked-inputs': (distinct, setting) => {
    const { problem, fresh, random, engine } = setting;
    const { file, parameters } = problem;
    const basis = engine.heap.matrixFrom(file.eta.length, file.features, file.basis!);
    const asGiven = ({ inputs, labels }: Table): Table => {
      const columns = engine.heap.matrix(inputs.rows, file.features);
      engine.gemm({ a: inputs, b: basis, c: columns });
      return { inputs: columns, labels };
    };
    const masked = (table: Table, name: string): Table => {
      const holes = copyOf(table, engine);
      const uniform = engine.heap.matrix(table.inputs.rows, file.features);
      random.stream(name).fillUniform(uniform);
      const [entries, chances] = [holes.inputs.values, uniform.values];
      for (let i = 0; i < entries.length; i++) if (chances[i] > parameters.kept) entries[i] = 0;
      return holes;
    };
    const [complete, trained] = [asGiven(fresh), masked(asGiven(distinct), 'masks')];
    const weights = learn(setting, trained);
    return {
      testError: meanSquare(complete, weights, engine),
      maskedError: meanSquare(masked(complete, 'fresh masks'), weights, engine),
      rowsError: meanSquare(trained, weights, engine),
    };
  },
  'flipped-labels': (distinct, setting) => {
    const { problem, fresh, random, engine } = setting;
    const { file, parameters } = problem;
    const { flips } = parameters;
    const K = file.outputs;
    const shrinkage = 1 - (flips * K) / (K - 1);
    // A class's share of the file is what its centred column is below 0 where the class is not.
    const shares = Array.from({ length: K }, (_, c) =>
      file.labels.reduce((most, value, i) => (i % K === c ? Math.max(most, -value) : most), 0),
    );
    const flipped = copyOf(distinct, engine);
    const draw = random.stream('flips');
    for (let i = 0; i < distinct.labels.rows; i++) {
      const own = largest(distinct.labels, i);
      const other = (own + 1 + Math.floor((K - 1) * draw.uniform())) % K;
      const told = draw.uniform() < flips ? other : own;
      for (let c = 0; c < K; c++)
        flipped.labels.values[i * K + c] = (c === told ? 1 : 0) - shrinkage * shares[c] - flips / (K - 1);
    }
    const weights = learn(setting, flipped);
    const measured = {
      testError: meanSquare(fresh, weights, engine),
      rowsError: meanSquare(flipped, weights, engine),
      accuracy: accuracyOf(fresh, weights, shares, shrinkage, engine),
    };
    for (let i = 0; i < weights.values.length; i++) weights.values[i] /= shrinkage;
    return { ...measured, mendedTestError: meanSquare(fresh, weights, engine) };
  },
} satisfies Record<string, (distinct: Table, setting: Setting) => Measured>;

/** Of a fit to `trained`: its error on fresh rows, and on the distinct ones. */
function errorsOf(setting: Setting, trained: Table, distinct: Table, different = trained.inputs.rows): Measured {
  const weights = learn(setting, trained, different);
  return { testError: missed(setting, weights), rowsError: meanSquare(distinct, weights, setting.engine) };
}

/** `different` of the rows are no copies. */
function learn({ problem, engine }: Setting, { inputs, labels }: Table, different = inputs.rows): Matrix {
  const targets = engine.heap.matrixFrom(labels.rows, labels.columns, labels.values);
  const rank = Math.min(different, problem.eta.length);
  return fitRidge({ inputs, labels: targets, ridge: problem.parameters.ridge, rank }, engine).coefficients;
}

function missed({ fresh, engine }: Setting, weights: Matrix): number {
  return meanSquare(fresh, weights, engine);
}

/** Of the residuals, summed over outputs. */
function meanSquare({ inputs, labels }: Table, weights: Matrix, engine: Engine): number {
  return engine.heap.scope(() => {
    const residuals = engine.heap.matrixFrom(labels.rows, labels.columns, labels.values);
    engine.gemm({ a: inputs, b: weights, c: residuals, alpha: -1, beta: 1 });
    let sum = 0;
    for (let i = 0; i < residuals.values.length; i++) sum += squared(residuals.values[i]);
    return sum / labels.rows;
  });
}

/** Share of the rows whose class has the largest output, with the mean of all labels put back. */
function accuracyOf(fresh: Table, weights: Matrix, shares: number[], shrinkage: number, engine: Engine): number {
  return engine.heap.scope(() => {
    const outputs = engine.heap.matrix(fresh.labels.rows, fresh.labels.columns);
    engine.gemm({ a: fresh.inputs, b: weights, c: outputs });
    const { values, rows, columns } = outputs;
    for (let i = 0; i < values.length; i++) values[i] += shrinkage * shares[i % columns];
    let right = 0;
    for (let i = 0; i < rows; i++) if (largest(outputs, i) === largest(fresh.labels, i)) right++;
    return right / rows;
  });
}

/** The column of a row's largest entry. */
function largest({ values, columns }: Matrix, row: number): number {
  let best = 0;
  for (let c = 1; c < columns; c++) if (values[row * columns + c] > values[row * columns + best]) best = c;
  return best;
}

function at({ inputs, labels }: Table, places: ArrayLike<number>, engine: Engine): Table {
  return { inputs: pickRows(inputs, places, engine), labels: pickRows(labels, places, engine) };
}

function copyOf({ inputs, labels }: Table, engine: Engine): Table {
  const copied = ({ rows, columns, values }: Matrix) => engine.heap.matrixFrom(rows, columns, values);
  return { inputs: copied(inputs), labels: copied(labels) };
}
