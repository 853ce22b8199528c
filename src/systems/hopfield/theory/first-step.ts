import { binomialCdf } from '../../../statistics/distributions.ts';

/**
 * The chance that a unit of a network in one of its P patterns has a field against it, exact at
 * every size: the field is (N − 1 + S)/N with S a sum of (P − 1)(N − 1) independent signs. A field
 * of 0 counts half.
 */
export function firstStepError(units: number, patterns: number): number {
  const signs = (patterns - 1) * (units - 1);
  // S = 2k − signs for k positive ones; it is against the unit below −(N − 1).
  const balanced = (signs - (units - 1)) / 2;
  if (!Number.isInteger(balanced)) return binomialCdf(Math.floor(balanced), signs, 0.5);
  return 0.5 * (binomialCdf(balanced, signs, 0.5) + binomialCdf(balanced - 1, signs, 0.5));
}
