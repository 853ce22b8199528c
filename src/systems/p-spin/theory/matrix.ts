import { integrateAngle } from '../../../numeric/quadrature.ts';
import { cos, exp, power, sin, squared } from '../../../numeric/special.ts';

// p = 2, H = −½σᵀJσ with J a GOE matrix of spectrum [−2, 2]: the flow is σ(t) ∝ e^(Jt) σ₀, and
// everything is an average of e^(xu) over the spectrum. L. F. Cugliandolo & D. S. Dean, J. Phys. A
// 28 (1995) 4213.

/**
 * e^(−2u) ∫ x^k e^(xu) dx over the semicircle on [−2, 2]: e^(−2u) S(u), S(u) = I₁(2u)/u, and its
 * derivatives.
 */
export function semicircleAverage(u: number, k = 0): number {
  return (
    (2 / Math.PI) *
    integrateAngle((theta) => squared(sin(theta)) * power(2 * cos(theta), k) * exp(2 * u * (cos(theta) - 1)))
  );
}

/** e(t) = −S′(2t)/(2S(2t)) = −I₂(4t)/I₁(4t). */
export function matrixEnergy(t: number): number {
  return -semicircleAverage(2 * t, 1) / (2 * semicircleAverage(2 * t));
}

/** |∇_⊥H|²/N = −de/dt: the variance of x under the weight e^(2xt). */
export function matrixGradient(t: number): number {
  const mean = semicircleAverage(2 * t, 1) / semicircleAverage(2 * t);
  return semicircleAverage(2 * t, 2) / semicircleAverage(2 * t) - mean * mean;
}

/** C(t, t′) = S(t + t′)/√(S(2t) S(2t′)). */
export function matrixCorrelation(t: number, before: number): number {
  return semicircleAverage(t + before) / Math.sqrt(semicircleAverage(2 * t) * semicircleAverage(2 * before));
}

/** R(t, t′) = S(t − t′) √(S(2t′)/S(2t)). */
export function matrixResponse(t: number, before: number): number {
  // The factors e^(−2u) of the averages cancel, here as above.
  return semicircleAverage(t - before) * Math.sqrt(semicircleAverage(2 * before) / semicircleAverage(2 * t));
}
