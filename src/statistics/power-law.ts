import { log, squared } from '../numeric/special.ts';
import type { Summary } from './moments.ts';

/** Independent measurements of a positive quantity at one x > 0. */
export interface PowerLawGroup {
  x: number;
  values: readonly number[];
}

/**
 * The exponent p of y ∝ x^p and its standard error: the slope of the least-squares line of the mean
 * of ln y on ln x, each x with the same weight. The error is from the scatter of repeated
 * measurements alone, s² Σ c²/m with the coefficients c of the slope and one s of ln y for all x,
 * so that a curve that bends counts as no noise; `trials` − 1 are its degrees of freedom. With
 * `isPaired`, value k of every x comes from the same trial, and what a trial has in common at all x
 * is no noise either (randomised blocks). The error is Infinity where nothing was measured twice.
 * Undefined with fewer than two x, or where a value is not positive and finite.
 */
export function powerLawExponent(
  groups: readonly PowerLawGroup[],
  { isPaired = false }: { isPaired?: boolean } = {},
): Summary | undefined {
  if (groups.some(({ values }) => values.length === 0 || values.some((y) => !(y > 0 && y < Infinity))))
    return undefined;
  const u = groups.map(({ x }) => log(x));
  const centre = meanOf(u);
  const sum = u.reduce((all, one) => all + squared(one - centre), 0);
  if (groups.length < 2 || sum === 0) return undefined;
  const weights = u.map((one) => (one - centre) / sum);
  const logs = groups.map(({ values }) => values.map((y) => log(y)));
  const means = logs.map(meanOf);
  const mean = weights.reduce((all, weight, i) => all + weight * means[i], 0);
  const share = weights.reduce((all, weight, i) => all + (weight * weight) / logs[i].length, 0);
  const deviations = logs.map((some, i) => some.map((one) => one - means[i]));
  const common = deviations[0].map((_, k) => (isPaired ? meanOf(deviations.map((some) => some[k])) : 0));
  const squares = deviations.flatMap((some) => some.map((one, k) => squared(one - (isPaired ? common[k] : 0))));
  const repeats = logs.reduce((all, some) => all + some.length - 1, 0);
  const freedom = repeats - (isPaired ? logs[0].length - 1 : 0);
  if (freedom <= 0) return { mean, standardError: Infinity, trials: 1 };
  const variance = squares.reduce((a, b) => a + b, 0) / freedom;
  return { mean, standardError: Math.sqrt(share * variance), trials: freedom + 1 };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
