import {
  type DecayFit,
  type DecayPoints,
  type DecayShape,
  decayInterval,
  exponentialDecay,
  fitDecay,
  type Interval,
} from '../../statistics/decay.ts';
import { plain } from '../../statistics/sentences.ts';

/** What a decaying quantity says of the exponent of its power law. */
export interface Exponent {
  /** Undefined where the data do not support one. */
  interval?: Interval;
  /** Why there is none. */
  why?: string;
  /** Of the points that were fitted. */
  range: readonly [number, number];
  points: number;
  /** Undefined where there are too few points. */
  power?: DecayFit;
  /** By how much the logarithm of the likelihood of a power law exceeds that of an exponential. */
  evidence?: number;
}

/** A likelihood twenty times that of the other: below, neither decay is preferred. */
const EVIDENCE = 3;

export interface ExponentOptions {
  /** The law, with one exponent, and what it has to be likelier than: an exponential. */
  shape: DecayShape;
  other?: DecayShape;
  /** Points fewer than this, or over a shorter range of x, tell no power law from another decay. */
  leastPoints: number;
  leastRatio: number;
  /** What x is: `distance`. */
  noun: string;
}

/**
 * The exponent of a power law through these points, with resamples of their values for the
 * interval; refused where points are few, where an exponential fits as well, and where the interval
 * reaches zero.
 */
export function exponentOf(
  points: DecayPoints,
  resampled: readonly (readonly number[])[],
  { shape, other = exponentialDecay, leastPoints, leastRatio, noun }: ExponentOptions,
): Exponent {
  const count = points.x.length;
  const range = [points.x[0] ?? 0, points.x[count - 1] ?? 0] as const;
  const short =
    count < leastPoints
      ? `${nounOf(count, noun)} out of the noise, and an exponent needs ${leastPoints}`
      : range[1] < leastRatio * range[0]
        ? `the ${noun}s that stand out of the noise reach from ${range[0]} to ${range[1]}, and an exponent needs a factor of ${leastRatio}`
        : undefined;
  if (short) return { range, points: count, why: short };
  const power = fitDecay(points, shape);
  const exponential = fitDecay(points, other);
  const evidence = power.logLikelihood - exponential.logLikelihood;
  const found = { range, points: count, power, evidence };
  if (power.p < 1.1 * shape.range[0])
    return {
      ...found,
      why: `over ${noun}s of ${range[0]} to ${range[1]} there is no decay, as of a text that repeats`,
    };
  if (evidence < EVIDENCE)
    return {
      ...found,
      why: `over ${noun}s of ${range[0]} to ${range[1]} an exponential decay fits ${evidence < -EVIDENCE ? 'better than' : 'as well as'} a power law (logarithms of their likelihoods differ by ${plain(Math.abs(evidence), 2)})`,
    };
  const draws = resampled.map((logY) => refitted(points, logY, shape, power.scatter)).filter(Number.isFinite);
  const interval = decayInterval(power, draws, count);
  if (interval.low <= 0)
    return {
      ...found,
      why: `its 95 % interval, ${plain(interval.low, 2)} to ${plain(interval.high, 2)}, reaches zero`,
    };
  return { ...found, interval };
}

function nounOf(points: number, noun: string): string {
  return points === 0
    ? `no ${noun} stands`
    : points === 1
      ? `one ${noun} alone stands`
      : `only ${points} ${noun}s stand`;
}

/** The exponent of one resample; a value that came out negative is left out of it. */
function refitted(points: DecayPoints, logY: readonly number[], shape: DecayShape, scatter: number): number {
  const kept = logY.flatMap((one, i) => (Number.isFinite(one) ? [i] : []));
  if (kept.length < 3) return Number.NaN;
  const take = (from: readonly number[]) => kept.map((i) => from[i]);
  return fitDecay({ x: take(points.x), logY: take(logY), errors: take(points.errors) }, shape, scatter).p;
}
