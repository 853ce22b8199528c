import { NoSolution } from '../../../numeric/errors.ts';
import { leastOnRange } from '../../../numeric/golden-section.ts';
import { exp, log, squared } from '../../../numeric/special.ts';
import { type Chain, ridgeChain } from './chain.ts';

/**
 * Ridges that are looked at, as logarithms in units of the mean eigenvalue: from next to none, and
 * to e^12 times what noise over signal asks for.
 */
function rangeOf({ eta, target, noise }: Omit<Chain, 'ridge'>): [number, number] {
  let power = 0;
  for (let k = 0; k < eta.length; k++) power += eta[k] * squared(target[k]);
  return [-25, 12 + log(1 + noise / power)];
}

/** Of the search, for each unit of the logarithm. */
const STEPS = 3;

/**
 * The ridge, the same in all generations, of least excess error in the last of `generations`; to
 * about 1e-7 of it, as its error is level there. Throws `NoSolution` where no ridge is better than
 * next to none, and for a target without power. Calls `check` at each ridge that it looks at.
 */
export function bestRidge(chain: Omit<Chain, 'ridge'>, generations: number, check = () => {}): number {
  const unit = Array.from(chain.eta).reduce((sum, one) => sum + one, 0) / chain.eta.length;
  const error = (u: number) => {
    check();
    return ridgeChain({ ...chain, ridge: unit * exp(u) }, generations)[generations - 1].excessError;
  };
  const range = rangeOf(chain);
  if (!Number.isFinite(range[1])) throw new NoSolution('the target has no power beside its noise: no ridge is best');
  const { at } = leastOnRange(error, range, Math.ceil(STEPS * (range[1] - range[0])));
  // Without noise least squares is without error, and what is smaller than rounding has no minimum.
  const faultless = chain.noise === 0 && chain.samples > chain.eta.length;
  if (faultless || !(error(at) < error(range[0]) * (1 - 1e-9)))
    throw new NoSolution('no ridge above 0 is best, the smaller the better');
  return unit * exp(at);
}
