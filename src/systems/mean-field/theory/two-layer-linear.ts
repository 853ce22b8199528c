import { exp, squared } from '../../../numeric/special.ts';

/** A linear network of one infinitely wide hidden layer on one datum of length √d. */
export interface TwoLayerLinear {
  /** y */
  target: number;
  /** γ₀ */
  richness: number;
}

/**
 * The output under gradient flow, ḟ = 2√(1 + γ₀²f²)(y − f) from 0 (Bordelon and Pehlevan 2022,
 * arXiv 2205.09653): with p = γ₀f = sinh θ it is θ̇ = 2(γ₀y − sinh θ), solved by partial fractions
 * in e^θ. That is the deep linear mode of imbalance 2 and strength γ₀|y| that begins at 0.
 */
export function outputAfter(time: number, { target, richness }: TwoLayerLinear): number {
  const s = richness * Math.abs(target);
  const up = s + Math.sqrt(1 + s * s);
  const down = -1 / up;
  // (ω − up)/(ω − down) with ω = e^θ falls exponentially from ω = 1.
  const ratio = ((1 - up) / (1 - down)) * exp((down - up) * time);
  const omega = (up - down * ratio) / (1 - ratio);
  return (Math.sign(target) * (omega - 1 / omega)) / (2 * richness);
}

/** The tangent kernel where the output is f: 2√(1 + γ₀²f²), for |w|²/N − |h|²/N is conserved. */
export function kernelAt(f: number, { richness }: TwoLayerLinear): number {
  return 2 * Math.sqrt(1 + squared(richness * f));
}
