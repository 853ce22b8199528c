import { OutOfRange } from '../../../numeric/errors.ts';
import { type LogSlope, newtonInLog } from '../../../numeric/roots.ts';
import { log, squared } from '../../../numeric/special.ts';
import { type Modes, noSums, prepareModes, sumModes } from '../../../random-matrices/modes.ts';
import { kappaOfDegreesOfFreedom } from '../../../random-matrices/renormalized-ridge.ts';
import { type Moments, ridgeMap } from '../../shared/ridge-moments.ts';

/** What every fit here has in common: D directions, and the target in them. */
export interface Population {
  /** Eigenvalues η_k > 0 of the covariance, and the same prepared. */
  eta: ArrayLike<number>;
  modes: Modes;
  /** w_0 in the eigenbasis. */
  target: ArrayLike<number>;
}

/** A fit of true labels: n rows, ridge λ, noise σ² on the labels. */
export interface Training {
  samples: number;
  ridge: number;
  noise: number;
}

/** Weights that are no draw: m = w, C = w². */
export function certain(weights: ArrayLike<number>): Moments {
  return { mean: Float64Array.from(weights), square: Float64Array.from(weights, squared) };
}

/**
 * A supervisor that sees all directions: ridge regression, to leading order in large n and D.
 * Throws as `ridgeMap`.
 */
export function ridgeSupervisor({ eta, modes, target }: Population, { samples, ridge, noise }: Training): Moments {
  const moments = certain(target);
  ridgeMap({ eta, modes, samples, ridge })(moments, noise);
  return moments;
}

/**
 * One that sees the first `features` directions alone: what the others say is noise to it, and it
 * says nothing of them.
 */
export function fewFeatures({ eta, target }: Population, training: Training, features: number): Moments {
  const [seen, learned] = [eta, target].map((all) => Float64Array.from(all).subarray(0, features));
  let noise = training.noise;
  for (let k = features; k < eta.length; k++) noise += eta[k] * squared(target[k]);
  const own = ridgeSupervisor({ eta: seen, modes: prepareModes(seen), target: learned }, { ...training, noise });
  const padded = (values: Float64Array) => Float64Array.from(eta, (_, k) => values[k] ?? 0);
  return { mean: padded(own.mean), square: padded(own.square) };
}

/**
 * One that sees N random combinations of the directions: w = F v̂, F Gaussian D × N with variance
 * 1/N, v̂ the ridge fit on XF, λ > 0. With λ = κ (1 − Df1/n)(1 − Df1/N), h = η/(η+κ),
 *
 *     m = h w_0,  C = h² w_0² + κ² Q/((N − Df2)(η+κ)²) + E S/n,
 *     Q = Σ η² w_0²/(η+κ)²,  S = (η + κ (Df1 − Df2)/(N − Df2))/(η+κ)²,
 *     E = (B + σ²)/(1 − Σ η S/n),
 *
 * and B the excess error of the first two terms; to leading order in large n, N and D. Throws
 * `OutOfRange` for λ = 0.
 *
 * Source: the errors of linear random features, Atanasov, Zavatone-Veth & Pehlevan 2024
 * (2405.00592), by coordinates.
 */
export function randomFeatures({ eta, modes, target }: Population, training: Training, features: number): Moments {
  const { samples, ridge, noise } = training;
  const kappa = ridgeOfFeatures(modes, samples, features, ridge);
  const sums = noSums();
  sumModes(modes, kappa, sums);
  const free = features - sums.df2;
  const g = Float64Array.from(eta, (one) => 1 / (one + kappa));
  let Q = 0;
  let used = 0;
  const S = g.map((each, k) => squared(each) * (eta[k] + (kappa * sums.spread) / free));
  for (let k = 0; k < g.length; k++) {
    Q += squared(eta[k] * target[k] * g[k]);
    used += eta[k] * S[k];
  }
  const mean = g.map((each, k) => eta[k] * each * target[k]);
  const square = mean.map((each, k) => squared(each) + (squared(kappa * g[k]) * Q) / free);
  const missed = excessError({ eta, target }, { mean, square });
  const E = (missed + noise) / (1 - used / samples);
  return { mean, square: square.map((each, k) => each + (E * S[k]) / samples) };
}

/** Σ η (C − 2 m w_0 + w_0²), the mean squared distance to the target on fresh inputs. */
export function excessError({ eta, target }: Pick<Population, 'eta' | 'target'>, { mean, square }: Moments): number {
  let sum = 0;
  // As a square and a variance, whose addends are positive.
  for (let k = 0; k < eta.length; k++) sum += eta[k] * (squared(mean[k] - target[k]) + (square[k] - squared(mean[k])));
  return sum;
}

/** The κ of λ = κ (1 − Df1/n)(1 − Df1/N) that Df1 < min(n, N) belongs to. */
function ridgeOfFeatures(modes: Modes, samples: number, features: number, ridge: number): number {
  if (!(ridge > 0)) throw new OutOfRange('the ridge of random features', ridge, 'positive');
  const least = Math.min(samples, features);
  const sums = noSums();
  const evaluate = (kappa: number, out: LogSlope) => {
    sumModes(modes, kappa, sums);
    const learned = sums.above - sums.shortfall;
    const [rows, units] = [samples - learned - sums.learned, features - learned - sums.learned];
    // Rounding at the lower end.
    const product = Math.max((rows / samples) * (units / features), Number.MIN_VALUE);
    out.value = log((kappa * product) / ridge);
    out.slope = 1 + sums.spread / Math.max(rows, Number.MIN_VALUE) + sums.spread / Math.max(units, Number.MIN_VALUE);
  };
  const floor = modes.rank > least ? kappaOfDegreesOfFreedom(modes, least) : 0;
  const lower = Math.max(floor, ridge) * (1 - 1e-12);
  let upper = 2 * (lower + modes.trace / least);
  const probe: LogSlope = { value: 0, slope: 0 };
  for (evaluate(upper, probe); probe.value < 0; evaluate(upper, probe)) upper *= 8;
  return newtonInLog(evaluate, lower, upper, true);
}
