import type { Sampler } from '../../../diffusion/samplers.ts';
import { damping, noisePower, signalPower } from '../../../diffusion/schedules.ts';
import { expm1, log1p } from '../../../numeric/special.ts';

// One Gaussian component x(0) ~ N(0, S) of data whose score is known. At γ its marginal variance is
// V = α²S + σ², the score −x/V, and every sampler is linear: it keeps the component Gaussian.

/** V = α²S + σ². */
export function marginalVariance(S: number, gamma: number): number {
  return signalPower(gamma) * S + noisePower(gamma);
}

/**
 * One step from γ = `from` to `to` as v ← f² v + g:
 *
 *     ddim              f = (α_s α_t S + σ_s σ_t)/V
 *     ancestral         f = √r σ_s²/σ_t² + (α_s σ²_{t|s}/σ_t²) α_t S/V,  g = σ²_{t|s} σ_s²/σ_t²
 *     euler-maruyama    f = 1 + ΔB (½ − 1/V),  g = ΔB
 *     probability-flow  f = 1 + ½ ΔB (1 − 1/V)
 *
 * with r = α_t²/α_s², σ²_{t|s} = σ_t² − r σ_s², ΔB = −ln r, subscripts t before and s after the
 * step.
 */
export function stepOf(sampler: Sampler, S: number, from: number, to: number): { f: number; g: number } {
  const [alphaT2, alphaS2] = [signalPower(from), signalPower(to)];
  const [sigmaT2, sigmaS2] = [noisePower(from), noisePower(to)];
  const V = alphaT2 * S + sigmaT2;
  const deltaB = damping(from) - damping(to);
  switch (sampler) {
    case 'ddim':
      return { f: (Math.sqrt(alphaS2 * alphaT2) * S + Math.sqrt(sigmaS2 * sigmaT2)) / V, g: 0 };
    case 'ancestral': {
      const r = alphaT2 / alphaS2;
      const between = -expm1(-deltaB);
      const f = (Math.sqrt(r) * sigmaS2) / sigmaT2 + ((Math.sqrt(alphaS2 * alphaT2) * between) / sigmaT2) * (S / V);
      return { f, g: (between * sigmaS2) / sigmaT2 };
    }
    case 'euler-maruyama':
      return { f: 1 + deltaB * (0.5 - 1 / V), g: deltaB };
    case 'probability-flow':
      return { f: 1 + 0.5 * deltaB * (1 - 1 / V), g: 0 };
  }
}

/**
 * The variance at each of the `gammas` that a sampler passes, one longer than its steps: it begins
 * with 1, the prior's.
 */
export function sampledVariances(sampler: Sampler, S: number, gammas: ArrayLike<number>): Float64Array {
  const v = new Float64Array(gammas.length).fill(1);
  for (let j = 0; j + 1 < gammas.length; j++) {
    const { f, g } = stepOf(sampler, S, gammas[j], gammas[j + 1]);
    v[j + 1] = f * f * v[j] + g;
  }
  return v;
}

/**
 * (αS/V)² v/S: the variance of the denoised component E[x(0)|x], in units of the data's, when its
 * state has a variance of v. With v = V it is α²S/V, which is also what an exact U-turn at γ leaves
 * of the component (its correlation with itself), and is ½ at SNR = S e^(−γ) = 1.
 */
export function shareSeen(S: number, gamma: number, v: number): number {
  const V = marginalVariance(S, gamma);
  return (signalPower(gamma) * S * v) / (V * V);
}

/**
 * KL of N(0, v) from N(0, S), per component, in nats, from the ratio v/S:  ½(r − 1 − ln r).
 */
export function divergenceOfRatio(r: number): number {
  const u = r - 1;
  // The difference loses its digits near r = 1, where it is u²/4 and so on.
  if (Math.abs(u) < 1e-3) return u * u * (1 / 4 - u * (1 / 6 - u * (1 / 8 - u * (1 / 10 - u / 12))));
  return 0.5 * (u - log1p(u));
}
