import { squared } from 'orrery-lab/numeric';
import type { Problem } from '../problem.ts';

/**
 * Expected squared error of the estimate Σx/(n + λ): bias² + variance = (λμ/(n + λ))² +
 * nσ²/(n + λ)². Hoerl & Kennard (1970), for one regressor that is constant.
 */
export function squaredError({ samples, shrinkage, mean, deviation }: Problem): number {
  const bias = (shrinkage * mean) / (samples + shrinkage);
  const variance = (samples * squared(deviation)) / squared(samples + shrinkage);
  return squared(bias) + variance;
}
