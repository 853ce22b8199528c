import { exp, squared } from '../../../numeric/special.ts';
import { checkDescent, type Descent } from './second-moments.ts';
import { stationaryRisk } from './stability.ts';

/** The stationary excess risk of SGD at four levels of approximation. */
export interface StationaryLadder {
  exact: number;
  /** The Itô equation with the noise of the error: leaves out O(η) of the discrete steps. */
  sde: number;
  /** Discrete steps with the noise at the minimum: leaves out that it grows with the error. */
  additiveDiscrete: number;
  /** The Ornstein–Uhlenbeck process, ησ² tr H/2B: leaves out both. */
  additiveContinuous: number;
}

/**
 * Plain SGD (β = 0). The covariance of the additive levels solves HM + MH − ηHMH = ησ²H/B, or the
 * same without its third term. Of the small-step limit only u = η/B is left, which is the linear
 * rule. Validity of the equation: Li, Malladi, Arora 2021 (2102.12470). Throws `OutOfRange`.
 */
export function stationaryLadder(descent: Omit<Descent, 'beta'>): StationaryLadder {
  const { lambda, sigma2, B, eta } = descent;
  checkDescent({ ...descent, beta: 0 });
  let [q, discrete, trace] = [0, 0, 0];
  for (let k = 0; k < lambda.length; k++) {
    const x = eta * lambda[k];
    q += x / (2 * B - x);
    discrete += x / (2 - x);
    trace += x;
  }
  return {
    exact: stationaryRisk({ ...descent, beta: 0 }),
    sde: q < 1 ? (sigma2 * q) / (1 - q) : Number.POSITIVE_INFINITY,
    additiveDiscrete: (sigma2 / B) * discrete,
    additiveContinuous: (sigma2 * trace) / (2 * B),
  };
}

/**
 * How the noiseless risk of heavy ball differs from that of SGD at the rate η/(1 − β) and the same
 * t = ηk/(1 − β), per unit of that rate as it vanishes: 2β/(1 − β) Σ λ²e₀²(1 − λt)e^(−2λt). A slow
 * start from m = 0, then a faster decay.
 */
export function momentumSlope(
  lambda: ArrayLike<number>,
  squaredErrors: ArrayLike<number>,
  beta: number,
  t: number,
): number {
  let sum = 0;
  for (let k = 0; k < lambda.length; k++)
    sum += squared(lambda[k]) * squaredErrors[k] * (1 - lambda[k] * t) * exp(-2 * lambda[k] * t);
  return ((2 * beta) / (1 - beta)) * sum;
}
