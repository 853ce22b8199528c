import { z } from 'zod';
import type { Dataset } from '../../data/dataset.ts';
import { type ReadingOptions, sizeOf } from '../../data/reading.ts';
import { noEffect } from './inert.ts';

// Parameters that several systems declare. What differs between them, the words and the range, is
// given.

interface Words {
  title: string;
  symbol: string;
  description: string;
  range: [number, number];
}

/**
 * A whole number that `--scale` multiplies: samples, dimensions, widths. `least` and `most` are
 * those that the system takes beside other settings.
 */
export function sizeField({ title, symbol, description, range }: Words, initial: number, most = 1e7, least = 1) {
  const meta = { title, symbol, description, scale: 'log' as const, range, size: true };
  return z.int().min(least).max(most).default(initial).meta(meta);
}

/** The number of training samples. */
export function samplesField(initial: number, range: [number, number], most = 1e7) {
  return sizeField(
    { title: 'training samples', symbol: 'P', description: 'number of training samples', range },
    initial,
    most,
  );
}

/** Of a power-law spectrum, λ_i = i^(−b); `description` says of what. */
export function capacityField(initial: number, range: [number, number], description: string) {
  return z
    .number()
    .min(0)
    .max(10)
    .default(initial)
    .meta({ title: 'capacity exponent', symbol: 'b', description, scale: 'linear', range });
}

/** Of the target in its modes, i^(−a); `description` says what falls so. */
export function powerExponentField(initial: number, range: [number, number], description: string) {
  return z
    .number()
    .min(0)
    .max(20)
    .default(initial)
    .meta({ title: 'source exponent', symbol: 'a', description, scale: 'linear', range });
}

/** The number of modes of the input covariance. */
export function dimensionField(initial: number, range: [number, number], most = 1e6) {
  const description = 'number of input directions (modes of the covariance)';
  return sizeField({ title: 'input dimension', symbol: 'D', description, range }, initial, most);
}

/** The variance of label noise. */
export function noiseField(initial = 0.1, most = Number.POSITIVE_INFINITY) {
  const limited = Number.isFinite(most) ? z.number().min(0).max(most) : z.number().min(0);
  return limited.default(initial).meta({
    title: 'label noise',
    symbol: 'σ²',
    unit: 'label²',
    description: 'variance of the noise on the labels',
    scale: 'linear',
    range: [0.01, 1],
  });
}

/** The seed of what all trials share. `description`: what that is. */
export function taskField(description: string) {
  const meta = { title: 'task', description, scale: 'linear' as const, range: [1, 50] as [number, number] };
  return z.int().min(1).max(1e6).default(1).meta(meta);
}

/** Beyond it squares are no numbers. */
const LARGEST = 1e100;

/** One number for each mode. */
export const positiveArray = z.array(z.number().min(0).max(LARGEST)).min(1);

/**
 * The eigenvalues of a covariance, beside `decayField` and `blocksField`. `of`: whose covariance.
 */
export function spectrumField(
  words: { title: string; of: string; unit?: string },
  initial: 'isotropic' | 'power-law' = 'isotropic',
) {
  const { of, ...meta } = words;
  return z
    .union([z.enum(['isotropic', 'power-law', 'blocks']), positiveArray])
    .default(initial)
    .meta({
      ...meta,
      symbol: 'η',
      description: `eigenvalues of the ${of} covariance: all 1, k^(−decay), two or more blocks, or an array (which sets the dimension)`,
    });
}

export function decayField(initial: number, range: [number, number]) {
  return z.number().min(0).max(20).default(initial).meta({
    title: 'spectral decay',
    symbol: 'α',
    description: 'exponent of the power-law spectrum η_k = k^(−α)',
    scale: 'linear',
    range,
  });
}

export function blocksField(initial: [number, number][]) {
  return z
    .array(z.tuple([z.number().positive().max(LARGEST), z.number().positive().max(LARGEST)]))
    .min(1)
    .default(initial)
    .meta({
      title: 'blocks',
      description: 'the spectrum `blocks` as pairs of an eigenvalue and its relative share of the dimension',
    });
}

/** The target's squared weights, beside `sourceField`. */
export const targetField = z
  .union([z.enum(['uniform', 'source']), positiveArray])
  .default('uniform')
  .meta({
    title: 'target',
    symbol: 'w̄²',
    description:
      'squared target weights: all 1/D, the source condition η_k w̄_k² = k^(−1−2αr) of a power law, or an array',
  });

