import { exp, tanh } from '../../../numeric/special.ts';

/** ∫Dz of tanh(a + bz) and of its square, over standard normal z. */
export interface TanhAverages {
  mean: number;
  square: number;
}

/** Beyond it the normal density is below 1e-18. */
const REACH = 9;

/**
 * By the trapezoidal rule, whose error is exp(−2πd/h) with d = π/2|b| the distance of the poles of
 * tanh from the line: below 1e-13.
 */
export function tanhAverages(a: number, b: number): TanhAverages {
  const h = Math.min(0.3, 0.3 / Math.abs(b));
  const steps = Math.ceil(REACH / h);
  let [mean, square, total] = [0, 0, 0];
  for (let i = -steps; i <= steps; i++) {
    const z = i * h;
    const weight = exp(-0.5 * z * z);
    const t = tanh(a + b * z);
    mean += weight * t;
    square += weight * t * t;
    total += weight;
  }
  return { mean: mean / total, square: square / total };
}
