import { characters, type Language, zipfMarkov } from '../../data/language.ts';
import { BadInput } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { power, squared } from '../../numeric/special.ts';
import { plain } from '../../statistics/sentences.ts';
import { type TrainingData, trainingData } from '../shared/training-data.ts';
import type { MupParameters } from './parameters.ts';

/** The same network at growing widths, what it is shown, and the learning rates that are tried. */
export interface MupProblem {
  parameters: MupParameters;
  /** From n₀ on, each twice the one before. */
  widths: number[];
  /** Ascending; none in the coordinate check. */
  rates: number[];
  /** Of the task `digits`. */
  pool?: TrainingData;
  /** Of the transformer. */
  language?: Language;
}

const MOST_BYTES = 4e9;

/**
 * Throws `BadInput` for heads that do not divide the width, for more rows than there are, for what
 * transformers cannot be, and for networks that no memory holds.
 */
export function prepare(parameters: MupParameters): MupProblem {
  const { network, width, octaves, study, fastest, rates } = parameters;
  const problem: MupProblem = {
    parameters,
    widths: Array.from({ length: octaves + 1 }, (_, k) => width * power(2, k)),
    rates: study === 'coordinates' ? [] : Array.from({ length: rates }, (_, k) => fastest / power(2, rates - 1 - k)),
    ...(network === 'transformer' ? { language: languageOf(parameters) } : poolOf(parameters)),
  };
  const bytes = bytesOf(problem);
  if (bytes > MOST_BYTES)
    throw new BadInput(
      `the widest network, of width ${problem.widths.at(-1)}, takes ${plain(bytes / 1e9, 2)} GB, but at most ${MOST_BYTES / 1e9} GB are used: choose fewer octaves, or a smaller width or depth`,
    );
  return problem;
}

function languageOf({ width, heads, activation, text, vocabulary, length }: MupParameters): Language {
  if (width % heads !== 0)
    throw new BadInput(`width is ${width}, but must be a multiple of the ${heads} heads: choose other heads or widths`);
  if (activation === 'linear')
    throw new BadInput('activation is linear, but a transformer has none such: choose tanh, relu, gelu or erf');
  const random = createRandom('mup').stream('language');
  const language = text === undefined ? zipfMarkov(vocabulary, random) : characters(text);
  // A text that is too short says so.
  language.draw(length + 1, random);
  return language;
}

function poolOf(parameters: MupParameters): { pool?: TrainingData } {
  if (parameters.task === 'random') return {};
  const pool = trainingData(parameters);
  const wanted = rowsOf(parameters);
  if (wanted > pool.rows)
    throw new BadInput(
      `${parameters.study === 'rates' ? 'trainingSamples' : 'samples'} is ${wanted}, but ${pool.name} has ${pool.rows} rows: choose fewer`,
    );
  return { pool };
}

/** Samples, or sequences, that a step sees. */
export function rowsOf({ study, samples, trainingSamples }: MupParameters): number {
  return study === 'rates' ? trainingSamples : samples;
}

/**
 * Whether attention is scaled by 1/(head size), in proportion, and not by its root: as μP and mean
 * field have it where nothing else is asked for.
 */
export function isInverselyScaled({ attentionScale, parameterisation }: MupParameters): boolean {
  const transfers = parameterisation === 'mup' || parameterisation === 'mean-field';
  return attentionScale === 'inverse' || (attentionScale === 'usual' && transfers);
}

/**
 * Networks that a trial draws of this width, and takes the mean of: more of the narrow ones, which
 * differ more and cost less.
 */
export function drawsOf({ widths, parameters }: MupProblem, width: number): number {
  return Math.min(parameters.network === 'transformer' ? 4 : 64, widths[widths.length - 1] / width);
}

/** Numbers of inputs and outputs of a network. */
export function endsOf({ parameters, pool, language }: MupProblem): { inputs: number; outputs: number } {
  if (language) return { inputs: parameters.length, outputs: language.vocabulary };
  return { inputs: pool?.features ?? parameters.dimension, outputs: pool?.outputs ?? 1 };
}

/** Weights of a network of this width, and numbers that it computes for one row of inputs. */
export function sizeOf(problem: MupProblem, width: number): { weights: number; units: number } {
  const { network, depth, length, heads } = problem.parameters;
  const { inputs, outputs } = endsOf(problem);
  if (network === 'transformer')
    return {
      weights: depth * 12 * squared(width) + (2 * outputs + inputs) * width,
      units: length * (depth * (22 * width + 2 * heads * length) + outputs),
    };
  return { weights: depth * squared(width) + (inputs + outputs) * width, units: (2 * depth + 2) * width + outputs };
}

/** Of a trial at its largest: vectors over the weights, and what is kept of each unit. */
export function bytesOf(problem: MupProblem): number {
  const { study, optimiser } = problem.parameters;
  const { weights, units } = sizeOf(problem, problem.widths[problem.widths.length - 1]);
  const vectors = (optimiser === 'sgd' ? 4 : 6) + (study === 'rates' ? 1 : 0);
  return (study === 'rates' ? 4 : 8) * (vectors * weights + 4 * rowsOf(problem.parameters) * units);
}
