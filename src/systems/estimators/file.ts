import type { Dataset } from '../../data/dataset.ts';
import { readNumbers } from '../../data/numbers.ts';
import type { ReadingOptions } from '../../data/reading.ts';
import { readSupervised } from '../../data/supervised.ts';
import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import { leastOnRange } from '../../numeric/golden-section.ts';
import { remember } from '../../numeric/remember.ts';
import { log, squared } from '../../numeric/special.ts';
import { hurwitzZeta } from '../../numeric/zeta.ts';
import { count } from '../../statistics/sentences.ts';
import { inputOptions, readingOptions } from '../shared/fields.ts';
import { populationOf } from '../shared/file-population.ts';
import { cutPowerLaw } from './cut.ts';
import { nearestOf, type Rows } from './distances.ts';
import type { Estimator, EstimatorsParameters } from './parameters.ts';

// What an estimator takes of a file, and what it makes of all its rows.

/** Its inputs are centred, as those of the next two. */
export interface Cloud extends Rows {
  kind: 'cloud';
}

/** No two rows are the same. */
export interface Points extends Rows {
  kind: 'points';
  /** Rows that were left out, since another one is the same. */
  copies: number;
}

export interface Regression extends Rows {
  kind: 'regression';
  /** The inputs are whitened: of covariance 1. */
  outputs: number;
  /** rows × outputs, centred. */
  labels: Float64Array;
  /** Of least squares on all rows, summed over outputs. */
  noise: number;
  signal: number;
}

export interface Numbers {
  kind: 'numbers';
  rows: number;
  /** ln x, the largest first. */
  logs: Float64Array;
  /** The smallest that counts. */
  from: number;
  /** Numbers below it, which are left out. */
  below: number;
}

export type EstimatedFile = Cloud | Points | Regression | Numbers;

type FileParameters = EstimatorsParameters & { data: Dataset };

/** More rows are too many to hold each against each. */
const MOST_ROWS = 10_000;

/** What `estimator` takes of the file. Throws `BadInput` for what it cannot take. */
export function fileFor(parameters: FileParameters, engine: Engine): EstimatedFile {
  const { data } = parameters;
  const use = useOf(parameters.estimator);
  if (use === undefined)
    throw new BadInput(
      'estimator is residual-noise, whose error on the rows of a file nobody knows: take noise-level with data, or leave out data',
    );
  if (use === 'numbers') return numbersOf(parameters);
  const file =
    use === 'regression'
      ? regressionOf(parameters, engine)
      : use === 'points'
        ? pointsOf(parameters)
        : cloudOf(parameters);
  return fitting(file, data.name);
}

/** What an estimator takes of a file; undefined where it takes none. */
export function useOf(estimator: Estimator): EstimatedFile['kind'] | undefined {
  switch (estimator) {
    case 'participation-ratio':
    case 'sample-participation-ratio':
      return 'cloud';
    case 'two-nn':
    case 'levina-bickel':
      return 'points';
    case 'noise-level':
    case 'signal-level':
      return 'regression';
    case 'residual-noise':
      return undefined;
    default:
      return 'numbers';
  }
}

/** How its file is read. */
export function optionsFor(parameters: EstimatorsParameters): ReadingOptions {
  const use = useOf(parameters.estimator);
  return use === 'cloud' || use === 'points' ? inputOptions(parameters) : readingOptions(parameters);
}

const readRows = remember(
  ({ data, options }: { data: Dataset; options: ReadingOptions }): Rows => {
    const { rows, features, inputs } = readSupervised(data, options);
    return { key: `${data.sha256} ${JSON.stringify(options)}`, rows, columns: features, inputs };
  },
  ({ data, options }) => `${data.sha256} ${JSON.stringify(options)}`,
);

function cloudOf(parameters: FileParameters): Cloud {
  return { ...readRows({ data: parameters.data, options: optionsFor(parameters) }), kind: 'cloud' };
}

function pointsOf(parameters: FileParameters): Points {
  const { data } = parameters;
  const points = distinctOf(fitting(cloudOf(parameters), data.name));
  if (points.rows < 4)
    throw new BadInput(
      `${data.name} has ${count(points.rows, 'different row')}; at least 4 are needed to tell a dimension`,
    );
  return points;
}

const distinctOf = remember(
  (all: Rows): Points => {
    const { key, columns } = all;
    const kept = distinctRows(all);
    const inputs = new Float64Array(kept.length * columns);
    for (const [at, i] of kept.entries()) inputs.set(all.inputs.subarray(i * columns, (i + 1) * columns), at * columns);
    return { kind: 'points', key, rows: kept.length, columns, inputs, copies: all.rows - kept.length };
  },
  ({ key }) => key,
);

/** The first of each set of rows that are the same. */
function distinctRows({ rows, columns, inputs }: Rows): number[] {
  const seen = new Set<string>();
  const kept: number[] = [];
  for (let i = 0; i < rows; i++) {
    const words = inputs.subarray(i * columns, (i + 1) * columns).join();
    if (!seen.has(words)) kept.push(i);
    seen.add(words);
  }
  return kept;
}

