import { leastOnRange } from '../../../numeric/golden-section.ts';
import { exp, log } from '../../../numeric/special.ts';
import { prepareModes } from '../../../random-matrices/modes.ts';
import { type WeightedRegression, weightedRisk } from './weighted-rows.ts';

/**
 * The ridge of least excess error, between 1e-8 and 1e6 times the mean eigenvalue, and that error.
 * Errors as `weightedRisk`.
 */
export function bestRidge(regression: Omit<WeightedRegression, 'ridge'>): { ridge: number; excessError: number } {
  const modes = regression.modes ?? prepareModes(regression.eta);
  const unit = modes.trace / modes.dimension;
  const errorAt = (logarithm: number) => weightedRisk({ ...regression, modes, ridge: exp(logarithm) }).excessError;
  const { at, value } = leastOnRange(errorAt, [log(1e-8 * unit), log(1e6 * unit)]);
  return { ridge: exp(at), excessError: value };
}
