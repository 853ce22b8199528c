import { evenSteps } from '../../networks/probes.ts';
import { BadInput } from '../../numeric/errors.ts';
import { chebyshevData } from '../shared/chebyshev.ts';
import { trainingData } from '../shared/training-data.ts';
import type { EdgeParameters } from './parameters.ts';

/** What a setting comes down to. */
export interface EdgeProblem {
  parameters: EdgeParameters;
  /** All that trials may draw their samples from; a polynomial has no more than the samples. */
  pool: Pool;
  isFullBatch: boolean;
  /** Widths of hidden layers, channels of convolutions, or widths of a transformer's blocks. */
  widths: number[];
  /** The numbers of updates after which curves are measured. */
  measured: number[];
  /** The update from which on the rate is divided by `drop`. */
  dropStep: number;
}

/** Rows of inputs and of targets. */
export interface Pool {
  rows: number;
  features: number;
  outputs: number;
  /** rows × features: numbers, or the words of a sequence. */
  inputs: Float64Array;
  /** rows × outputs; of sequences rows · features × outputs. */
  targets: Float64Array;
  isClassified: boolean;
  /** What a row of a cnn's inputs holds. */
  image?: { side: number; channels: number };
}

/**
 * Points of a curve: with 600 steps not a whole number of pairs apart, since oscillations
 * alternate.
 */
const POINTS = 48;

/** Throws `BadInput` and `OutOfRange` where parameters contradict each other. */
export function prepare(parameters: EdgeParameters): EdgeProblem {
  const { samples, batch, steps, loss, task, architecture, width, depth } = parameters;
  const pool = poolOf(parameters);
  if (samples > pool.rows)
    throw new BadInput(`samples is ${samples}, but must be at most ${pool.rows}, the rows there are: choose fewer`);
  if (batch !== 'full' && batch > samples)
    throw new BadInput(`batch is ${batch}, but must be 'full', or at most ${samples}, the number of samples`);
  if (loss === 'cross-entropy' && !pool.isClassified)
    throw new BadInput(
      `loss=cross-entropy needs classes, but ${task === 'chebyshev' ? 'a polynomial' : 'the label'} is a number; use loss=squared`,
    );
  if (architecture === 'transformer' && Array.isArray(width))
    throw new BadInput('width is an array, but a transformer has one width; give a number, and depth');
  return {
    parameters,
    pool,
    isFullBatch: batch === 'full' || batch === samples,
    widths: Array.isArray(width) ? width : Array<number>(depth).fill(width),
    measured: evenSteps(POINTS, steps),
    dropStep: Math.round(steps / 3),
  };
}

function poolOf(parameters: EdgeParameters): Pool {
  const { task, architecture, samples, degree } = parameters;
  if (task === 'digits') return { mlp: trainingData, cnn: images, transformer: sentences }[architecture](parameters);
  if (architecture !== 'mlp') throw new BadInput(`task=chebyshev has one input, and needs architecture=mlp`);
  return { rows: samples, features: 1, outputs: 1, ...chebyshevData(degree, samples), isClassified: false };
}

/**
 * Rows as square images: of one channel, pixel by pixel, or of three, one after the other as
 * CIFAR-10 has them. Throws `BadInput` for rows that are neither.
 */
function images(parameters: EdgeParameters): Pool {
  const data = trainingData(parameters);
  const { features, inputs } = data;
  const channels = [1, 3].find((count) => Number.isInteger(Math.sqrt(features / count)));
  if (channels === undefined)
    throw new BadInput(
      `architecture=cnn needs square images of one or three channels, but ${data.name} has ${features} columns of inputs; use architecture=mlp`,
    );
  const pixels = features / channels;
  // The network has the channels of a pixel side by side.
  const placed = inputs.map((_, i) => {
    const within = i % features;
    return inputs[i - within + (within % channels) * pixels + Math.floor(within / channels)];
  });
  return { ...data, inputs: placed, image: { side: Math.sqrt(pixels), channels } };
}

/** Words of a sequence, at most, and how many different ones. */
const [LENGTH, VOCABULARY] = [8, 8];

/**
 * Rows as sequences of words: neighbouring columns averaged to at most 8 numbers, those rounded to
 * 8 levels between the smallest and the largest of all. The target of each word is the next one; of
 * the last one, the first.
 */
function sentences(parameters: EdgeParameters): Pool {
  const { rows, features, inputs } = trainingData(parameters);
  const length = Math.min(LENGTH, features);
  const means = new Float64Array(rows * length);
  for (let row = 0; row < rows; row++)
    for (let word = 0; word < length; word++) {
      const [from, to] = [word, word + 1].map((k) => Math.floor((k * features) / length));
      for (let j = from; j < to; j++) means[row * length + word] += inputs[row * features + j] / (to - from);
    }
  const low = means.reduce((least, x) => Math.min(least, x), Infinity);
  const high = means.reduce((most, x) => Math.max(most, x), -Infinity);
  const words = means.map((x) => Math.min(VOCABULARY - 1, Math.floor((VOCABULARY * (x - low)) / (high - low))));
  const targets = new Float64Array(words.length * VOCABULARY);
  words.forEach((_, i) => {
    const next = (i + 1) % length === 0 ? i + 1 - length : i + 1;
    targets[i * VOCABULARY + words[next]] = 1;
  });
  return { rows, features: length, outputs: VOCABULARY, inputs: words, targets, isClassified: true };
}
