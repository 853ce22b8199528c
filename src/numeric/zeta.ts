import { OutOfRange } from './errors.ts';
import { power } from './special.ts';

/** B_{2j}/(2j)!, j = 1 … 8. */
const BERNOULLI = [
  1 / 12,
  -1 / 720,
  1 / 30240,
  -1 / 1209600,
  1 / 47900160,
  -691 / 1307674368000,
  1 / 74724249600,
  -3617 / 10670622842880000,
];

/** From here on the asymptotic series has all digits. */
const FAR = 16;

/**
 * Hurwitz's zeta function ζ(s, a) = Σ_{k≥0} (a + k)^(−s), by Euler and Maclaurin's sum; ζ(s, 1) is
 * Riemann's. Relative error 1e-14 up to s = 30. Throws `OutOfRange` unless s > 1 and a > 0.
 */
export function hurwitzZeta(s: number, a: number): number {
  if (!(s > 1)) throw new OutOfRange('the exponent of a zeta function', s, 'above 1');
  if (!(a > 0)) throw new OutOfRange('the start of a zeta function', a, 'positive');
  let sum = 0;
  let x = a;
  for (; x < FAR; x++) sum += power(x, -s);
  // ∫, half the first term, and the derivatives at the start.
  let term = power(x, -s);
  sum += term * (x / (s - 1) + 0.5);
  term *= s / x;
  for (let j = 0; j < BERNOULLI.length; j++) {
    sum += BERNOULLI[j] * term;
    term *= ((s + 2 * j + 1) * (s + 2 * j + 2)) / (x * x);
  }
  return sum;
}
