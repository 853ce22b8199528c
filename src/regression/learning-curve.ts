import { exp, log, power } from '../numeric/special.ts';
import { leastSquaresSlope } from '../statistics/curve-fits.ts';
import { renormalised, type TrainingSpectrum } from './training-spectrum.ts';

/**
 * A population as ridge regression sees it: functions of κ alone, of which every test error is
 * made, whatever the number of samples and the ridge. Arrays of one length, κ ascending.
 */
export interface Population {
  logKappa: Float64Array;
  df1: Float64Array;
  df2: Float64Array;
  /** G = bias² + σ². */
  unlearned: Float64Array;
  /** σ². */
  noise: number;
}

/** A test error and what it is made of; they sum to it. */
export interface CurvePoint {
  error: number;
  bias: number;
  variance: number;
  noise: number;
  kappa: number;
  ridge: number;
}

export type Ridge = number | 'optimal';

/** Points of κ, and how far below and above the largest eigenvalue they reach. */
const POINTS = 240;
const LEAST = 1e-8;
const MOST = 1e3;

/** The population's functions at every κ that a training set reaches with `most` · P of Df1. */
export function seenPopulation(spectrum: TrainingSpectrum, most: number): Population {
  const largest = spectrum.values[0];
  const seen = Array.from({ length: POINTS }, (_, i) =>
    renormalised(spectrum, largest * LEAST * power(MOST / LEAST, i / (POINTS - 1))),
  ).filter(({ df1 }) => df1 <= most * spectrum.samples);
  return {
    logKappa: Float64Array.from(seen, ({ kappa }) => log(kappa)),
    df1: Float64Array.from(seen, ({ df1 }) => df1),
    df2: Float64Array.from(seen, ({ df2 }) => df2),
    unlearned: Float64Array.from(seen, ({ unlearned }) => unlearned),
    noise: seen[0].unlearned,
  };
}

/**
 * The mean test error with an intercept on n rows: E = (1 + 1/n) G(κ)/(1 − Df2(κ)/P) at λ = κ(1 −
 * Df1(κ)/P), P = n − 1, or at the κ where it is least. Infinite where κ would be beyond what is
 * known. Source: 2405.00592.
 */
export function errorAt(population: Population, rows: number, ridge: Ridge): CurvePoint {
  const { logKappa, df1, df2, unlearned, noise } = population;
  const samples = rows - 1;
  const ridgeAt = (i: number) => exp(logKappa[i]) * (1 - df1[i] / samples);
  let best: CurvePoint = {
    ...{ error: Number.POSITIVE_INFINITY, bias: Number.NaN, variance: Number.NaN },
    ...{ noise, kappa: Number.NaN, ridge: Number.NaN },
  };
  for (let i = 0; i < logKappa.length; i++) {
    if (df1[i] >= samples || df2[i] >= samples) continue;
    if (ridge !== 'optimal' && ridgeAt(i) < ridge) continue;
    // With a ridge given, between this point and the one before.
    const share =
      ridge === 'optimal' || i === 0 ? 1 : Math.max(0, (ridge - ridgeAt(i - 1)) / (ridgeAt(i) - ridgeAt(i - 1)));
    const between = (values: Float64Array) =>
      share === 1 ? values[i] : values[i - 1] + share * (values[i] - values[i - 1]);
    const gamma = between(df2) / samples;
    const left = between(unlearned);
    const error = ((1 + 1 / rows) * left) / (1 - gamma);
    if (error < best.error)
      best = {
        error,
        ...{ bias: Math.max(0, left - noise), variance: error - Math.max(left, noise), noise: Math.min(noise, left) },
        kappa: exp(between(logKappa)),
        ridge: ridge === 'optimal' ? ridgeAt(i) : ridge,
      };
    if (ridge !== 'optimal') break;
  }
  return best;
}

/** How fast Df1 and bias² fall with κ between two numbers of degrees of freedom. */
export function exponents(population: Population, from: number, to: number): { spectrum?: number; target?: number } {
  const { logKappa, df1, unlearned, noise } = population;
  const inside = [...logKappa.keys()].filter((i) => df1[i] >= from && df1[i] <= to && unlearned[i] > noise * 1.02);
  const x = inside.map((i) => logKappa[i]);
  const capacity = leastSquaresSlope(
    x,
    inside.map((i) => log(df1[i])),
  );
  const target = leastSquaresSlope(
    x,
    inside.map((i) => log(unlearned[i] - noise)),
  );
  return { ...(capacity !== undefined && { spectrum: -1 / capacity }), ...(target !== undefined && { target }) };
}
