import { z } from 'zod';
import type { Dataset } from '../../data/dataset.ts';

// Parameters that several systems declare. What differs between them, the words and the range, is
// given.

interface Words {
  title: string;
  symbol: string;
  description: string;
  range: [number, number];
}

/** A whole number from 1 on that `--scale` multiplies: samples, dimensions, widths. */
export function sizeField({ title, symbol, description, range }: Words, initial: number, most = 1e7) {
  const meta = { title, symbol, description, scale: 'log' as const, range, size: true };
  return z.int().min(1).max(most).default(initial).meta(meta);
}

/** The number of training samples. */
export function samplesField(initial: number, range: [number, number], most = 1e7) {
  return sizeField(
    { title: 'training samples', symbol: 'P', description: 'number of training samples', range },
    initial,
    most,
  );
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

/** Beyond it squares are no numbers. */
const LARGEST = 1e100;

/** One number for each mode. */
export const positiveArray = z.array(z.number().min(0).max(LARGEST)).min(1);

/**
 * The eigenvalues of a covariance, beside `decayField` and `blocksField`. `of`: whose covariance.
 */
export function spectrumField(words: { title: string; of: string; unit?: string }) {
  const { of, ...meta } = words;
  return z
    .union([z.enum(['isotropic', 'power-law', 'blocks']), positiveArray])
    .default('isotropic')
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

/** A file of numbers. `use`: what becomes of it. */
export function dataField(use: string) {
  return z
    .custom<Dataset>(isDataset, 'a dataset, as openDataset reads it from a file')
    .optional()
    .meta({
      title: 'data',
      description: `a file (CSV, NPY, NPZ) or the bundled \`digits\`: ${use}`,
      kind: 'data',
    });
}

/** How the labels of `dataField` are read. */
export const labelsField = z.enum(['number', 'classes']).default('number').meta({
  title: 'labels',
  description:
    'how `data` labels are read: as a number, or as classes with one 0/1 output each (errors add over outputs)',
});

function isDataset(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'sha256' in value && 'values' in value;
}
