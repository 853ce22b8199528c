import { contextWindows } from '../../networks/context-losses.ts';
import { type TokenSplit, trainOnTokens, windowsMeasured } from '../../networks/token-training.ts';
import { BadInput } from '../../numeric/errors.ts';
import { exp, log, power, squared } from '../../numeric/special.ts';
import { columnsOf, type FormFit, fitForm } from '../../scaling-laws/fit-form.ts';
import { powerOf } from '../../scaling-laws/forms/power.ts';
import { middle, resampleFits } from '../../scaling-laws/resample.ts';
import type { Interval } from '../../statistics/decay.ts';
import { judgePoint } from '../../statistics/equivalence.ts';
import { percent, plain } from '../../statistics/sentences.ts';
import type { InstrumentContext, Report } from '../contract.ts';
import type { Corpus } from './corpus.ts';
import { type NetworkEntropies, networkEntropies } from './network-entropies.ts';

/** A network trained on a part of the text. */
export interface TrainedPart {
  tokens: number;
  training: number;
  loss: number;
  steps: number;
  hasStopped: boolean;
}

export interface TrainedLaw {
  parts: TrainedPart[];
  fit: FormFit;
  alpha: Interval;
  /**
   * What the networks of the largest part pay after contexts; absent where too little is held out.
   */
  entropies?: NetworkEntropies;
  /** Why α is not determined, if it is not. */
  why?: string;
  backTest: Report['backTest'];
  /** The law without the largest part. */
  smaller: FormFit;
}

export interface TrainingChoices {
  parts: number;
  trainings: number;
  width: number;
  depth: number;
  length: number;
  batch: number;
  rate: number;
  steps: number;
  lossMargin: number;
  resamples: number;
}

const FORM = powerOf('D');
/** Of the text, what networks are trained on; the rest is for validation and test, half each. */
const TRAINED = 0.8;

/** Tokens of each part, each twice the one before, the last all that there are to train on. */
export function partsOf(tokens: number, parts: number): number[] {
  return Array.from({ length: parts }, (_, k) => Math.floor((TRAINED * tokens) / power(2, parts - 1 - k)));
}

/**
 * Operations of all trainings at most: for each weight and token 6 of a step, and 2 where a loss is
 * measured.
 */
export function operationsOf(vocabulary: number, asked: TrainingChoices): number {
  const { width, depth, length, batch, steps, parts, trainings } = asked;
  const weights = 12 * depth * squared(width) + vocabulary * width + 2 * depth * width * length;
  const windows = (6 * batch * steps + 2 * windowsMeasured(steps)) * parts + 2 * contextWindows(length);
  return weights * length * windows * trainings;
}

/**
 * Trains networks on growing parts of the text and fits E + A D^−α to their losses on the same held
 * out text; the law of the smaller parts must predict the largest. Throws `BadInput` where the
 * smallest part, or what is held out, does not hold some windows.
 */
export function trainParts(corpus: Corpus, asked: TrainingChoices, context: InstrumentContext): TrainedLaw {
  const { ids, vocabulary } = corpus;
  const sizes = partsOf(ids.length, asked.parts);
  const held = Math.floor(((1 - TRAINED) / 2) * ids.length);
  const least = LEAST_WINDOWS * (asked.length + 1);
  if (Math.min(sizes[0], held) < least)
    throw new BadInput(
      `the smallest part has ${sizes[0]} tokens and ${held} are held out, but ${least} are needed for windows of ${asked.length}; give a longer text, fewer parts=… or a shorter length=…`,
    );
  const last = ids.length - 2 * held;
  const rest = { validation: ids.subarray(last, last + held), test: ids.subarray(last + held), vocabulary };
  const contexts: Float64Array[][] = [];
  const parts = sizes.flatMap((tokens, k) =>
    Array.from({ length: asked.trainings }, (_, training): TrainedPart => {
      const done = (k * asked.trainings + training) / (asked.parts * asked.trainings);
      context.progress(0.1 + 0.9 * done, `training on ${tokens} tokens`);
      // Spread evenly, so that small parts are no other text than large ones.
      const from = Math.floor(((last - tokens) * (training + 0.5)) / asked.trainings);
      const split: TokenSplit = { training: ids.subarray(from, from + tokens), ...rest };
      const random = context.random.stream('training', tokens, training);
      const options = { ...asked, contexts: k === sizes.length - 1, check: context.check };
      const { contexts: own, ...made } = trainOnTokens(context.engine, split, options, random);
      if (own) contexts.push(own);
      return { tokens, training, ...made };
    }),
  );
  const law = lawOf(parts, asked, context);
  if (contexts.length === 0) return law;
  const mean = contexts[0].map((one, b) =>
    one.map((_, n) => contexts.reduce((sum, all) => sum + all[b][n], 0) / contexts.length),
  );
  return { ...law, entropies: networkEntropies(mean, asked.resamples, context) };
}

/** A tenth of it is read at a time when losses are measured. */
const LEAST_WINDOWS = 10;

function lawOf(
  parts: TrainedPart[],
  { resamples, lossMargin }: TrainingChoices,
  context: InstrumentContext,
): TrainedLaw {
  const tableOf = (some: readonly TrainedPart[]) => ({
    D: Float64Array.from(some, ({ tokens }) => tokens),
    loss: Float64Array.from(some, ({ loss }) => loss),
  });
  const fitOf = (some: readonly TrainedPart[]) => fitForm(FORM, tableOf(some), { delta: 'auto', check: context.check });
  const fit = fitOf(parts);
  const uniform = context.random.stream('losses');
  const table = tableOf(parts);
  const resampled = resampleFits(fit, columnsOf(FORM, table), table.loss.map(log), () => uniform.uniform(), {
    ...{ resamples, check: context.check },
  });
  const [low, high] = middle(resampled.map(({ constants }) => constants.alpha).filter(Number.isFinite));
  const alpha = { value: fit.constants.alpha, low, high };
  const why =
    low <= 0 ? 'its interval reaches zero' : high > 10 * low ? 'its interval spans a factor of ten' : undefined;
  const largest = parts[parts.length - 1].tokens;
  const smaller = fitOf(parts.filter(({ tokens }) => tokens < largest));
  return { parts, fit, alpha, ...(why && { why }), smaller, backTest: judgeLargest(parts, smaller, lossMargin) };
}

function judgeLargest(parts: readonly TrainedPart[], smaller: FormFit, margin: number): Report['backTest'] {
  const largest = parts[parts.length - 1].tokens;
  const losses = parts.filter(({ tokens }) => tokens === largest).map(({ loss }) => loss);
  const mean = losses.reduce((a, b) => a + b, 0) / losses.length;
  const predicted = exp(smaller.logLoss({ D: Float64Array.of(log(largest)) })[0]);
  // One training scatters about the law as those of the smaller parts do.
  const below = smaller.residuals.length;
  const squares = smaller.residuals.reduce((sum, one) => sum + one * one, 0);
  const scatter = Math.sqrt(squares / Math.max(1, below - 3)) * mean;
  const { verdict } = judgePoint(
    { mean, standardError: scatter / Math.sqrt(losses.length), trials: Math.max(2, below - 2) },
    predicted,
    { margin },
  );
  const lead = { holds: 'holds', broken: 'is BROKEN', unresolved: 'is unresolved' }[verdict];
  return {
    verdict,
    sentence: `Of the losses it ${lead}: the law of the smaller parts predicts ${plain(predicted, 4)} nats at ${largest} tokens, and ${plain(mean, 4)} were found, off by ${percent(mean / predicted - 1, 2)} at a margin of ${percent(margin)}`,
  };
}
