import { exp } from '../../../numeric/special.ts';
import { logGamma } from '../../../statistics/distributions.ts';

/**
 * A sum of `count` independent signs: its values from −count to count in steps of 2, and chances.
 */
export function sumOfSigns(count: number): { values: Float64Array; chances: Float64Array } {
  const values = Float64Array.from({ length: count + 1 }, (_, k) => 2 * k - count);
  const all = logGamma(count + 1) - count * Math.LN2;
  const chances = values.map((_, k) => exp(all - logGamma(k + 1) - logGamma(count - k + 1)));
  return { values, chances };
}
