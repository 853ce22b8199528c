import type { Dataset } from '../../data/dataset.ts';
import { bundledDigits } from '../../data/digits.ts';
import { type Choice, choose, type ReadingOptions } from '../../data/reading.ts';
import { readSupervised } from '../../data/supervised.ts';
import { remember } from '../../numeric/remember.ts';
import { squared } from '../../numeric/special.ts';
import { readingOptions } from './fields.ts';

/** Rows for a network to learn, in no particular order. */
export interface TrainingData {
  name: string;
  rows: number;
  features: number;
  /** One for each class, or 1; 0 without labels. */
  outputs: number;
  /** Whether targets are one-hot; else they are numbers, centred and of variance 1. */
  isClassified: boolean;
  /** rows × features, centred, and divided by one number to a mean variance of 1. */
  inputs: Float64Array;
  /** Of a row that is an array, its shape. */
  shape?: number[];
  /** What was taken off each input column, divided by the same number. */
  mean: Float64Array;
  /** rows × outputs. */
  targets: Float64Array;
}

/** What becomes of a file, in words. */
export const SCALING = 'inputs centred, and divided by one number to a mean variance of 1';

/**
 * What the fields of `dataFields` say is learned: a file, or the bundled digits. Throws `BadInput`
 * as `readSupervised`.
 */
export function trainingData(parameters: ReadingOptions & { data?: Dataset }): TrainingData {
  const { data } = parameters;
  return data ? read({ data, options: readingOptions(parameters) }) : read({ data: bundledDigits(), options: DIGITS });
}

const DIGITS: ReadingOptions = { labels: 'classes', missing: 'refuse' };

const read = remember(
  ({ data, options }: { data: Dataset; options: ReadingOptions }): TrainingData => {
    const { rows, features, outputs, inputs, labels } = readSupervised(data, options);
    const chosen = choose(data, options);
    const { classOf } = chosen;
    if (classOf) {
      labels.fill(0);
      classOf.forEach((k, row) => {
        labels[row * outputs + k] = 1;
      });
    } else if (outputs > 0) divide(labels, deviation(labels));
    divide(inputs, deviation(inputs));
    return {
      ...{ name: data.name, rows, features, outputs, isClassified: classOf !== undefined, inputs, targets: labels },
      ...(data.shape && features === data.shape.reduce((product, one) => product * one) && { shape: data.shape }),
      mean: meanOf(data, chosen),
    };
  },
  ({ data, options }) => `${data.sha256} ${JSON.stringify(options)}`,
);

/** Of each column, over the deviation of all of them from their means. */
function meanOf({ values, columns }: Dataset, { rows, features }: Choice): Float64Array {
  const at = (row: number, place: number) => values[row * columns + place];
  const mean = Float64Array.from(features, (place) => rows.reduce((sum, row) => sum + at(row, place), 0) / rows.length);
  let square = 0;
  for (const row of rows) for (const [k, place] of features.entries()) square += squared(at(row, place) - mean[k]);
  divide(mean, Math.sqrt(square / (rows.length * features.length)));
  return mean;
}

/** Of centred columns, over all of them. */
function deviation(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);
}

function divide(values: Float64Array, by: number): void {
  for (let k = 0; k < values.length; k++) values[k] /= by;
}
