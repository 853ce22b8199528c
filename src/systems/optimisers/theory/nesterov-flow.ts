import { cos, power, sin } from '../../../numeric/special.ts';
import { gamma } from '../../../statistics/distributions.ts';
import { descentExponent } from './exponents.ts';

// The flow ë + (3/t) ė + λe = 0 that Nesterov's method becomes at small steps, t = √η k (Su, Boyd &
// Candès 2014). For r > 3/2 the method is faster than its flow.

/** J₁(x), by the trapezoidal rule on its integral over a period, which converges geometrically. */
export function besselJ1(x: number): number {
  const points = Math.ceil(Math.abs(x)) + 40;
  let sum = 0;
  for (let j = 0; j < points; j++) {
    const tau = (2 * Math.PI * j) / points;
    sum += cos(tau - x * sin(tau));
  }
  return sum / points;
}

/** e(t)/e(0) = 2 J₁(√λ t)/(√λ t). */
export function flowShrinkage(lambda: number, t: number): number {
  const x = Math.sqrt(lambda) * t;
  // J₁(x)/x = ½ − x²/16 to within x⁴/384.
  return x < 1e-3 ? 1 - (x * x) / 8 : (2 * besselJ1(x)) / x;
}

/** min(2r, 3), in t. */
export function flowExponent(a: number, b: number): number {
  return Math.min(2 * descentExponent(a, b), 3);
}

/**
 * L → coefficient · t^(−exponent): for r < 3/2 of endless modes; for r > 3/2 the mean over a cycle
 * of the oscillations of `modes` of them.
 */
export function flowCoefficient(a: number, b: number, modes: number): number {
  const r = descentExponent(a, b);
  if (r < 1.5)
    return (4 * gamma(3 - 2 * r) * gamma(r)) / (b * power(2, 3 - 2 * r) * gamma(2 - r) * gamma(2 - r) * gamma(3 - r));
  let sum = 0;
  for (let i = modes; i >= 1; i--) sum += power(i, -a + 1.5 * b);
  return (2 / Math.PI) * sum;
}
