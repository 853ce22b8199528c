import { leastOnRange } from '../numeric/golden-section.ts';
import { exp, expm1, hypot, log, log1p, squared } from '../numeric/special.ts';
import { studentQuantile } from './distributions.ts';

/** A law y = A f(x; p) with one exponent or rate p: ln f, and where p may lie. */
export interface DecayShape {
  logShape(x: number, p: number): number;
  range: readonly [number, number];
}

/** x^{−p}. */
export const powerDecay: DecayShape = { logShape: (x, p) => -p * log(x), range: [0.01, 8] };

/** e^{−p x}. */
export const exponentialDecay: DecayShape = { logShape: (x, p) => -p * x, range: [1e-5, 8] };

/** x^{−p} − (x + 1)^{−p}: the steps of a power law with a floor, which has no part in them. */
export const powerSteps: DecayShape = {
  logShape: (x, p) => -p * log(x) + log(-expm1(-p * log1p(1 / x))),
  range: [0.01, 8],
};

/** Values of a decaying quantity, with their errors relative to them. */
export interface DecayPoints {
  x: readonly number[];
  logY: readonly number[];
  /** Standard errors of logY. */
  errors: readonly number[];
}

export interface DecayFit {
  p: number;
  /** ln A. */
  logAmplitude: number;
  /** The deviation of points from the law beyond their errors, in ln y. */
  scatter: number;
  /** At its largest; of two laws through the same points the larger one is the likelier. */
  logLikelihood: number;
  /** The standard error of p by that scatter alone. */
  scatterError: number;
}

/**
 * The likeliest A, p and scatter, where ln y scatters normally about the law with the squares of a
 * point's own error and of a scatter that all have in common. Where that is given it is held.
 */
export function fitDecay(points: DecayPoints, shape: DecayShape, scatter?: number): DecayFit {
  const { x, logY, errors } = points;
  const given = (p: number, variance: number) => {
    const weights = errors.map((error) => 1 / (error * error + variance));
    const total = weights.reduce((a, b) => a + b, 0);
    const distances = x.map((one, i) => logY[i] - shape.logShape(one, p));
    const logAmplitude = distances.reduce((sum, d, i) => sum + weights[i] * d, 0) / total;
    const squares = distances.reduce((sum, d, i) => sum + weights[i] * squared(d - logAmplitude), 0);
    const size = weights.reduce((sum, weight) => sum + log(weight / (2 * Math.PI)), 0);
    return { logAmplitude, logLikelihood: 0.5 * (size - squares), weights, total };
  };
  const bestAt = (variance: number) => {
    const { at } = leastOnRange((logP) => -given(exp(logP), variance).logLikelihood, logRange(shape), 40);
    return exp(at);
  };
  // A scatter far below all errors is none.
  const least = log(0.03 * Math.min(...errors));
  const logScatter =
    scatter === undefined
      ? leastOnRange(
          (log) => {
            const variance = exp(2 * log);
            return -given(bestAt(variance), variance).logLikelihood;
          },
          [least, Math.max(least + 1, log(3))],
          24,
        ).at
      : undefined;
  const held = scatter ?? exp(logScatter!);
  const p = bestAt(held * held);
  const { logAmplitude, logLikelihood, weights, total } = given(p, held * held);
  const step = 1e-4 * p;
  const slopes = x.map((one) => (shape.logShape(one, p + step) - shape.logShape(one, p - step)) / (2 * step));
  const mean = slopes.reduce((sum, slope, i) => sum + weights[i] * slope, 0) / total;
  const spread = slopes.reduce((sum, slope, i) => sum + weights[i] * squared(slope - mean), 0);
  const noisy = slopes.reduce((sum, slope, i) => sum + squared(weights[i] * held * (slope - mean)), 0);
  return { p, logAmplitude, scatter: held, logLikelihood, scatterError: Math.sqrt(noisy) / spread };
}

function logRange({ range: [low, high] }: DecayShape): [number, number] {
  return [log(low), log(high)];
}

/** A value with the ends of its 95 % interval. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

/**
 * The interval of p: what resamples leave open, and in squares what the scatter about the law does,
 * with Student's t of the points that the fit does not use up.
 */
export function decayInterval({ p, scatterError }: DecayFit, resampled: readonly number[], points: number): Interval {
  const mean = resampled.reduce((a, b) => a + b, 0) / resampled.length;
  const deviation = Math.sqrt(
    resampled.reduce((sum, one) => sum + squared(one - mean), 0) / Math.max(1, resampled.length - 1),
  );
  const reach = hypot(1.96 * deviation, studentQuantile(0.975, Math.max(1, points - 2)) * scatterError);
  return { value: p, low: p - reach, high: p + reach };
}
