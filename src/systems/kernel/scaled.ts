import { log, power } from '../../numeric/special.ts';
import { binomial } from './levels/hypercube.ts';
import { sphereMultiplicity } from './levels/sphere.ts';
import type { KernelParameters } from './parameters.ts';

/** Beyond this level no laboratory has as many samples as it has functions. */
const MOST_LEVEL = 6;

/**
 * A larger problem of the same kind: more dimensions, and samples in the same ratio to the
 * functions of the level that they are learning, the one with about as many functions as there are
 * samples. (More samples alone would be a later point of the learning curve, and not a larger
 * system.)
 */
export function scaled(
  { domain, dimension, samples }: KernelParameters,
  factor: number,
): Pick<KernelParameters, 'dimension' | 'samples'> {
  const functions = (d: number, k: number) =>
    domain === 'sphere' ? sphereMultiplicity(d, k) : domain === 'hypercube' ? binomial(d, k) : binomial(d + k - 1, k);
  const levels = Array.from({ length: MOST_LEVEL }, (_, i) => i + 1).filter(
    (k) => domain !== 'hypercube' || k < dimension,
  );
  const off = (count: number, wanted: number) => Math.abs(log(count / wanted));
  const level = levels.reduce((best, k) =>
    off(functions(dimension, k), samples) < off(functions(dimension, best), samples) ? k : best,
  );
  const now = functions(dimension, level);
  const guess = dimension * power(factor, 1 / level);
  const near = [Math.floor(guess), Math.ceil(guess)].map((d) => Math.max(2, d));
  const [low, high] = near.map((d) => off(functions(d, level), factor * now));
  const larger = low < high ? near[0] : near[1];
  return { dimension: larger, samples: Math.max(1, Math.round((samples * functions(larger, level)) / now)) };
}
