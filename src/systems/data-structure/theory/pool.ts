import { equalRows, resampledRows } from './rows.ts';
import { type WeightedRegression, weightedRisk } from './weighted-rows.ts';

type Regression = Omit<WeightedRegression, 'rows'>;

/**
 * A fit to `draws` times the pool, drawn from it with replacement: the mean squared error on fresh
 * labels, which is that on the rows never drawn as well, and that on the whole pool, which leaks.
 */
export function poolErrors(regression: Regression, pool: number, draws: number, noise: number) {
  const rows = resampledRows(pool, draws, noise);
  const { excessError, residuals } = weightedRisk({ ...regression, rows });
  const onPool = residuals.reduce((sum, one, r) => sum + rows.counts[r] * one, 0);
  return { testError: excessError + noise, poolError: onPool / pool };
}

/**
 * A fit to `trained` rows of a pool, drawn without replacement: mean squared error on the rows held
 * out; the least standard deviation of that, E√(2/(M − n)) of Gaussian residuals, which the scatter
 * of fits adds to; and the error on the whole pool.
 */
export function splitErrors(regression: Regression, pool: number, trained: number, noise: number) {
  const { excessError, residuals } = weightedRisk({ ...regression, rows: equalRows(trained, noise) });
  const heldOutError = excessError + noise;
  const share = trained / pool;
  return {
    heldOutError,
    heldOutSpread: heldOutError * Math.sqrt(2 / (pool - trained)),
    poolError: share * residuals[0] + (1 - share) * heldOutError,
  };
}
