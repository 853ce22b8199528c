/** Mean and standard deviation of an estimator over samples; no `spread` where nobody knows it. */
export interface Moments {
  mean: number;
  spread?: number;
}
