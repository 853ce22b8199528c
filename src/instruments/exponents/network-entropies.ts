import { expm1, log } from '../../numeric/special.ts';
import { type DecayShape, exponentialDecay, powerDecay } from '../../statistics/decay.ts';
import { drawBlocks } from '../../statistics/lagged-covariance.ts';
import type { InstrumentContext } from '../contract.ts';
import { type Exponent, exponentOf } from './exponent.ts';

/** What networks pay for a token with more of the text before it. */
export interface NetworkEntropies {
  /** Contexts n and the mean loss at each, in nats. */
  contexts: number[];
  losses: number[];
  gamma: Exponent;
}

const LEAST_STEPS = 4;
const LEAST_RATIO = 4;
/** A step below so many of its errors is lost. */
const LOST = 3;

/**
 * The exponent γ of L_n − L_∞ ∼ n^−γ, from what networks pay for the same tokens after contexts n
 * of 1, 2, 3, 4, 6, 8, 12, …; `blocks` × contexts 1 to their length, see `contextLosses`. What is
 * fitted are the steps from one of these to the next, in which L_∞ has no part, as far as they
 * stand out.
 */
export function networkEntropies(
  blocks: readonly Float64Array[],
  resamples: number,
  { random, check }: Pick<InstrumentContext, 'random' | 'check'>,
): NetworkEntropies {
  const contexts = ladder(blocks[0].length);
  const count = blocks.length;
  const even = new Array<number>(count).fill(1);
  const lossesOf = (weights: ArrayLike<number>) =>
    contexts.map((n) => blocks.reduce((sum, one, b) => sum + (weights[b] * one[n - 1]) / count, 0));
  const stepsOf = (losses: readonly number[]) => losses.slice(1).map((one, k) => losses[k] - one);
  const losses = lossesOf(even);
  const steps = stepsOf(losses);
  const errors = steps.map((step, k) => {
    const own = blocks.map((one) => one[contexts[k] - 1] - one[contexts[k + 1] - 1]);
    const squares = own.reduce((sum, one) => sum + (one - step) * (one - step), 0);
    return Math.sqrt(squares / (count - 1) / count);
  });
  const lost = steps.findIndex((step, k) => !(step > LOST * errors[k]));
  const kept = steps.slice(0, lost < 0 ? undefined : lost);
  const uniform = random.stream('contexts');
  const resampled = Array.from({ length: resamples }, () => {
    check();
    return stepsOf(lossesOf(drawBlocks(count, () => uniform.uniform())))
      .slice(0, kept.length)
      .map((one) => log(one));
  });
  const fitted = {
    x: contexts.slice(0, kept.length),
    logY: kept.map((one) => log(one)),
    errors: kept.map((step, k) => errors[k] / step),
  };
  const gamma = exponentOf(fitted, resampled, {
    ...{ shape: stepsAlong(contexts, powerRange), other: stepsAlong(contexts, exponentialRange) },
    ...{ leastPoints: LEAST_STEPS, leastRatio: LEAST_RATIO },
    noun: 'context',
  });
  return { contexts, losses, gamma };
}

/** Powers of two, and what is half as much again. */
function ladder(longest: number): number[] {
  const all = [1];
  for (let n = 2; n <= longest; n *= 2) all.push(n, ...(n * 1.5 <= longest ? [n * 1.5] : []));
  return all;
}

/** What falls as n^−p is e^{−p u} of u = ln n. */
const powerRange = { of: log, range: powerDecay.range };
const exponentialRange = { of: (n: number) => n, range: exponentialDecay.range };

/** e^{−p u(n)} − e^{−p u(m)}, m being the next of these contexts. */
function stepsAlong(contexts: readonly number[], { of, range }: typeof powerRange): DecayShape {
  const next = new Map(contexts.slice(0, -1).map((n, k) => [n, contexts[k + 1]]));
  return { logShape: (n, p) => -p * of(n) + log(-expm1(-p * (of(next.get(n)!) - of(n)))), range };
}
