import { OutOfRange } from '../../../numeric/errors.ts';
import { brent } from '../../../numeric/roots.ts';

/** Pretraining in the proportional limit; contexts and tasks may be `Infinity`. */
export interface Pretraining {
  /** α = l/d, examples in a context over the dimension. */
  alpha: number;
  /** τ = n/d², contexts over the number of features. */
  tau: number;
  /** κ = k/d, tasks over the dimension. */
  kappa: number;
  /** ρ, the variance of label noise; a label without it has variance 1. */
  rho: number;
  /** λ, the ridge. */
  lambda: number;
  /** α of the contexts that are tested on; that of pretraining unless given. */
  testAlpha?: number;
}

export interface InContextErrors {
  /** On contexts of new tasks (in-context learning), and of the tasks of pretraining. */
  icl: number;
  idg: number;
  /** K, what the ridge has become by the finite number of contexts. */
  renormalised: number;
  /** γ, the share of degrees of freedom that noise fills: errors grow as 1/(1 − γ). */
  gamma: number;
}

/**
 * Mean squared errors of ridge-trained linear attention in the limit d → ∞. The fit is ridge
 * regression of labels on the d² features x ⊗ h, whose covariance is I ⊗ R, R = W + x₀ with the
 * sample covariance W of the tasks and x₀ = (1 + ρ)/α: its deterministic equivalent, with
 *
 *     λ = K [1 − ⟨RG⟩/τ],  G = (R + K)⁻¹,  γ = ⟨(RG)²⟩/τ,
 *     e = (ρ + x₀⟨WG⟩ + K(⟨WG⟩ − ⟨(WG)²⟩))/(1 − γ),
 *     e_IDG = ρ + a²⟨WG²⟩ + x₀′⟨(WG)²⟩ + ⟨(W + x₀′)RG²⟩ e/τ,  a = x₀ + K,
 *     e_ICL = ρ + a²⟨G²⟩ + x₀′⟨(WG)²⟩ + (1 + x₀′)⟨RG²⟩ e/τ,
 *
 * ⟨A⟩ = tr A/d, x₀′ that of the contexts of the test; e is e_IDG at x₀′ = x₀. Infinite where γ = 1,
 * at τ = 1 without a ridge. Throws `OutOfRange`.
 *
 * Source: Lu, Letey, Zavatone-Veth, Maiti & Pehlevan 2024 (2405.11751).
 */
export function inContextErrors(pretraining: Pretraining): InContextErrors {
  const { alpha, tau, kappa, rho, lambda, testAlpha = alpha } = pretraining;
  for (const [name, value] of Object.entries({ alpha, tau, kappa, testAlpha }))
    if (!(value > 0)) throw new OutOfRange(name, value, 'above 0');
  for (const [name, value] of Object.entries({ rho, lambda }))
    if (!(value >= 0 && value < Infinity)) throw new OutOfRange(name, value, 'finite and not negative');
  const x0 = (1 + rho) / alpha;
  const K = renormalisedRidge(pretraining);
  const a = x0 + K;
  const { WG, WGsquared, WG2, G2 } = resolventTraces(a, kappa);
  const gamma = (WGsquared + 2 * x0 * WG2 + x0 * x0 * G2) / tau;
  // ⟨WG⟩ − ⟨(WG)²⟩ = a⟨WG²⟩.
  const left = rho + x0 * WG + K * a * WG2;
  // Without a ridge and with more contexts than features K is 0 and γ = 1/τ, which ends in the
  // smallest difference from 1 that numbers have.
  const alike = left / (lambda === 0 && tau >= 1 ? 1 - 1 / tau : 1 - gamma);
  const x0Test = (1 + rho) / testAlpha;
  // Of infinitely many contexts nothing is left of the noise.
  const noise = (trace: number) => (tau === Infinity ? 0 : (trace / tau) * alike);
  const settled = rho + x0Test * WGsquared;
  const icl = settled + a * a * G2 + noise((1 + x0Test) * (WG2 + x0 * G2));
  const known = settled + a * a * WG2 + noise(WGsquared + (x0 + x0Test) * WG2 + x0 * x0Test * G2);
  const idg = testAlpha === alpha ? alike : known;
  return { icl, idg, renormalised: K, gamma };
}

/** K of λ = K [1 − ⟨RG⟩/τ], between λ and λ + (1 + x₀)/τ; 0 where λ = 0 and τ ≥ 1. */
function renormalisedRidge({ alpha, tau, kappa, rho, lambda }: Pretraining): number {
  if (tau === Infinity || (lambda === 0 && tau >= 1)) return lambda;
  const x0 = (1 + rho) / alpha;
  const left = (K: number) => {
    const { M, WG } = resolventTraces(x0 + K, kappa);
    return 1 - (WG + x0 * M) / tau - (K === 0 ? 0 : lambda / K);
  };
  const most = lambda + (1 + x0) / tau;
  // At the lower end −⟨RG⟩/τ < 0; a little above the upper one, since for small traces it is a
  // root.
  return brent(left, lambda, most * (1 + 1e-9));
}

/**
 * Traces over d of G = (W + a)⁻¹ and of its products with W = Σ wwᵀ/k, k = κd tasks w ~ N(0, I), by
 * the law of Marchenko and Pastur: M = ⟨G⟩ solves aM²/κ + (a + 1 − 1/κ)M = 1. All are written as
 * sums of positive terms.
 */
export function resolventTraces(a: number, kappa: number) {
  const inverse = 1 / kappa;
  const b = a + 1 - inverse;
  const root = Math.sqrt(b * b + 4 * a * inverse);
  const M = b >= 0 ? 2 / (b + root) : (root - b) / (2 * a * inverse);
  const WG = M / (1 + M * inverse);
  // D = −⟨G⟩(1 + ⟨G⟩/κ)/⟨G⟩′, and c = D − a.
  const c = 1 + (1 - 2 * WG) * inverse;
  const D = a + c;
  return { M, WG, WGsquared: (WG * c) / D, WG2: WG / D, G2: (M * (1 + M * inverse)) / D };
}

/**
 * What a new task costs beyond those of pretraining once contexts and examples are without end: (1
 * − κ)₊, where attention projects on the span of the tasks that it knows.
 */
export function gapOfEndlessContexts(kappa: number): number {
  return Math.max(0, 1 - kappa);
}
