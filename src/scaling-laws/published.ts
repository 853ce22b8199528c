/**
 * Constants of the fits of Kaplan et al. 2020 (2001.08361): N parameters without embeddings, D
 * tokens, S steps, B tokens in a batch, C compute in petaflop/s-days. Losses in nats.
 */
export const kaplan = {
  /** L = (N_c/N)^α_N, (D_c/D)^α_D, and of compute at the best batch (`min`) and at a fixed one. */
  alphaN: 0.076,
  Nc: 8.8e13,
  alphaD: 0.095,
  Dc: 5.4e13,
  alphaCMin: 0.05,
  CcMin: 3.1e8,
  alphaC: 0.057,
  Cc: 1.6e7,
  /** L(N, D) = [(N_c/N)^{α_N/α_D} + D_c/D]^{α_D}. */
  jointData: { alphaN: 0.076, alphaD: 0.103, Nc: 6.4e13, Dc: 1.8e13 },
  /** L(N, S_min) = (N_c/N)^α_N + (S_c/S_min)^α_S. */
  jointSteps: { alphaN: 0.077, alphaS: 0.76, Nc: 6.5e13, Sc: 2.1e3 },
  /** B_crit = B_* L^{−1/α_B}, in tokens. */
  criticalBatch: { Bstar: 2.1e8, alphaB: 0.21 },
  /** Powers of compute. */
  optimal: { N: 0.73, B: 0.24, S: 0.03 },
} as const;

/** 1/(1/α_S + 1/α_B + 1/α_N), what the other exponents make that of compute; printed as 0.054. */
export function kaplanComputeExponent(): number {
  const { jointSteps, criticalBatch } = kaplan;
  return 1 / (1 / jointSteps.alphaS + 1 / criticalBatch.alphaB + 1 / jointSteps.alphaN);
}

/**
 * L = E + A N^{−α} + B D^{−β} of Hoffmann et al. 2022 (2203.15556), as printed, and the exponents
 * of the best N in compute that their three approaches give. Exponents are rounded: predictions far
 * away need those of a fit of one's own.
 */
export const hoffmann = {
  law: { E: 1.69, A: 406.4, B: 410.7, alpha: 0.34, beta: 0.28 },
  allocation: { approach1: 0.5, approach2: 0.49, approach3: 0.46 },
} as const;

/**
 * R_D* and R_N* of the law of repeated data (Muennighoff et al. 2023, 2305.16264). Ill identified:
 * of their runs other constants fit better (`docs/instruments.md`).
 */
export const muennighoff = { repetition: { RDstar: 15.387756, RNstar: 5.309743 } } as const;