export const sourceField = z
  .number()
  .min(0)
  .max(10)
  .default(0.5)
  .meta({
    title: 'source exponent',
    symbol: 'r',
    description: 'exponent r of the source condition: larger is an easier target',
    scale: 'linear',
    range: [0.2, 1.5],
  });

/** Degrees of freedom, beside `entries`. */
export function degreesField(initial: number) {
  return z
    .number()
    .gt(2)
    .max(1e6)
    .default(initial)
    .meta({
      title: 'degrees of freedom',
      symbol: 'ν',
      description: 'of the entries `student`: their tails fall as |x|^(−ν−1)',
      scale: 'log',
      range: [2.5, 30],
    });
}

/**
 * The fields of a system that reads a file: `data` and how it is read. `use`: what becomes of the
 * file.
 */
export function dataFields(
  use: string,
  label = 'the column of `data` that is learned, by name or number; the last unless given',
) {
  return {
    data: z
      .custom<Dataset>(isDataset, 'a dataset, as openDataset reads it from a file')
      .optional()
      .meta({
        title: 'data',
        description: `a file (CSV, NPY, NPZ, IDX as images,labels) or the bundled \`digits\`: ${use}`,
        kind: 'data',
      }),
    label: columnText('label column', label),
    labels: z.enum(['auto', 'number', 'classes']).default('auto').meta({
      title: 'labels',
      description:
        'how the label is read: as a number, or as classes with one 0/1 output each (errors add over outputs); `auto` takes text, and few different whole numbers, for classes',
    }),
    without: columnText(
      'columns left out',
      'columns of `data` that are no inputs, by names or numbers with commas; `none` keeps those too that seem to name the rows',
    ),
    rows: z
      .string()
      .optional()
      .meta({ title: 'rows', description: 'a part of the rows of `data`, as first:last, from 1', kind: 'text' }),
    missing: z.enum(['refuse', 'drop']).default('refuse').meta({
      title: 'missing cells',
      description: 'rows of `data` in which a cell is missing: refused, or dropped',
    }),
  };
}

/** The same where inputs alone are learned: a label is left out of them, and none is needed. */
export function inputFields(use: string, input: string) {
  return dataFields(
    use,
    `the column of \`data\` that is a class and no ${input}, by name or number, or \`none\`; unless given, one that is called so, or, without names, a last one that may be of classes`,
  );
}

/** Of the parameters of `inputFields`, how a file is read. */
export function inputOptions(parameters: ReadingOptions): ReadingOptions {
  return { ...readingOptions(parameters), inputsOnly: true };
}

/** The keys of `dataFields` that act only with `data`. */
const READING_KEYS = ['label', 'labels', 'without', 'rows', 'missing'] as const;

/** How a file is read changes nothing where there is none. */
export const inertWithoutData = noEffect<{ data?: Dataset }>(
  READING_KEYS,
  ({ data }) => data === undefined,
  'acts only with data=<file>',
);

/** Of a system's parameters, how its file is read. */
export function readingOptions({ label, labels, without, rows, missing, inputsOnly }: ReadingOptions): ReadingOptions {
  return { label, labels, without, rows, missing, inputsOnly };
}

/** How many rows of a file are read; undefined without one. */
export function rowsGiven(given: Record<string, unknown>, inputsOnly?: boolean): number | undefined {
  const { data } = given as { data?: Dataset };
  if (!isDataset(data)) return undefined;
  const options = z.object(dataFields('')).safeParse(given);
  // What is wrong with the others is said where they are checked.
  return options.success ? sizeOf(data!, { ...options.data, inputsOnly }).rows : undefined;
}

/** `samples` from a few to most of a file's rows, so that some are left to test on. */
export function sampleSweep(given: Record<string, unknown>, points: number): Record<string, string> | undefined {
  const rows = rowsGiven(given);
  if (rows === undefined) return undefined;
  const most = Math.max(1, Math.floor(0.8 * rows));
  const least = Math.max(2, Math.min(10, Math.floor(rows / 4)), Math.round(rows / 40));
  return { samples: `${Math.min(most, least)}:${most}:${points}:log` };
}

export function columnText(title: string, description: string) {
  return z
    .union([z.string(), z.int().min(1)])
    .transform(String)
    .optional()
    .meta({ title, description, kind: 'text' });
}

function isDataset(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'sha256' in value && 'values' in value;
}
