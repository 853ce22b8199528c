/** Mean and standard deviation of an estimator over samples; no `spread` where nobody knows it. */
export interface Moments {
  mean: number;
  spread?: number;
  /** Relative variance of the denominator, of an estimator that is a ratio. */
  ofDenominator?: number;
}

export type MomentsWithSpread = Moments & { spread: number };
