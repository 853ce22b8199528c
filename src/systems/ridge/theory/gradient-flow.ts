import { OutOfRange } from '../../../numeric/errors.ts';
import { exp, expm1, squared } from '../../../numeric/special.ts';
import { whiteWishartIntegral } from '../../../random-matrices/marchenko-pastur.ts';
import { isotropicRisk } from './isotropic.ts';

/**
 * E_g(t) of gradient flow ẇ = −(Σ̂w − Xᵀy/P) from w(0) = 0, η = 1: ‖w̄‖²[(1 − 1/q)₊ + ∫ρ e^{−2st}]
 * + σ² q ∫ρ (1−e^{−st})²/s over the continuous part of the Marchenko–Pastur law. `times`: t ≥ 0;
 * `Infinity` allowed unless q = 1. Relative error below 1e-11 (near q = 1 relative to ‖w̄‖² + σ²).
 * Throws `OutOfRange` for negative times, `NoConvergence` for t beyond 1e9 or so near q = 1.
 * Source: 1710.03667.
 */
export function isotropicGradientFlow(q: number, norm2: number, noise: number, times: ArrayLike<number>): Float64Array {
  if (!(q > 0) || !Number.isFinite(q)) throw new OutOfRange('the ratio D/P', q, 'a positive number');
  return Float64Array.from(times, (t) => {
    if (!(t >= 0)) throw new OutOfRange('the time', t, 'at least 0');
    if (t === Number.POSITIVE_INFINITY) return isotropicRisk(q, 0, norm2, noise).excessError;
    // Early the rest that is kept is 1 less a little: the little is integrated, whose digits the 1
    // would take.
    const isEarly = 2 * t * squared(1 + Math.sqrt(q)) < 1;
    const kept = isEarly
      ? 1 + whiteWishartIntegral(q, (s) => expm1(-2 * s * t))
      : Math.max(1 - 1 / q, 0) + whiteWishartIntegral(q, (s) => exp(-2 * s * t));
    const fitted = noise === 0 ? 0 : whiteWishartIntegral(q, (s) => (s === 0 ? 0 : squared(expm1(-s * t)) / s));
    return norm2 * kept + noise * q * fitted;
  });
}
