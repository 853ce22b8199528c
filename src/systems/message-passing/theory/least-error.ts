import { exp, log, log1p } from '../../../numeric/special.ts';
import { normalCdf } from '../../../statistics/distributions.ts';
import { information } from './channels.ts';
import { testError } from './errors.ts';
import { gaussianMean } from './gaussian-mean.ts';
import type { Fields } from './losses.ts';
import { CLEAR, firstState, nextState, type Setting } from './state-evolution.ts';

/**
 * The error of Bayes' estimator on labels that are signs or fields, which no other can undercut:
 * of the fixed points of state evolution from nothing and from the teacher itself, the one of the
 * larger free entropy. Undefined for magnitudes, and where an iteration has not settled. Barbier et
 * al. (1708.03395).
 */
export function leastError(setting: Setting, alpha: number): number | undefined {
  if (setting.channel === 'abs') return undefined;
  const bayes: Setting = { ...setting, estimator: 'bayes' };
  const blind = settle(bayes, alpha, 0);
  // With normal weights both fixed points are one.
  if (!blind || setting.prior === 'gaussian') return blind && testError(bayes, blind);
  const informed = settle(bayes, alpha, 1 - 1e-12);
  if (!informed) return undefined;
  const [low, high] = [blind, informed].map((state) => freeEntropy(bayes, alpha, state.V));
  return testError(bayes, high > low ? informed : blind);
}

const MOST_STEPS = 3000;

function settle(setting: Setting, alpha: number, start: number): Fields | undefined {
  let state = firstState(setting, start);
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = nextState(setting, alpha, state);
    if (Math.abs(next.V - state.V) <= 1e-12 * state.V) return next;
    state = next;
  }
  return undefined;
}

/**
 * Of weights ±1/√d, for each dimension:
 * E ln cosh(q̂ + √q̂ z) − q̂/2 − qq̂/2 + α E Σ Z ln Z, which is −ln 2 of a teacher that is known.
 */
export function freeEntropy(setting: Setting, alpha: number, V: number): number {
  if (V === 0) return -Math.LN2;
  const told = alpha * information(setting, V);
  const root = Math.sqrt(told);
  // The mean of x = q̂ + √q̂z is taken out of ln cosh x, where it would cancel.
  const doubt = told > CLEAR ? 0 : gaussianMean((z) => softExcess(told + root * z), Math.min(0.25, 0.3 / root));
  return doubt - Math.LN2 + (V * told) / 2 + alpha * labelEntropy(setting, V);
}

/** ln 2cosh x − x. */
function softExcess(x: number): number {
  return x > 0 ? log1p(exp(-2 * x)) : log1p(exp(2 * x)) - 2 * x;
}

/** E Σ Z ln Z, minus the entropy of a label whose field is known up to V. */
function labelEntropy({ channel, noise }: Setting, V: number): number {
  const total = V + noise;
  if (channel === 'linear') return -0.5 * log(2 * Math.PI * Math.E * total);
  const k = Math.sqrt((1 - V) / total);
  return (
    2 *
    gaussianMean(
      (z) => {
        const likely = normalCdf(k * z);
        return likely > 0 ? likely * log(likely) : 0;
      },
      Math.min(0.25, 0.25 / k),
    )
  );
}
