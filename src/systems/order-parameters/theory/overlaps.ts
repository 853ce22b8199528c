import { squared } from '../../../numeric/special.ts';

// Overlaps of students a and b with a teacher of length 1 and with each other, where a share c of
// their training samples is the same; α = n/d.

export interface Overlaps {
  /** m = ⟨w_a·w*⟩. */
  teacher: number;
  /** q = ⟨w_a·w_a⟩. */
  self: number;
  /** q_ab = ⟨w_a·w_b⟩. */
  replica: number;
}

/**
 * Gradient flow from two starts of variance s²/d to n < d samples without noise. Exact at every
 * size for c = 0 and 1; between, as d → ∞, where q_ab is that of ridge regression for λ → 0,
 * derived here.
 */
export function interpolatingOverlaps(alpha: number, s2: number, c: number): Overlaps {
  const replica = (alpha * alpha + alpha * c * (1 - 2 * alpha)) / (1 - alpha * c);
  return { teacher: alpha, self: alpha + (1 - alpha) * s2, replica };
}

/**
 * Hebb's rule w = Σ yx/d on signs y of the teacher, exact at every size: moments of |z| and z²
 * (Seung, Sompolinsky & Tishby, Phys. Rev. A 45 (1992) 6056); with shared samples derived here.
 */
export function hebbianOverlaps(n: number, d: number, c: number): Overlaps {
  const alpha = n / d;
  const m = alpha * Math.sqrt(2 / Math.PI);
  const shared = (c * alpha * (d - 2 / Math.PI)) / d;
  return { teacher: m, self: m * m + (alpha * (d - 2 / Math.PI)) / d, replica: m * m + shared };
}

export interface RidgeSettings {
  alpha: number;
  /** λ > 0 of ½ Σ(y − w·x)²/d + ½λ|w|². */
  lambda: number;
  noise: number;
  /** T of e^(−dJ/T), from which weights are drawn; 0 is the minimum. */
  temperature: number;
  /** c. */
  shared: number;
}

/** V = tr H⁻¹/d of the Hessian H, from λV² + (λ + α − 1)V = 1. */
export function ridgeResponse(alpha: number, lambda: number): number {
  const b = lambda + alpha - 1;
  const root = Math.sqrt(b * b + 4 * lambda);
  // Of two ways to write the root, the one that does not cancel.
  return b > 0 ? 2 / (b + root) : (root - b) / (2 * lambda);
}

/**
 * Ridge regression on labels w*·x + noise, as d → ∞: the square loss of Loureiro et al. 2021
 * (2102.08127); q_ab of students that share samples is derived here.
 */
export function ridgeOverlaps({ alpha, lambda, noise, temperature, shared }: RidgeSettings): Overlaps {
  const V = ridgeResponse(alpha, lambda);
  const m = (alpha * V) / (1 + V);
  const between = (c: number) => {
    const A = alpha * c * squared(V / (1 + V));
    return (m * m + A * (1 - 2 * m + noise)) / (1 - A);
  };
  return { teacher: m, self: between(1) + temperature * V, replica: between(shared) };
}

/**
 * The same at λ = 0 with n > d + 1, exact at every size for c = 0 and 1: α − 1/d stands for α.
 */
export function leastSquaresOverlaps(n: number, d: number, noise: number, temperature: number, c: number): Overlaps {
  const alpha = (n - 1) / d;
  const self = 1 + (noise + temperature) / (alpha - 1);
  return { teacher: 1, self, replica: 1 + (c * noise) / (alpha - c) };
}
