/**
 * What the covariance Σ of the student's inputs does to a fit: its different eigenvalues ω, the
 * share of the d directions that each has, and the squared projections v² of Φᵀθ, the covariance of
 * inputs and teacher's field, on their eigenvectors (Σ w_* of a teacher on the inputs themselves;
 * the centre μ of clusters), summed.
 */
export interface Covariance {
  omega: Float64Array;
  share: Float64Array;
  overlap: Float64Array;
}

/** The three conjugates of the fixed point. */
export interface Conjugates {
  m: number;
  q: number;
  V: number;
}

/** Where they lead. */
export interface Response {
  /** m = E[u f], q = E[f²], V = tr Σ(∇²J)⁻¹/d. */
  m: number;
  q: number;
  V: number;
  /** q − m²/ρ, without cancellation as far as it comes from the q̂ of finite samples. */
  rest: number;
  /** |w|². */
  norm: number;
}

/**
 * V = tr ΣR/d, m = m̂ vᵀRv, q = q̂ tr ΣRΣR/d + m̂² vᵀRΣRv with R = (λ + V̂Σ)⁻¹. `rho`: the
 * teacher's whole power, ρ ≥ Σ v²/ω. Source: Loureiro et al. 2021 (2102.08127), with norms of
 * order 1.
 */
export function respond({ omega, share, overlap }: Covariance, lambda: number, hat: Conjugates, rho: number): Response {
  let [V, A, C, B, size, aligned] = [0, 0, 0, 0, 0, 0];
  for (let k = 0; k < omega.length; k++) {
    const r = 1 / (lambda + hat.V * omega[k]);
    const s = omega[k] * r;
    V += share[k] * s;
    A += share[k] * s * s;
    size += share[k] * s * r;
    C += overlap[k] * r;
    B += overlap[k] * s * r;
    aligned += overlap[k] * r * r;
  }
  const square = hat.m * hat.m;
  return {
    m: hat.m * C,
    q: hat.q * A + square * B,
    V,
    rest: hat.q * A + square * Math.max(0, B - (C * C) / rho),
    norm: hat.q * size + square * aligned,
  };
}

/**
 * S = ρ − 2m + q where m̂ = V̂, as of losses of the residual alone, without cancellation:
 * q̂ tr ΣRΣR/d + Σ λ²v²/(ω(λ + V̂ω)²) + `unseen`, the part of ρ that no input tells.
 */
export function excess({ omega, share, overlap }: Covariance, lambda: number, hat: Conjugates, unseen: number): number {
  let sum = unseen;
  for (let k = 0; k < omega.length; k++) {
    const r = 1 / (lambda + hat.V * omega[k]);
    sum += hat.q * share[k] * omega[k] * omega[k] * r * r + (overlap[k] / omega[k]) * (lambda * r) * (lambda * r);
  }
  return sum;
}

/** Equal directions, of which the teacher's power ρ is all told by the inputs. */
export function isotropic(rho: number): Covariance {
  return { omega: Float64Array.of(1), share: Float64Array.of(1), overlap: Float64Array.of(rho) };
}

/** Equal eigenvalues gathered. `overlap`: v² of each of the d directions. */
export function covarianceOf(eta: ArrayLike<number>, overlap: ArrayLike<number>): Covariance {
  const levels = new Map<number, { count: number; sum: number }>();
  for (let k = 0; k < eta.length; k++) {
    const level = levels.get(eta[k]) ?? { count: 0, sum: 0 };
    levels.set(eta[k], { count: level.count + 1, sum: level.sum + overlap[k] });
  }
  const all = [...levels.values()];
  return {
    omega: Float64Array.from(levels.keys()),
    share: Float64Array.from(all, ({ count }) => count / eta.length),
    overlap: Float64Array.from(all, ({ sum }) => sum),
  };
}