function regressionOf(parameters: FileParameters, engine: Engine): Regression {
  const { data } = parameters;
  const options = optionsFor(parameters);
  const population = populationOf({ data, options, engine });
  const { rows, outputs, eta, inputs: rotated, labels, noise, totalPower, knowsNoise } = population;
  const columns = eta.length;
  if (!knowsNoise)
    throw new BadInput(
      `${data.name} has ${count(rows, 'row')} for ${count(columns, 'input direction')}, too few to tell noise from signal: give at least ${columns + 21} rows, or leave columns out with without=…`,
    );
  const inputs = rotated.map((one, at) => one / Math.sqrt(eta[at % columns]));
  const key = `${data.sha256} ${JSON.stringify(options)}`;
  return { kind: 'regression', key, rows, columns, inputs, outputs, labels, noise, signal: totalPower };
}

function fitting<File extends Rows>(file: File, name: string): File {
  if (file.rows > MOST_ROWS)
    throw new BadInput(
      `${name} has ${file.rows} rows, and at most ${MOST_ROWS} can be held each against each: take a part of them, as rows=1:${MOST_ROWS}`,
    );
  if (file.rows < 4) throw new BadInput(`${name} has ${count(file.rows, 'row')}; at least 4 are needed`);
  return file;
}

/** Whether it looks itself for the number from which on it takes a power law. */
export function finds(estimator: Estimator): boolean {
  return estimator === 'hill' || estimator === 'power-law-cut';
}

function numbersOf(parameters: FileParameters): Numbers {
  const { data, estimator, from } = parameters;
  const values = readNumbers(data, optionsFor(parameters)).sort().reverse();
  const rule = finds(estimator) ? undefined : from;
  const smallest = rule ?? values[values.length - 1];
  if (!(smallest > 0))
    throw new BadInput(
      `the smallest number of ${data.name} is ${smallest}, but a power law is of positive numbers: ${finds(estimator) ? 'take the others into a file of their own' : 'give from=…, below which numbers are left out'}`,
    );
  const kept = values.filter((one) => one >= smallest);
  if (estimator === 'power-law-cut' && kept.length > MOST_ROWS)
    throw new BadInput(
      `${data.name} has ${kept.length} numbers, each of which might begin the power law, and at most ${MOST_ROWS} can be tried: take a part of them, as rows=1:${MOST_ROWS}`,
    );
  const broken = estimator.startsWith('zeta') ? [...kept, smallest].find((one) => !Number.isInteger(one)) : undefined;
  if (broken !== undefined)
    throw new BadInput(
      `estimator=${estimator} is of whole numbers, but ${broken} is among those ${rule === undefined ? `of ${data.name}` : `of ${data.name}, or is from`}: take power-law`,
    );
  if (kept.length < 3)
    throw new BadInput(
      `from is ${from}, and ${count(kept.length, 'number')} of ${data.name} ${kept.length === 1 ? 'is' : 'are'} as large: take less, at most ${values[2]}`,
    );
  if (kept[0] === smallest && estimator !== 'hill')
    throw new BadInput(`all numbers of ${data.name} are ${smallest}: no exponent is too large for them`);
  const logs = kept.map(log);
  return { kind: 'numbers', rows: kept.length, logs, from: smallest, below: values.length - kept.length };
}

/** What the estimator makes of the whole file; of noise and signal, what least squares does. */
export function wholeEstimate(file: EstimatedFile, parameters: EstimatorsParameters, engine: Engine): number {
  const { estimator } = parameters;
  switch (file.kind) {
    case 'cloud':
      return unbiasedRatioOf(file, engine);
    case 'points': {
      const { rows } = file;
      const k = estimator === 'two-nn' ? 2 : parameters.neighbours;
      const distances = nearestOf({ ...file, most: k });
      let sum = 0;
      for (let j = 1; j < k; j++) sum += distances[k - 1] - distances[j - 1];
      return ((estimator === 'two-nn' ? (rows - 1) / rows : 1) * (k - 1)) / sum;
    }
    case 'regression':
      return estimator === 'noise-level' ? file.noise : file.signal;
    case 'numbers':
      // Of the same share of the largest as in a sample.
      return exponentOf(file, estimator, Math.round((parameters.tail * file.rows) / parameters.samples));
  }
}

/** Σ_{i≠j} K_ii K_jj/Σ_{i≠j} K_ij². */
function unbiasedRatioOf({ rows, columns, inputs }: Cloud, engine: Engine): number {
  return engine.heap.scope(() => {
    const side = Math.min(rows, columns);
    const products = engine.heap.matrix(side, side);
    engine.syrk({ a: engine.heap.matrixFrom(rows, columns, inputs), transpose: columns <= rows, c: products });
    const all = Float64Array.from(products.values, squared).reduce((sum, one) => sum + one, 0);
    let [trace, own] = [0, 0];
    for (let i = 0; i < rows; i++) {
      let square = 0;
      for (let c = 0; c < columns; c++) square += squared(inputs[i * columns + c]);
      trace += square;
      own += squared(square);
    }
    return (trace * trace - own) / (all - own);
  });
}

function exponentOf({ rows, logs, from }: Numbers, estimator: Estimator, tail: number): number {
  if (estimator === 'hill') {
    const k = Math.min(tail, rows - 1);
    return logs.subarray(0, k).reduce((sum, one) => sum + one - logs[k], 0) / k;
  }
  if (estimator === 'power-law-cut') return cutPowerLaw(logs).exponent;
  const mean = logs.reduce((sum, one) => sum + one, 0) / rows;
  if (estimator === 'power-law') return 1 + 1 / (mean - log(from));
  return leastOnRange((alpha) => alpha * mean + log(hurwitzZeta(alpha, from)), [1.01, 20], 60).at;
}
