import { log, squared } from '../../../numeric/special.ts';
import { normalCdf } from '../../../statistics/distributions.ts';
import type { ClassImbalanceParameters } from '../parameters.ts';

/** Two classes N(μ₁, 1) and N(μ₀, 1) in d dimensions, |μ₁ − μ₀| = Δ, n₁ and n₀ samples of them. */
export interface TwoClasses {
  dimension: number;
  separation: number;
  /** n₁ and n₀, of class 1 and class 0. */
  samples: readonly [number, number];
}

/** Accuracies on class 1 and on class 0. */
export type Accuracies = [number, number];

/**
 * Of the difference of the class means with the midpoint as threshold, both from samples:
 *
 *     a₁ = Φ(½(Δ² − d/n₁ + d/n₀)/√(V + Δ²/n₀ + d/2n₁² + d/2n₀²)),  V = Δ² + d/n₁ + d/n₀,
 *
 * and a₀ with the classes exchanged. `offset` is added to the score. Exact up to the normal
 * approximation of the score.
 */
export function meanDifferenceAccuracies(classes: TwoClasses, offset = 0): Accuracies {
  const { dimension: d, separation } = classes;
  return bothOf(classes, (own, other, sign) => {
    const spread = d / own + d / other;
    const variance =
      separation * separation * (1 + 1 / other) + spread + d / (2 * squared(own)) + d / (2 * squared(other));
    return normalCdf((meanScore(classes, own, other) + sign * offset) / Math.sqrt(variance));
  });
}

/**
 * Of linear discriminant analysis with the pooled covariance within classes, S_W, and the midpoint:
 * the score is ½(Δ² − d/n₁ + d/n₀)/J on average and has the variance V/J³, J = 1 − d/n, n > d.
 */
export function discriminantAccuracies(classes: TwoClasses, offset = 0): Accuracies {
  const { dimension: d, separation, samples } = classes;
  const J = 1 - d / (samples[0] + samples[1]);
  return bothOf(classes, (own, other, sign) => {
    const variance = separation * separation + d / own + d / other;
    const score = meanScore(classes, own, other) / J + sign * offset;
    return normalCdf(score * Math.sqrt((J * J * J) / variance));
  });
}

/**
 * Of least squares with an intercept on labels ±1: the direction is that of discriminant analysis,
 * and class 1 is decided for where the score is above −θ, `leastSquaresOffset`. Exact algebra, on
 * top of the above.
 */
export function leastSquaresAccuracies(classes: TwoClasses): Accuracies {
  return discriminantAccuracies(classes, leastSquaresOffset(classes.samples));
}

/** θ = (π₁ − π₀)/(2π₁π₀), which the prior odds' ln(π₁/π₀) is less of than it is in magnitude. */
export function leastSquaresOffset([few, many]: readonly [number, number]): number {
  return ((few - many) * (few + many)) / (2 * few * many);
}

/** With means and covariance known, and this offset of the score: Φ((½Δ² ± b)/Δ). */
export function knownClassesAccuracies(separation: number, offset: number): Accuracies {
  return [1, -1].map((sign) => normalCdf(separation / 2 + (sign * offset) / separation)) as Accuracies;
}

/** Of a classifier of the system, with its threshold. */
export function accuraciesOf(
  { classifier, threshold }: Pick<ClassImbalanceParameters, 'classifier' | 'threshold'>,
  classes: TwoClasses,
): Accuracies {
  if (classifier === 'least-squares') return leastSquaresAccuracies(classes);
  const { dimension: d, samples } = classes;
  const [few, many] = samples;
  const inflation = classifier === 'discriminant' ? 1 / (1 - d / (few + many)) : 1;
  const offset = { midpoint: 0, unbiased: ((d / few - d / many) / 2) * inflation, prior: log(few / many) }[threshold];
  return (classifier === 'discriminant' ? discriminantAccuracies : meanDifferenceAccuracies)(classes, offset);
}

/** ½(Δ² − d/n_own + d/n_other). */
function meanScore({ dimension: d, separation }: TwoClasses, own: number, other: number): number {
  return (separation * separation - d / own + d / other) / 2;
}

function bothOf(
  { samples: [few, many] }: TwoClasses,
  of: (own: number, other: number, sign: number) => number,
): Accuracies {
  return [of(few, many, 1), of(many, few, -1)];
}
