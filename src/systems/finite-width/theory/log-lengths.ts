import { digamma, trigamma } from '../../../numeric/digamma.ts';
import { exp, expm1, log, log1p, power } from '../../../numeric/special.ts';

/** Mean and variance of the logarithm of a random factor. */
export interface LogFactor {
  mean: number;
  variance: number;
}

/** Of χ²_n/n: what a layer of Gaussian weights makes of the length that is expected of it. */
export function chiSquareLog(width: number): LogFactor {
  return { mean: digamma(width / 2) + log(2 / width), variance: trigamma(width / 2) };
}

/**
 * Of (2/n)χ²_κ with κ ~ Bin(n, ½), given κ ≥ 1: the κ units of relu that are awake. The leading
 * orders are −5/(2n) and 5/n. Hanin & Nica 2018, 1812.05994.
 */
export function reluLog(width: number): LogFactor {
  let [weight, mean, square, within] = [0, 0, 0, 0];
  let logShare = -width * Math.LN2;
  for (let awake = 1; awake <= width; awake++) {
    logShare += log((width - awake + 1) / awake);
    const share = exp(logShare);
    const meanLog = digamma(awake / 2);
    weight += share;
    mean += share * meanLog;
    square += share * meanLog * meanLog;
    within += share * trigamma(awake / 2);
  }
  mean /= weight;
  return { mean: mean + log(4 / width), variance: (within + square) / weight - mean * mean };
}

/**
 * ln q_L over its mean, of L layers of linear or relu units without biases, the first of which sees
 * a fixed input; of networks that are not dead. Exact: steps are independent.
 */
export function logLength(phi: 'linear' | 'relu', width: number, depth: number): LogFactor {
  const last = chiSquareLog(width);
  const step = phi === 'relu' ? reluLog(width) : last;
  return {
    mean: (depth - 1) * step.mean + last.mean,
    variance: (depth - 1) * step.variance + last.variance,
  };
}

/** 1 − (1 − 2^−n)^(L−1): all units of some layer that relu acts on are silent. */
export function deadShare(width: number, depth: number): number {
  return -expm1((depth - 1) * log1p(-power(2, -width)));
}
