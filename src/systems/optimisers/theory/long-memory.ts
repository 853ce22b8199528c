import { integrateOde } from '../../../numeric/ode.ts';
import { brent } from '../../../numeric/roots.ts';
import { exp, expm1 } from '../../../numeric/special.ts';

// Adam and AdaGrad at small steps, where the squares of all gradients so far are summed.

const BEGIN = 1e-6;

/**
 * f(s) of e(k) = e₀ f(ηk/e₀) for Adam with β₁ = 0 and 1/(1 − β₂) ≫ k, whose correction makes v̂ the
 * mean of g²: f′ = −f √(s/Q), Q′ = f², f(0) = 1. At ascending s ≥ 0; whatever the curvature.
 */
export function adamLaw(s: ArrayLike<number>): Float64Array {
  const times = Array.from(s);
  const later = times.filter((one) => one > BEGIN);
  const states = integrateOde(
    (at, [f, Q], out) => {
      out[0] = -f * Math.sqrt(at / Q);
      out[1] = f * f;
    },
    Float64Array.of(1 - BEGIN, BEGIN * (1 - BEGIN)),
    BEGIN,
    later,
    { relative: 1e-11, absolute: 1e-20 },
  );
  const early = times.length - later.length;
  return Float64Array.from(times, (one, i) => (i < early ? 1 - one : states[i - early][0]));
}

/**
 * g(s) of e = e₀ g(η²k/e₀²) for AdaGrad: g′ = −g/√Q, Q′ = g², g(0) = 1. The two together are g² = 1
 * − 4√Q, and so g² − 1 − ln g² = 8s.
 */
export function adaGradLaw(s: number): number {
  if (s === 0) return 1;
  const logarithm = brent((z) => expm1(z) - z - 8 * s, -1 - 8 * s, 0);
  return exp(logarithm / 2);
}
