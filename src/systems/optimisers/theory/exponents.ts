import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { exp, log, power } from '../../../numeric/special.ts';
import { gamma } from '../../../statistics/distributions.ts';

// Exponents of the loss in the number of steps, L ~ k^(−p), where λ_i = i^(−b) and λ_i e_i² =
// i^(−a), and so many modes that the last are not learned yet (Velikanov & Yarotsky 2022, arXiv
// 2202.00992, for descent, momentum and conjugate gradients). r = (a − 1)/b.

/** (a − 1)/b: gradient descent, and the heavy ball at a fixed momentum. */
export function descentExponent(a: number, b: number): number {
  return (a - 1) / b;
}

/** L → Γ(r)/(2b) (2ηk)^(−r) of gradient descent. */
export function descentLaw(a: number, b: number, time: number): number {
  const r = descentExponent(a, b);
  return (gamma(r) / (2 * b)) * power(2 * time, -r);
}

/**
 * ½ ∫ x^(−a) exp(−2t x^(−b)) dx over x > 0, over `descentLaw`, with no use of the gamma
 * function: 1.
 */
export function descentLawByQuadrature(a: number, b: number, time: number): number {
  const { nodes, weights } = gaussLegendre(200);
  const r = descentExponent(a, b);
  // u = 2t x^(−b) on a logarithmic scale: u^r e^(−u) is nothing beyond these ends.
  const [low, high] = [-34 / r, log(60 + 4 * r)];
  let sum = 0;
  for (const [from, to] of pieces(low, high))
    nodes.forEach((node, i) => {
      const y = from + ((node + 1) / 2) * (to - from);
      sum += ((weights[i] * (to - from)) / 2) * exp(r * y - exp(y));
    });
  return ((sum / (2 * b)) * power(2 * time, -r)) / descentLaw(a, b, time);
}

function pieces(low: number, high: number): [number, number][] {
  const count = 8;
  const at = (i: number) => low + (i / count) * (high - low);
  return Array.from({ length: count }, (_, i) => [at(i), at(i + 1)]);
}

/** r/(1 − θ) with the preconditioner H^(−θ), θ < 1. */
export function preconditionedExponent(a: number, b: number, theta: number): number {
  return descentExponent(a, b) / (1 - theta);
}

/**
 * min(2r, r + 3/2) of Nesterov's method with β_k = k/(k + 3): twice that of descent up to r = 3/2
 * alone. Modes of ηλ > 1/k are damped by (1 − ηλ)^(k/2), which the flow does not have.
 */
export function nesterovExponent(a: number, b: number): number {
  const r = descentExponent(a, b);
  return Math.min(2 * r, r + 1.5);
}

/** (2 + b)r of conjugate gradients. */
export function conjugateGradientExponent(a: number, b: number): number {
  return (2 + b) * descentExponent(a, b);
}

/**
 * 2(a − 1)/(b − a) of sign descent, in ηk, for a < b; from a = b on all errors are bounded, and
 * learned in a finite time: undefined.
 */
export function signExponent(a: number, b: number): number | undefined {
  return a < b ? (2 * (a - 1)) / (b - a) : undefined;
}
