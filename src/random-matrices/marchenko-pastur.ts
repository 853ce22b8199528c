import { OutOfRange } from '../numeric/errors.ts';
import { integrateAngle } from '../numeric/quadrature.ts';
import { cos, log, sin, squared } from '../numeric/special.ts';

/**
 * The spectrum of the white Wishart matrix XᵀX/P (D × D, unit variance), q = D/P. Source: Marchenko
 * & Pastur 1967.
 */
export interface WhiteWishart {
  edges: [number, number];
  /** Weight at 0: (1 − 1/q)₊. */
  atom: number;
  /** ρ(x) of the continuous part, per unit of eigenvalue; 0 outside the edges. */
  density: (x: number) => number;
  /** (1/D) tr(XᵀX/P + λ)⁻¹ for λ > 0. */
  stieltjes: (ridge: number) => number;
  /** E x, E x², E x³, E x⁴. */
  moments: [number, number, number, number];
}

/** Throws `OutOfRange` for q ≤ 0, and from `stieltjes` for λ ≤ 0. */
export function whiteWishart(q: number): WhiteWishart {
  if (!(q > 0) || !Number.isFinite(q)) throw new OutOfRange('the ratio D/P', q, 'a positive number');
  const root = Math.sqrt(q);
  const edges: [number, number] = [squared(1 - root), squared(1 + root)];
  return {
    edges,
    atom: Math.max(1 - 1 / q, 0),
    density: (x) =>
      x <= edges[0] || x >= edges[1] ? 0 : Math.sqrt((edges[1] - x) * (x - edges[0])) / (2 * Math.PI * q * x),
    stieltjes: (ridge) => {
      if (!(ridge > 0)) throw new OutOfRange('λ', ridge, 'positive');
      const kappa = isotropicKappa(q, ridge);
      return kappa / (ridge * (1 + kappa));
    },
    moments: [1, 1 + q, 1 + 3 * q + q * q, 1 + 6 * q + 6 * q * q + q * q * q],
  };
}

/** Nearer to q = 1 than this in log q, the pole of 1/s at s = 0 slows the trapezoidal rule down. */
const NEAR_THRESHOLD = 0.2;

/**
 * ∫ f(s) ρ(s) ds over the continuous part of the white Wishart law (its mass is min(1, 1/q)), f
 * smooth at s ≥ 0. With s = 1 + q + 2√q cos θ, ρ ds = (2/π) sin²θ dθ/s. Relative error below 1e-12
 * for positive f; near q = 1 relative to f(0), with which the pole of 1/s is taken out there.
 * Throws `NoConvergence` when f has structure finer than 1e-12 of the bulk.
 */
export function whiteWishartIntegral(q: number, f: (s: number) => number): number {
  const root = Math.sqrt(q);
  const atZero = Math.abs(log(q)) < NEAR_THRESHOLD ? f(0) : 0;
  const rest = integrateAngle((theta) => {
    const s = squared(1 - root) + 4 * root * squared(cos(theta / 2));
    // At q = 1 the far end is s = 0 itself, where sin²θ vanishes as fast.
    return s === 0 ? 0 : ((2 / Math.PI) * squared(sin(theta)) * (f(s) - atZero)) / s;
  });
  return atZero * Math.min(1, 1 / q) + rest;
}

/**
 * κ for η = 1: the larger root of κ² − bκ − λ = 0, b = λ + q − 1. λ ≥ 0 in units of η, or λ ≥
 * −(1−√q)² when q > 1. Throws `OutOfRange` outside. Source: 1903.08560; 1507.03003.
 */
export function isotropicKappa(q: number, ridge: number): number {
  checkRatio(q);
  const least = q > 1 ? -squared(1 - Math.sqrt(q)) : 0;
  if (!(ridge >= least) || !Number.isFinite(ridge)) throw new OutOfRange('the ridge', ridge, `at least ${least}`);
  const b = ridge + q - 1;
  const root = Math.sqrt(Math.max(b * b + 4 * ridge, 0));
  // Of the two forms of the root the one that adds magnitudes.
  return b < 0 ? (2 * ridge) / (root - b) : (root + b) / 2;
}

function checkRatio(q: number): void {
  if (!(q > 0) || !Number.isFinite(q)) throw new OutOfRange('the ratio D/P', q, 'a positive number');
}
