import { exp, hypot, log, power as raised } from '../../numeric/special.ts';
import { type ConditionalEntropy, contextEntropies } from '../../statistics/conditional-entropy.ts';
import { type DecayPoints, powerSteps } from '../../statistics/decay.ts';
import { drawBlocks } from '../../statistics/lagged-covariance.ts';
import { sampleDeviation } from '../../statistics/moments.ts';
import type { InstrumentContext } from '../contract.ts';
import type { Corpus } from './corpus.ts';
import { type Exponent, exponentOf } from './exponent.ts';

/** Of each context n, what one more token before it takes from the entropy: H_n − H_{n+1}. */
export interface EntropyStep {
  context: number;
  below: number;
  above: number;
  /** Between the two, in the middle of their logarithms; NaN where they have none. */
  value: number;
  /** Of ln value: what resamples say, and half of what the two estimates differ by, in squares. */
  error: number;
}

export interface Entropies {
  entropies: ConditionalEntropy[];
  steps: EntropyStep[];
  fitted: DecayPoints;
  gamma: Exponent;
  /** H_∞ by the law, in nats; only with an exponent. */
  limit?: number;
}

/**
 * Two estimates of a step that differ by more than this factor are estimates of different things.
 */
const AGREEMENT = 1.5;
const LEAST_STEPS = 4;
/** Four steps, n = 1 to 4, are the fewest that tell a bend. */
const LEAST_RATIO = 4;
/** A step below so many of its errors is lost. */
const LOST = 3;

/**
 * Entropies of a token given those before it, from below and above, and the exponent of their
 * steps.
 */
export function measureEntropies(
  corpus: Corpus,
  { contexts, blocks, resamples }: { contexts: number; blocks: number; resamples: number },
  { random, check, progress }: InstrumentContext,
): Entropies {
  const { entropies, costs } = contextEntropies(corpus.ids, corpus.vocabulary, {
    ...{ longest: contexts, check },
    progress: (fraction) => progress(0.5 + 0.4 * fraction, 'entropies'),
  });
  const parts = Math.max(5, Math.floor(blocks / 2));
  const means = costs.map((cost) => blockMeans(cost, parts));
  const uniform = random.stream('entropies');
  const draws = Array.from({ length: resamples }, () => drawBlocks(parts, () => uniform.uniform()));
  const drawnSteps = draws.map((counts) => {
    check();
    const drawn = means.map((mean) => mean.reduce((sum, one, i) => sum + (counts[i] * one) / parts, 0));
    return drawn.slice(1).map((one, n) => drawn[n] - one);
  });
  const steps = entropies.slice(0, -1).map((entropy, n): EntropyStep => {
    const [below, above] = [entropy.below - entropies[n + 1].below, entropy.above - entropies[n + 1].above];
    const value = below > 0 && above > 0 ? Math.sqrt(below * above) : Number.NaN;
    const noise = sampleDeviation(drawnSteps.map((one) => one[n])) / above;
    return { context: n, below, above, value, error: hypot(noise, 0.5 * log(below / above)) };
  });
  const last = steps.findIndex(({ context, ...step }) => context >= 1 && !agrees(step));
  const kept = steps.slice(1, last < 0 ? undefined : last);
  const fitted = {
    x: kept.map(({ context }) => context),
    logY: kept.map(({ value }) => log(value)),
    errors: kept.map(({ error }) => error),
  };
  // Where between the two estimates the truth lies is open, and alike for all contexts.
  const resampled = drawnSteps.map((one) => {
    const share = uniform.uniform();
    return kept.map(({ context, above, below }) => log(one[context]) + share * log(below / above));
  });
  const gamma = exponentOf(fitted, resampled, {
    ...{ shape: powerSteps, leastPoints: LEAST_STEPS, leastRatio: LEAST_RATIO },
    noun: 'context',
  });
  const { power, interval } = gamma;
  const after = kept.length > 0 ? entropies[kept[kept.length - 1].context + 1] : undefined;
  return {
    ...{ entropies, steps, fitted, gamma },
    ...(interval &&
      power && {
        limit: (after!.below + after!.above) / 2 - exp(power.logAmplitude) * raised(after!.context, -power.p),
      }),
  };
}

function agrees({ below, above, error }: Omit<EntropyStep, 'context'>): boolean {
  return below > 0 && above > 0 && Math.max(below / above, above / below) <= AGREEMENT && error * LOST < 1;
}

function blockMeans(values: Float32Array, parts: number): Float64Array {
  const size = Math.floor(values.length / parts);
  return Float64Array.from({ length: parts }, (_, i) => {
    const block = values.subarray(i * size, (i + 1) * size);
    return block.reduce((sum, one) => sum + one, 0) / size;
  });
}
