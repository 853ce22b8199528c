import { squared } from '../../../numeric/special.ts';
import { type RidgeSettings, ridgeResponse } from './overlaps.ts';

/**
 * d(⟨R²⟩ − m²/q) of ridge regression as d → ∞, where R² = m²/q of each training set. In the
 * eigenbasis of XᵀX/d, with eigenvalues s and p = 1/(s + λ), weights are w = g w* + kζ/√d with
 * g = 1 − λp, k² = (σ² + T)p − σ²λp² and normal ζ, so that the moments of w·w* and |w|² over w* and
 * ζ are those of p. What their means are off by in real matrices is that of tr p/d, which is ½ d ln
 * D/dλ over d with D = −V²/V′ (Bai & Silverstein, Ann. Probab. 32 (2004) 553). Derived here.
 * `alpha`: n/d > 0; `lambda` > 0; `noise`: σ² of the labels, `temperature`: T, both ≥ 0 and in
 * units of the teacher's squared length.
 */
export function ridgeOverlapCorrection({ alpha, lambda, noise, temperature }: Omit<RidgeSettings, 'shared'>): number {
  const [v0, v1, v2, v3] = responseSeries(alpha, lambda);
  const moments = [1, v0, -v1, v2, -v3];
  const shift = v1 / v0 - v2 / v1;
  const shiftSlope = (2 * v2) / v0 - squared(v1 / v0) - (3 * v3) / v1 + 2 * squared(v2 / v1);
  const shifts = [0, shift, -shiftSlope, 0, 0];
  const g = [1, -lambda];
  const k2 = [0, noise + temperature, -noise * lambda];
  const g2 = times(g, g);
  const mean = (polynomial: number[]) => along(polynomial, moments);
  const [m, squares] = [mean(g), mean(g2)];
  const q = squares + mean(k2);
  const [m1, q1] = [along(g, shifts), along(g2, shifts) + along(k2, shifts)];
  const varianceOfM = 2 * (squares - m * m) + mean(k2);
  const covariance = 2 * (mean(times(g, g2)) - m * squares) + 2 * mean(times(g, k2));
  const varianceOfQ = 2 * (mean(times(g2, g2)) - squares * squares) + 4 * mean(times(g2, k2)) + 2 * mean(times(k2, k2));
  const R2 = (m * m) / q;
  return (2 * m * m1 + varianceOfM - R2 * q1 - (2 * m * covariance) / q + (R2 * varianceOfQ) / q) / q;
}

/** V(λ + h) to third order in h, from λV² + (λ + α − 1)V = 1. */
function responseSeries(alpha: number, lambda: number): number[] {
  const v = [ridgeResponse(alpha, lambda)];
  const products = (order: number, first: number, last: number) => {
    let sum = 0;
    for (let i = first; i <= last; i++) sum += v[i] * v[order - i];
    return sum;
  };
  for (let k = 1; k <= 3; k++)
    v.push(
      -(lambda * products(k, 1, k - 1) + products(k - 1, 0, k - 1) + v[k - 1]) /
        (2 * lambda * v[0] + lambda + alpha - 1),
    );
  return v;
}

/** Of polynomials in p, by their coefficients. */
function times(a: number[], b: number[]): number[] {
  const product = new Array<number>(a.length + b.length - 1).fill(0);
  a.forEach((one, i) => {
    b.forEach((other, j) => {
      product[i + j] += one * other;
    });
  });
  return product;
}

function along(polynomial: number[], moments: number[]): number {
  return polynomial.reduce((sum, one, i) => sum + one * moments[i], 0);
}
