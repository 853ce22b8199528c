// Gaussian averages of the activation g(z) = erf(z/√2) over zero-mean fields with covariance C, in
// closed form. D. Saad & S. A. Solla, Phys. Rev. E 52, 4225 (1995), appendix. Arguments are
// covariances of the fields named.

import { arcsin } from '../../../numeric/arc.ts';

import { squared } from '../../../numeric/special.ts';

/** I₂ = ⟨g(z₁) g(z₂)⟩ from variances c11, c22 and covariance c12. */
export function i2(c11: number, c12: number, c22: number): number {
  return (2 / Math.PI) * arcsin(c12 / Math.sqrt((1 + c11) * (1 + c22)));
}

/** J₂ = ⟨g′(z₁) g′(z₂)⟩. */
export function j2(c11: number, c12: number, c22: number): number {
  return 2 / (Math.PI * Math.sqrt((1 + c11) * (1 + c22) - c12 * c12));
}

/** I₃ = ⟨g′(z₁) z₂ g(z₃)⟩. */
export function i3(c11: number, c12: number, c13: number, c23: number, c33: number): number {
  const lambda3 = (1 + c11) * (1 + c33) - c13 * c13;
  return (2 / Math.PI) * ((c23 * (1 + c11) - c12 * c13) / (Math.sqrt(lambda3) * (1 + c11)));
}

/** I₄ = ⟨g′(z₁) g′(z₂) g(z₃) g(z₄)⟩. */
export function i4(
  c11: number,
  c12: number,
  c13: number,
  c14: number,
  c22: number,
  c23: number,
  c24: number,
  c33: number,
  c34: number,
  c44: number,
): number {
  const lambda4 = (1 + c11) * (1 + c22) - c12 * c12;
  const lambda0 = lambda4 * c34 - c23 * c24 * (1 + c11) - c13 * c14 * (1 + c22) + c12 * c13 * c24 + c12 * c14 * c23;
  const lambda1 = lambda4 * (1 + c33) - c23 * c23 * (1 + c11) - c13 * c13 * (1 + c22) + 2 * c12 * c13 * c23;
  const lambda2 = lambda4 * (1 + c44) - c24 * c24 * (1 + c11) - c14 * c14 * (1 + c22) + 2 * c12 * c14 * c24;
  return (4 / (squared(Math.PI) * Math.sqrt(lambda4))) * arcsin(lambda0 / Math.sqrt(lambda1 * lambda2));
}
