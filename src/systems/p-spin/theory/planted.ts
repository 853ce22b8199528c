import { NoSolution } from '../../../numeric/errors.ts';
import { brent } from '../../../numeric/roots.ts';
import { power, squared } from '../../../numeric/special.ts';
import { radius } from './hessian.ts';

/** r below which a planted direction has no minimum of its own; for p = 2 the transition, 1. */
export function weakestSignal(p: number): number {
  if (p === 2) return 1;
  const square = (p - 2) / (p - 1);
  return Math.sqrt(p / 2 / (power(square, p - 2) * (1 - square)));
}

/**
 * The minimum that a signal −N (r/p) m^p has dug, at T = 0: its overlap m, the larger root of r²
 * m^(2p−4) (1 − m²) = p/2, and its energy. Throws `NoSolution` below `weakestSignal`.
 */
export function plantedMinimum(p: number, r: number): { m: number; energy: number } {
  const weakest = weakestSignal(p);
  if (!(r > weakest)) throw new NoSolution(`a signal of r = ${r} has no minimum of its own: give more than ${weakest}`);
  const square = brent((s) => r * r * power(s, p - 2) * (1 - s) - p / 2, p === 2 ? 0 : (p - 2) / (p - 1), 1);
  const m = Math.sqrt(square);
  const K = r * power(m, p - 2);
  return { m, energy: -(K + squared(radius(p)) / 4 / K) / p };
}
