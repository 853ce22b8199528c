import { BadInput } from '../../numeric/errors.ts';
import type { Random } from '../../numeric/random.ts';
import { hypot, log, log2, norm, power } from '../../numeric/special.ts';
import { type DecayPoints, fitDecay, powerDecay } from '../../statistics/decay.ts';
import {
  drawBlocks,
  type LaggedCovariance,
  laggedCovariance,
  squaredNorm,
} from '../../statistics/lagged-covariance.ts';
import { sampleDeviation } from '../../statistics/moments.ts';
import type { InstrumentContext } from '../contract.ts';
import type { Corpus } from './corpus.ts';
import { type Exponent, exponentOf } from './exponent.ts';

/** ‖C(t)‖ at the distances t, of some blocks of the text. */
export interface Strengths {
  distances: readonly number[];
  /** Negative where ‖C‖² came out below zero: −√|‖C‖²|. */
  norm: number[];
  /** Standard errors by resampling blocks. */
  error: number[];
  /** ‖C‖² over its standard error. */
  signal: number[];
  /** ‖C‖² of each resample, distance by distance. */
  squares: number[][];
}

export interface Correlations extends Strengths {
  lagged: LaggedCovariance;
  /** How many of the distances, from the first that is fitted, stand out of the noise. */
  fitted: DecayPoints;
  /** The first distance that does not; undefined where all do. */
  sinksAt: number | undefined;
  beta: Exponent;
  /**
   * The exponents of the lower and the upper half of the fitted distances, where both have some.
   */
  halves?: { lower: number; upper: number; differ: boolean };
}

/** ‖C‖² below so many of its standard errors, at two distances in a row, is lost in the noise. */
const LOST = 2;
const LEAST_POINTS = 5;
const LEAST_RATIO = 10;
const LONGEST = 1024;

export interface CorrelationChoices {
  shortest: number;
  longest?: number;
  blocks: number;
  resamples: number;
}

/**
 * Correlations of two tokens at distances a factor of √2 apart, and their exponent. Throws
 * `BadInput` for distances that the text has no room for.
 */
export function measureCorrelations(
  corpus: Corpus,
  { shortest, longest, blocks, resamples }: CorrelationChoices,
  { random, check, progress }: InstrumentContext,
): Correlations {
  const block = Math.floor(corpus.ids.length / blocks);
  if (longest !== undefined && longest > block / 2)
    throw new BadInput(
      `longest=${longest} is more than half a block of ${block} tokens; say longest=${Math.floor(block / 2)} at most, fewer blocks=…, or give a longer text`,
    );
  const distances = distancesUpTo(longest ?? Math.min(LONGEST, Math.floor(block / 4)));
  if (shortest >= distances[distances.length - 1])
    throw new BadInput(
      `shortest=${shortest} leaves no distances to fit up to ${distances[distances.length - 1]}, the longest looked at; say a shorter one`,
    );
  const lagged = laggedCovariance(corpus.ids, corpus.vocabulary, {
    ...{ distances, blocks, check },
    progress: (fraction) => progress(0.4 * fraction, 'correlations'),
  });
  const all = Array.from({ length: blocks }, (_, i) => i);
  const strengths = strengthsOf(lagged, all, random.stream('blocks'), resamples, check);
  const reach = reachOf(strengths, shortest);
  const fitted = pointsOf(strengths, reach);
  const draws = strengths.squares[0].map((_, b) => reach.map((k) => 0.5 * log(strengths.squares[k][b])));
  progress(0.4, 'exponent of the correlations');
  const beta = exponentOf(fitted, draws, {
    ...{ shape: powerDecay, leastPoints: LEAST_POINTS, leastRatio: LEAST_RATIO },
    noun: 'distance',
  });
  const after = distances.findIndex((t) => t > (fitted.x[fitted.x.length - 1] ?? shortest - 1));
  return {
    ...{ ...strengths, lagged, fitted, beta },
    sinksAt: after < 0 ? undefined : distances[after],
    ...(beta.power && { halves: compareHalves(fitted) }),
  };
}

/** 1, 2, 3, 4, 6, 8, 11, 16, … */
export function distancesUpTo(longest: number): number[] {
  const count = Math.floor(2 * log2(longest) + 1e-9) + 1;
  return [...new Set(Array.from({ length: count }, (_, k) => Math.round(power(2, k / 2))))];
}

/** Of the blocks named, resampled among themselves. */
export function strengthsOf(
  { distances, products, blocks }: LaggedCovariance,
  members: readonly number[],
  random: Random,
  resamples: number,
  check: () => void,
): Strengths {
  const countsOf = (chosen: (place: number) => number) => {
    const counts = new Int32Array(blocks);
    members.forEach((block, place) => {
      counts[block] = chosen(place);
    });
    return counts;
  };
  const once = countsOf(() => 1);
  const drawn = Array.from({ length: resamples }, () => {
    const times = drawBlocks(members.length, () => random.uniform());
    return countsOf((place) => times[place]);
  });
  const made = products.map((product) => {
    check();
    const square = squaredNorm(product, once);
    const squares = drawn.map((counts) => squaredNorm(product, counts)).map((one) => (Number.isNaN(one) ? 0 : one));
    const squareError = sampleDeviation(squares);
    const norm = Math.sign(square) * Math.sqrt(Math.abs(square));
    // Of a square root near zero the error is that of the square itself.
    const error = Math.min(squareError / (2 * Math.abs(norm)), Math.sqrt(squareError));
    return { norm, error, signal: square / squareError, squares };
  });
  return {
    distances,
    norm: made.map(({ norm }) => norm),
    error: made.map(({ error }) => error),
    signal: made.map(({ signal }) => signal),
    squares: made.map(({ squares }) => squares),
  };
}

/**
 * The places of the distances from `shortest` on that are not lost in the noise, up to the first
 * two in a row that are.
 */
export function reachOf({ distances, signal }: Strengths, shortest: number): number[] {
  const isLost = (k: number) => k < distances.length && !(signal[k] >= LOST);
  const places: number[] = [];
  for (let k = distances.findIndex((t) => t >= shortest); k < distances.length; k++) {
    if (isLost(k) && (k + 1 === distances.length || isLost(k + 1))) break;
    if (!isLost(k)) places.push(k);
  }
  return places;
}

export function pointsOf({ distances, norm, error }: Strengths, places: readonly number[]): DecayPoints {
  return {
    x: places.map((k) => distances[k]),
    logY: places.map((k) => log(norm[k])),
    errors: places.map((k) => error[k] / norm[k]),
  };
}

/**
 * A change of the exponent within the range by more than this, and beyond its errors, is a bend.
 */
const BEND = 0.3;

function compareHalves({ x, logY, errors }: DecayPoints): Correlations['halves'] {
  const middle = Math.ceil(x.length / 2);
  const [lower, upper] = [
    [0, middle],
    [middle - 1, x.length],
  ].map(([from, to]) => {
    const part = { x: x.slice(from, to), logY: logY.slice(from, to), errors: errors.slice(from, to) };
    const { p } = fitDecay(part, powerDecay, 0);
    const spread = log(part.x[part.x.length - 1] / part.x[0]);
    return { p, error: (2 * norm(part.errors)) / Math.sqrt(part.x.length) / spread };
  });
  const gap = Math.abs(upper.p - lower.p);
  const differ = gap > BEND * Math.min(lower.p, upper.p) && gap > 3 * hypot(lower.error, upper.error);
  return { lower: lower.p, upper: upper.p, differ };
}
