import { power as raised, squared } from '../../../numeric/special.ts';
import type { MomentsWithSpread } from './moments.ts';

/** m_j = tr Σʲ, j = 1 … 4. */
type Traces = readonly [number, number, number, number];

export function tracesOf(eta: ArrayLike<number>): Traces {
  return [1, 2, 3, 4].map((power) => {
    let sum = 0;
    for (let k = eta.length - 1; k >= 0; k--) sum += raised(eta[k], power);
    return sum;
  }) as unknown as Traces;
}

/** (tr Σ)²/tr Σ². */
export function participationRatio(eta: ArrayLike<number>): number {
  const [m1, m2] = tracesOf(eta);
  return (m1 * m1) / m2;
}

/**
 * The ratio of the means of (tr S)² and tr S², m₁² + 2m₂/n and m₂ + (m₁² + m₂)/n, of the sample
 * covariance S of n Gaussian samples whose mean is known: what the ratio of the sample is about.
 */
export function sampleParticipationRatio(eta: ArrayLike<number>, samples: number): number {
  const [m1, m2] = tracesOf(eta);
  return (m1 * m1 + (2 * m2) / samples) / (m2 + (m1 * m1 + m2) / samples);
}

/**
 * Of the ratio of unbiased estimates from the Gram matrix K = XXᵀ, Σ_{i≠j} K_ii K_jj/Σ_{i≠j} K_ij²:
 * the exact variances and covariance of both (they are U-statistics of pairs of rows), and the
 * ratio to second order in them.
 */
export function unbiasedRatioMoments(eta: ArrayLike<number>, samples: number): MomentsWithSpread {
  const traces = tracesOf(eta);
  const [m1, m2, m3, m4] = traces;
  /** Variance of Σ_{i≠j}/n(n − 1) from that of a pair and that of its mean given one row. */
  const ofPairs = (pair: number, row: number) => (4 * (samples - 2) * row + 2 * pair) / (samples * (samples - 1));
  return ratioMoments(m1 * m1, m2, {
    top: ofPairs(4 * squared(m1) * m2 + 4 * squared(m2), 2 * squared(m1) * m2),
    bottom: ofPairs(2 * squared(m2) + 6 * m4, 2 * m4),
    both: ofPairs(4 * m1 * m3 + 4 * m4, 2 * m1 * m3),
  });
}

/**
 * Of (tr S)²/tr S² itself: rows enter by xᵀx and xᵀΣx to first order, pairs of rows by 4m₂²/n² of
 * tr S².
 */
export function sampleRatioMoments(eta: ArrayLike<number>, samples: number): MomentsWithSpread {
  const [m1, m2, m3, m4] = tracesOf(eta);
  const n = samples;
  const [top, bottom] = [m1 * m1 + (2 * m2) / n, m2 + (m1 * m1 + m2) / n];
  // d(tr S)² = 2m₁ dx², d tr S² = 2 d(xᵀΣx) + (2m₁/n) dx²; Var x² = 2m₂, Var xᵀΣx = 2m₄.
  const lean = (2 * m1) / n;
  return ratioMoments(top, bottom, {
    top: (4 * squared(m1) * 2 * m2) / n,
    bottom: (4 * 2 * m4 + 4 * lean * 2 * m3 + lean * lean * 2 * m2) / n + (4 * squared(m2)) / squared(n),
    both: (2 * m1 * (2 * 2 * m3 + lean * 2 * m2)) / n,
  });
}

/** Of a/b, to second order in the deviations of a and b. */
export function ratioMoments(
  a: number,
  b: number,
  variance: { top: number; bottom: number; both: number },
): MomentsWithSpread {
  const { top, bottom, both } = variance;
  const ratio = a / b;
  const [ofTop, ofBottom, ofBoth] = [top / squared(a), bottom / squared(b), both / (a * b)];
  return {
    mean: ratio * (1 + ofBottom - ofBoth),
    spread: ratio * Math.sqrt(Math.max(0, ofTop + ofBottom - 2 * ofBoth)),
    ofDenominator: ofBottom,
  };
}
