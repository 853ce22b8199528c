import { OutOfRange } from '../../../numeric/errors.ts';

/** Errors of ridgeless nonlinear random features on isotropic inputs. */
export interface RidgelessRisk {
  /** χ ≤ 0, the root of a quadratic. */
  chi: number;
  /** E_g for a linear target of norm 1 without noise, and for pure noise of variance 1. */
  bias: number;
  variance: number;
}

/**
 * The closed form for λ → 0 on isotropic inputs: ψ₁ = N/D, ψ₂ = P/D, and z = μ₁²/μ_*² of the
 * activation; all positive. E_g = ‖w̄‖² · bias + σ² · variance. Both are infinite at ψ₁ = ψ₂.
 * Throws `OutOfRange` for others. Source: 1908.05355, theorem on the ridgeless limit.
 */
export function ridgelessRisk(psi1: number, psi2: number, z: number): RidgelessRisk {
  for (const [name, value] of Object.entries({ 'N/D': psi1, 'P/D': psi2, 'μ₁²/μ_*²': z }))
    if (!(value > 0) || value === Number.POSITIVE_INFINITY) throw new OutOfRange(name, value, 'positive and finite');
  const psi = Math.min(psi1, psi2);
  const linear = psi * z - z - 1;
  const root = Math.sqrt(linear * linear + 4 * z * psi);
  // −(root + linear)/2z, in the form that adds.
  const chi = linear > 0 ? -(root + linear) / (2 * z) : (-2 * psi) / (root - linear);
  if (psi1 === psi2) return { chi, bias: Number.POSITIVE_INFINITY, variance: Number.POSITIVE_INFINITY };
  const both = psi1 * psi2;
  const c2 = chi * chi;
  const c3 = c2 * chi;
  const c4 = c2 * c2;
  const c5 = c4 * chi;
  const z2 = z * z;
  const z3 = z2 * z;
  const e0 =
    -c5 * z3 +
    3 * c4 * z2 +
    (both - psi1 - psi2 + 1) * c3 * z3 -
    2 * c3 * z2 -
    3 * c3 * z +
    (psi1 + psi2 - 3 * both + 1) * c2 * z2 +
    2 * c2 * z +
    c2 +
    3 * both * chi * z -
    both;
  const e1 = psi2 * c3 * z2 - psi2 * c2 * z + both * chi * z - both;
  const e2 =
    c5 * z3 - 3 * c4 * z2 + (psi1 - 1) * c3 * z3 + 2 * c3 * z2 + 3 * c3 * z - (psi1 + 1) * c2 * z2 - 2 * c2 * z - c2;
  return { chi, bias: e1 / e0, variance: e2 / e0 };
}
