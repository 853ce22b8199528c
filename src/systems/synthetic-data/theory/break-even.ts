import { NoSolution } from '../../../numeric/errors.ts';
import { brent } from '../../../numeric/roots.ts';
import { exp, log } from '../../../numeric/special.ts';
import { bestRidge, type Mixture } from './mixture.ts';

/**
 * The generator's error c² = δᵀΣδ at which synthetic rows neither help nor hurt, each training set
 * having its best ridge: below, more data win. `real`: n₁, the rows that are there without them;
 * `mixture.difference` of any size. Throws `NoSolution` where they always help or never.
 */
export function breakEven(mixture: Mixture & { difference: { variance: ArrayLike<number> } }, real: number): number {
  const alone = bestRidge({ ...mixture, samples: real, share: 0 }).error;
  const { eta, difference } = mixture;
  const size = Array.from(difference.variance).reduce((sum, one, k) => sum + eta[k] * one, 0);
  const loss = (u: number) => {
    const variance = Float64Array.from(difference.variance, (one) => (one * exp(u)) / size);
    return log(bestRidge({ ...mixture, difference: { variance } }).error / alone);
  };
  const [low, high] = [log(1e-6), log(1e6)];
  if (loss(low) > 0 || loss(high) < 0)
    throw new NoSolution('no quality of synthetic data between 1e-6 and 1e6 breaks even');
  return exp(brent(loss, low, high));
}
