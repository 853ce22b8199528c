import type { Dataset } from '../../data/dataset.ts';
import { type Reading, type ReadingOptions, readingOf } from '../../data/reading.ts';
import { readSupervised } from '../../data/supervised.ts';
import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import type { Matrix } from '../../numeric/heap.ts';
import { remember } from '../../numeric/remember.ts';
import { squared } from '../../numeric/special.ts';
import { prepareModes } from '../../random-matrices/modes.ts';
import { readingOptions } from '../shared/fields.ts';
import type { RidgeParameters } from './parameters.ts';
import type { DataPopulation, Problem } from './problem.ts';

/**
 * The population that a file is, as the parameters read it. Throws `BadInput` for files that say
 * too little.
 */
export function eigenbasisOf(parameters: RidgeParameters, data: Dataset, engine: Engine): DataPopulation {
  if (parameters.testSpectrum !== 'same')
    throw new BadInput('testSpectrum cannot be combined with data: the test set is the rest of the file');
  return remembered({ data, options: readingOptions(parameters), engine });
}

/** What of the file is taken for what. */
export function reading(parameters: RidgeParameters): Reading | undefined {
  const { data } = parameters;
  return data && readingOf(data, readingOptions(parameters), SCALING);
}

const SCALING = 'inputs centred, and divided by one number to a mean variance of 1 in the directions that they vary in';

/** Trials test on the rows that are left. */
export function untestable(problem: Problem): string | undefined {
  return problem.kind === 'synthetic' ? undefined : untestableOf(problem.parameters, problem.rows);
}

/** The same of the parameters alone. */
export function untestableOf({ samples, data }: RidgeParameters, rows: number): string | undefined {
  if (samples < rows) return undefined;
  return `samples is ${samples}, but ${data?.name} has ${rows} rows; leave some to test on: samples below ${rows}`;
}

interface DataReading {
  data: Dataset;
  options: ReadingOptions;
  engine: Engine;
}

const remembered = remember(
  inEigenbasis,
  ({ data, options, engine }) => `${data.sha256} ${JSON.stringify(options)} ${engine.name}`,
);

/**
 * Fewer degrees of freedom leave the variance of the noise uncertain by a third and more: √(2/20).
 */
const LEAST_RESIDUAL = 20;

/**
 * With fewer rows a direction their own covariance is no population's: κ of subsamples is 5 % and
 * the training error 10 % off at 5 rows a direction, and twice that at 3.
 */
const ROWS_A_DIRECTION = 5;

/**
 * Centres inputs and labels, scales the inputs by one common factor to a mean variance of 1 per
 * direction, and rotates them into the eigenbasis. The noise is the residual variance of least
 * squares on all rows, unbiased: divided by rows − rank − 1, where that is enough to tell it.
 */
function inEigenbasis({ data, options, engine }: DataReading): DataPopulation {
  const { rows, features, outputs, inputs: raw, labels } = readSupervised(data, options);
  return engine.heap.scope(() => {
    const { heap } = engine;
    const original = heap.matrixFrom(rows, features, raw);
    const { eta, rotated } = (features <= rows ? byCovariance : byGram)(original, engine);
    const modes = eta.length;
    const overlap = heap.matrix(modes, outputs);
    const targets = heap.matrixFrom(rows, outputs, labels);
    engine.gemm({ a: rotated, transposeA: true, b: targets, c: overlap, alpha: 1 / rows });
    const fittedPower = new Float64Array(modes);
    for (let m = 0; m < modes; m++)
      for (let c = 0; c < outputs; c++) fittedPower[m] += squared(overlap.values[m * outputs + c]) / eta[m];
    const explained = fittedPower.reduce((sum, value) => sum + value, 0);
    const variance = labels.reduce((sum, value) => sum + value * value, 0) / rows;
    const residual = rows - modes - 1;
    const knowsNoise = residual >= LEAST_RESIDUAL;
    const isWide = rows < ROWS_A_DIRECTION * modes + LEAST_RESIDUAL;
    const noise = knowsNoise ? (Math.max(0, variance - explained) * rows) / residual : 0;
    const weights = fittedPower.map((value, m) => Math.sqrt(Math.max(0, value - noise / rows) / eta[m]));
    const power = eta.map((value, m) => value * squared(weights[m]));
    const totalPower = power.reduce((sum, one) => sum + one, 0);
    return {
      ...{ kind: 'data', isWide, knowsNoise, rows, outputs, noise, labels },
      ...{ eta, modes: prepareModes(eta), weights, power, totalPower, testEta: eta, unseen: 0 },
      ...{ fittedPower, overlap: Float64Array.from(overlap.values), inputs: Float64Array.from(rotated.values) },
    };
  });
}

/** Inputs in their eigenbasis, scaled, with the variances, the largest first. */
interface Rotated {
  eta: Float64Array;
  /** rows × modes. */
  rotated: Matrix;
}

/** By the eigenvectors of XᵀX/M. */
function byCovariance(original: Matrix, engine: Engine): Rotated {
  const { rows, columns: features } = original;
  const { heap } = engine;
  const vectors = heap.matrix(features, features);
  engine.syrk({ a: original, transpose: true, c: vectors, alpha: 1 / rows });
  const values = engine.eigh(vectors, { vectors: true });
  const { kept, unit } = directions(values);
  const basis = heap.matrix(kept.length, features);
  for (const [m, k] of kept.entries())
    basis.values.set(vectors.values.subarray(k * features, (k + 1) * features), m * features);
  const rotated = heap.matrix(rows, kept.length);
  engine.gemm({ a: original, b: basis, transposeB: true, c: rotated, alpha: 1 / Math.sqrt(unit) });
  return { eta: Float64Array.from(kept, (k) => values[k] / unit), rotated };
}

/**
 * By those of XXᵀ/M, whose components are the rotated inputs themselves: for fewer rows than
 * columns.
 */
function byGram(original: Matrix, engine: Engine): Rotated {
  const { rows } = original;
  const vectors = engine.heap.matrix(rows, rows);
  engine.syrk({ a: original, c: vectors, alpha: 1 / rows });
  const values = engine.eigh(vectors, { vectors: true });
  const { kept, unit } = directions(values);
  const eta = Float64Array.from(kept, (k) => values[k] / unit);
  const rotated = engine.heap.matrix(rows, kept.length);
  for (const [m, k] of kept.entries()) {
    const size = Math.sqrt(rows * eta[m]);
    for (let i = 0; i < rows; i++) rotated.values[i * kept.length + m] = size * vectors.values[k * rows + i];
  }
  return { eta, rotated };
}

/** Of ascending eigenvalues, those that are no rounding, the largest first, and their mean. */
function directions(values: Float64Array): { kept: number[]; unit: number } {
  const largest = values[values.length - 1];
  const kept = [...values.keys()].filter((k) => values[k] > 1e-12 * largest).reverse();
  return { kept, unit: kept.reduce((sum, k) => sum + values[k], 0) / kept.length };
}
