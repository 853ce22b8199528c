import { exp, hypot, log } from '../numeric/special.ts';
import type { Interval } from '../statistics/decay.ts';

/**
 * The exponent of the loss in the tokens trained on, L − H_∞ ∼ D^{−α}, that two statistics of a
 * text imply: α = γ/(2β), where ‖C(t)‖ ∼ t^{−β} is the covariance of two tokens at distance t (its
 * largest singular value) and H_n − H_∞ ∼ n^{−γ} the entropy of a token given n before it
 * (Cagnetta, Raventós, Ganguli and Wyart 2026, 2602.07488). D tokens show correlations above D^{−½}
 * alone, so those up to the distance D^{1/(2β)}, and what lies beyond is lost to the loss. It is
 * assumed that within that distance a network learns faster than it grows, that neither size nor
 * context bind, and that a distance counts once its pairs of tokens show.
 *
 * Intervals are taken for independent, in logarithms; undefined where one reaches zero.
 */
export function impliedDataExponent(gamma: Interval, beta: Interval): Interval | undefined {
  if (!(gamma.low > 0 && beta.low > 0)) return undefined;
  const value = gamma.value / (2 * beta.value);
  const up = hypot(log(gamma.high / gamma.value), log(beta.value / beta.low));
  const down = hypot(log(gamma.value / gamma.low), log(beta.high / beta.value));
  return { value, low: value * exp(-down), high: value * exp(up) };
}
