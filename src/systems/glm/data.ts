import type { Dataset } from '../../data/dataset.ts';
import { choose, type Reading, type ReadingOptions, readingOf } from '../../data/reading.ts';
import { readSupervised } from '../../data/supervised.ts';
import type { Engine } from '../../numeric/engine.ts';
import { BadInput } from '../../numeric/errors.ts';
import type { Matrix } from '../../numeric/heap.ts';
import { remember } from '../../numeric/remember.ts';
import { count } from '../../statistics/sentences.ts';
import { readingOptions } from '../shared/fields.ts';
import { principalAxes, ROWS_A_DIRECTION } from '../shared/file-population.ts';
import type { GlmParameters } from './parameters.ts';
import type { GlmProblem } from './problem.ts';

/**
 * The rows of a file as two clusters, in the eigenbasis of the covariance within them, which is a
 * rotation and leaves fits with a ridge as they are.
 */
export interface TwoClasses {
  rows: number;
  /** Eigenvalues of the covariance within the classes, of mean 1. */
  eta: Float64Array;
  /**
   * Half of the way from the mean of class −1 to that of class 1, in each direction: its length, of
   * which the part is taken off that finite classes add.
   */
  direction: Float64Array;
  /** Share of class 1. */
  positive: number;
  /** Variance of the inputs in class 1 over that in class −1, all directions together. */
  spread: number;
  /** rows × directions, centred between the two means. */
  inputs: Float64Array;
  /** ±1, a row each. */
  labels: Float64Array;
}

/** What becomes of a file, in words. */
const SCALING =
  'inputs centred between the means of the two classes, and divided by one number to a mean variance of 1 within them';

interface Question {
  data: Dataset;
  options: ReadingOptions;
  ones?: string;
  engine: Engine;
}

/**
 * The clusters of Loureiro, Sicuro et al. 2021 (2106.03791), with one covariance. Throws `BadInput`
 * for labels that are no two classes, and for files that say too little.
 */
export const twoClassesOf: (question: Question) => TwoClasses = remember(
  ({ data, options, ones, engine }: Question) => {
    const { features, inputs: raw } = readSupervised(data, options);
    const { labels, positive } = signsOf(data, options, ones);
    const rows = labels.length;
    if (rows < ROWS_A_DIRECTION * features)
      throw new BadInput(
        `${data.name} has ${rows} rows for ${count(features, 'feature')}, too few to know how they vary within a class; give ${ROWS_A_DIRECTION * features} and more, or leave out columns with without=…`,
      );
    return engine.heap.scope(() => {
      const { heap } = engine;
      const [mine, other] = [1, -1].map((sign) => meanWhere(raw, features, labels, sign));
      const centred = heap.matrix(rows, features);
      const within = heap.matrix(rows, features);
      for (let i = 0; i < rows; i++)
        for (let k = 0; k < features; k++) {
          const x = raw[i * features + k];
          centred.values[i * features + k] = x - (mine[k] + other[k]) / 2;
          within.values[i * features + k] = x - (labels[i] === 1 ? mine : other)[k];
        }
      const half = heap.matrixFrom(
        1,
        features,
        mine.map((x, k) => (x - other[k]) / 2),
      );
      if (within.values.every((x) => x === 0))
        throw new BadInput(
          `the inputs of ${data.name} do not vary within a class, and nothing is left to learn; choose others`,
        );
      // The means of the two classes were fitted.
      const { eta, unit, basis } = principalAxes(within, rows - 2, engine);
      const rotated = heap.matrix(rows, eta.length);
      const between = heap.matrix(1, eta.length);
      const alpha = 1 / Math.sqrt(unit);
      engine.gemm({ a: centred, b: basis, transposeB: true, c: rotated, alpha });
      engine.gemm({ a: half, b: basis, transposeB: true, c: between, alpha });
      const added = (1 / positive + 1 / (1 - positive)) / (4 * rows);
      return {
        ...{ rows, eta, positive, labels, inputs: Float64Array.from(rotated.values) },
        direction: eta.map((one, k) => Math.sqrt(Math.max(0, between.values[k] * between.values[k] - added * one))),
        spread: meanSquare(within, labels, 1) / meanSquare(within, labels, -1),
      };
    });
  },
  ({ data, options, ones, engine }) => `${data.sha256} ${JSON.stringify([options, ones])} ${engine.name}`,
);

/** ±1 for each row, and the share of 1. */
function signsOf(data: Dataset, options: ReadingOptions, ones: string | undefined) {
  const { classes, classOf, reading } = choose(data, options);
  if (!classes || !classOf)
    throw new BadInput(
      `${reading.label} of ${data.name} is read as a number, but glm takes classes of a file; read it so with labels=classes, or take ridge for numbers`,
    );
  const chosen = onesAmong(classes, ones, data.name);
  const labels = Float64Array.from(classOf, (k) => (chosen.has(classes[k]) ? 1 : -1));
  const positive = labels.reduce((sum, one) => sum + (one > 0 ? 1 : 0), 0) / labels.length;
  return { labels, positive, chosen };
}

/** The classes that are 1. Of two it is the second, as in a table of 0 and 1 or of no and yes. */
function onesAmong(classes: string[], ones: string | undefined, name: string): Set<string> {
  const half = classes.slice(classes.length >> 1).join(',');
  if (classes.length < 2)
    throw new BadInput(
      `${name} has the one class ${classes[0]}, and there is nothing to tell from it; give other rows`,
    );
  if (ones === undefined) {
    if (classes.length === 2) return new Set([classes[1]]);
    throw new BadInput(
      `${name} has ${classes.length} classes, and glm tells two from one another: say which are 1, as ones=${half}; the others are −1`,
    );
  }
  const chosen = new Set(ones.split(',').map((one) => one.trim()));
  const unknown = [...chosen].find((one) => !classes.includes(one));
  if (unknown !== undefined || chosen.size === classes.length)
    throw new BadInput(
      `ones is '${ones}', but must be ${unknown !== undefined ? 'classes' : 'some, not all,'} of ${name}: ${classes.join(', ')}; try ones=${half}`,
    );
  return chosen;
}

function meanWhere(inputs: Float64Array, features: number, labels: Float64Array, sign: number): Float64Array {
  const mean = new Float64Array(features);
  let taken = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== sign) continue;
    taken++;
    for (let k = 0; k < features; k++) mean[k] += inputs[i * features + k];
  }
  return mean.map((sum) => sum / taken);
}

function meanSquare({ values, columns }: Matrix, labels: Float64Array, sign: number): number {
  let [sum, taken] = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== sign) continue;
    taken++;
    for (let k = 0; k < columns; k++) sum += values[i * columns + k] * values[i * columns + k];
  }
  return sum / taken;
}

/** What of the file is taken for what. */
export function reading(parameters: GlmParameters): Reading | undefined {
  const { data, ones } = parameters;
  if (!data) return undefined;
  const options = readingOptions(parameters);
  const { chosen, positive } = signsOf(data, options, ones);
  const rest = `${[...chosen].join(', ')} as 1 (${Math.round(1000 * positive) / 10} % of the rows), the rest as −1`;
  return readingOf(data, options, `${rest}; ${SCALING}`);
}

/** Trials test on the rows that are left. */
export function untestable({ parameters: { samples, data }, file }: GlmProblem): string | undefined {
  if (!file || samples < file.rows) return undefined;
  return `samples is ${samples}, but ${data?.name} has ${file.rows} rows; leave some to test on: samples below ${file.rows}`;
}
