import { solveLinear } from '../numeric/small-systems.ts';
import { exp, log, power, squared } from '../numeric/special.ts';
import { errorAt, type Population, type Ridge } from './learning-curve.ts';

/** Errors measured at several numbers of rows, with the covariance of their logarithms. */
export interface MeasuredCurve {
  rows: number[];
  errors: number[];
  /** Of ln error, row-major. */
  covariance: Float64Array[];
  ridge: Ridge;
}

/** A population that the measured errors allow, with the weight that they give it. */
export interface Candidate {
  population: Population;
  weight: number;
}

/** Candidates, and what is open of their common level. */
export interface Identified {
  candidates: Candidate[];
  /** Variance of ln level. */
  levelVariance: number;
}

/** Exponents of the target's power beside that of equal weights, 1, and their spread in logs. */
const POWERS = Array.from({ length: 19 }, (_, i) => 0.2 * power(20, i / 18));
const SPREAD = 0.5;
/** Shares of noise in what is unlearned now, all alike before anything is measured. */
const SHARES = Array.from({ length: 21 }, (_, i) => i / 20);
/** What the theory of one level may be off by beside noise, of ln error. */
const GRAIN = 0.02;
const NEGLIGIBLE = 1e-4;
/** How far down the tail reaches, and its points. */
const REACH = 1e-6;
const POINTS = 140;

/**
 * Df1 and Df2 below the least κ that the training set has seen, as a Hill function
 * r/(1 + (κ/κ_c)^p) of the rank r that continues value and slope; with r = ∞ the power law of a
 * power-law spectrum, and with equal eigenvalues exact (p = 1).
 */
export function withTail(seen: Population, rank: number): Population {
  const start = seen.logKappa[0];
  const [first, second] = [seen.df1[0], seen.df2[0]];
  const steepness = Math.max(LEAST_STEEPNESS, (1 - second / first) / (1 - first / rank));
  const lower = Float64Array.from({ length: POINTS }, (_, i) => start + log(REACH) * (1 - i / POINTS));
  const df1 = lower.map((u) => {
    const power = exp(steepness * (u - start));
    return rank === Number.POSITIVE_INFINITY ? first / power : rank / (1 + (rank / first - 1) * power);
  });
  const df2 = df1.map((one) => one * (1 - steepness * (1 - one / rank)));
  const joined = (a: Float64Array, b: Float64Array) => Float64Array.from([...a, ...b]);
  return {
    logKappa: joined(lower, seen.logKappa),
    df1: joined(df1, seen.df1),
    df2: joined(
      df2.map((one) => Math.max(0, one)),
      seen.df2,
    ),
    unlearned: joined(new Float64Array(POINTS), seen.unlearned),
    noise: 0,
  };
}

const LEAST_STEEPNESS = 0.02;

/**
 * Targets under which the theory's learning curve agrees with measured errors: G(κ) = A[φ + (1 −
 * φ)(F(κ)/F(κ₀))^q], F = κ(Df1 − Df2), which is bias² of equal weights, q = 1. q and φ are weighed
 * by the likelihood of the measured curve (normal in ln error, its level A left free) and a prior
 * that is even in φ and normal in ln q. κ₀: that of the `ridge` at `rows`, about where errors are
 * measured now.
 */
export function identifyTarget(
  shape: Population,
  measured: MeasuredCurve,
  ridgeNow: number,
  check: () => void,
): Identified {
  const { rows, errors, covariance, ridge } = measured;
  const last = rows[rows.length - 1] - 1;
  const { logKappa, df1, df2 } = shape;
  const bare = logKappa.map((u, i) => exp(u) * Math.max(0, df1[i] - df2[i]));
  const here = logKappa.findIndex((u, i) => df1[i] < last && exp(u) * (1 - df1[i] / last) >= ridgeNow);
  const relative = bare.map((one) => one / bare[Math.max(0, here)]);
  const widened = covariance.map((row, i) => row.map((value, j) => value + (i === j ? GRAIN * GRAIN : 0)));
  const inverse = rows.map((_, i) =>
    solveLinear(
      widened,
      rows.map((_, j) => Number(i === j)),
    ),
  );
  const ones = new Float64Array(rows.length).fill(1);
  const levelVariance = 1 / quadratic(inverse, ones, ones);
  const found = POWERS.flatMap((q) => {
    check();
    const bias = relative.map((one) => power(one, q));
    return SHARES.map((share) => {
      const unlearned = bias.map((one) => share + (1 - share) * one);
      const unit: Population = { ...shape, unlearned, noise: share };
      const off = Float64Array.from(rows, (n, i) => log(errors[i] / errorAt(unit, n, ridge).error));
      const level = levelVariance * quadratic(inverse, ones, off);
      const left = off.map((one) => one - level);
      const logWeight = -quadratic(inverse, left, left) / 2 - squared(log(q) / SPREAD) / 2;
      return { unit, level: exp(level), logWeight };
    });
  }).filter(({ logWeight }) => Number.isFinite(logWeight));
  const most = found.reduce((a, { logWeight }) => Math.max(a, logWeight), Number.NEGATIVE_INFINITY);
  const kept = found.filter(({ logWeight }) => logWeight > most + log(NEGLIGIBLE));
  const total = kept.reduce((sum, { logWeight }) => sum + exp(logWeight - most), 0);
  const candidates = kept.map(({ unit, level, logWeight }) => ({
    weight: exp(logWeight - most) / total,
    population: { ...unit, unlearned: unit.unlearned.map((one) => level * one), noise: level * unit.noise },
  }));
  return { candidates, levelVariance };
}

function quadratic(matrix: Float64Array[], a: Float64Array, b: Float64Array): number {
  return matrix.reduce((sum, row, i) => sum + a[i] * row.reduce((part, one, j) => part + one * b[j], 0), 0);
}
