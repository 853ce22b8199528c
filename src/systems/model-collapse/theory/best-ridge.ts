import { NoSolution } from '../../../numeric/errors.ts';
import { leastOnRange } from '../../../numeric/golden-section.ts';
import { exp } from '../../../numeric/special.ts';
import { type Chain, ridgeChain } from './chain.ts';

/** Ridges that are looked at, as logarithms in units of the mean eigenvalue. */
const RANGE = [-25, 12] as const;

/**
 * The ridge, the same in all generations, of least excess error in the last of `generations`; to
 * about 1e-7 of it, as its error is level there. Throws `NoSolution` where no ridge is better than
 * next to none.
 */
export function bestRidge(chain: Omit<Chain, 'ridge'>, generations: number): number {
  const unit = Array.from(chain.eta).reduce((sum, one) => sum + one, 0) / chain.eta.length;
  const error = (u: number) => ridgeChain({ ...chain, ridge: unit * exp(u) }, generations)[generations - 1].excessError;
  const { at } = leastOnRange(error, RANGE);
  // Without noise least squares is without error, and what is smaller than rounding has no minimum.
  const faultless = chain.noise === 0 && chain.samples > chain.eta.length;
  if (faultless || !(error(at) < error(RANGE[0]) * (1 - 1e-9)))
    throw new NoSolution('no ridge above 0 is best, the smaller the better: give a number, as ridge=0');
  return unit * exp(at);
}
