import { OutOfRange } from './errors.ts';
import { log } from './special.ts';

/** From here on the asymptotic series are at their last digit. */
const LARGE = 12;

/**
 * ψ(x) = d ln Γ/dx for x > 0, within 1e-14 of max(1, |ψ|): recurrence up to large x, then the
 * asymptotic series. Throws `OutOfRange`. Abramowitz & Stegun 6.3.5, 6.3.18.
 */
export function digamma(x: number): number {
  checkPositive(x);
  let below = 0;
  for (; x < LARGE; x++) below -= 1 / x;
  const z = 1 / (x * x);
  const series = z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132 - (z * 691) / 32760)))));
  return below + log(x) - 0.5 / x - series;
}

/**
 * ψ′(x) for x > 0, within 1e-14 relative. Throws `OutOfRange`. Abramowitz & Stegun 6.4.6, 6.4.12.
 */
export function trigamma(x: number): number {
  checkPositive(x);
  let below = 0;
  for (; x < LARGE; x++) below += 1 / (x * x);
  const z = 1 / (x * x);
  const series = z * (1 / 6 - z * (1 / 30 - z * (1 / 42 - z * (1 / 30 - z * (5 / 66 - (z * 691) / 2730)))));
  return below + 1 / x + 0.5 * z + series / x;
}

function checkPositive(x: number): void {
  if (!(x > 0 && x < Infinity)) throw new OutOfRange('the argument of digamma', x, 'positive and finite');
}
