import type { Sampler } from '../../../diffusion/samplers.ts';
import { damping, noisePower, signalPower } from '../../../diffusion/schedules.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { expm1, log } from '../../../numeric/special.ts';

// Components that are correlated: the schedule's basis is not the data's. With A = diag(α_i) and
// D = diag(σ_i²) the marginal covariance is V = AΣA + D, the score −V⁻¹x, and every sampler a
// linear map with noise.

/** Σ (d × d) and the γ_i that a sampler passes, from noise to data. */
export interface CorrelatedData {
  covariance: Float64Array;
  gammas: readonly Float64Array[];
  sampler: Sampler;
}

/**
 * Called at each of the γ: the covariance C of the state, and M = Σ A V⁻¹, which makes the
 * denoised state of it.
 */
export type Visit = (step: number, state: Float64Array, denoiser: Float64Array) => void;

/**
 * The covariance of the state under C ← F C Fᵀ + diag(g), from C = 1 on, with
 *
 *     ddim              F = (A_s Σ A_t + diag(σ_s σ_t)) V⁻¹
 *     ancestral         F = diag(√r σ_s²/σ_t²) + diag(α_s σ²_{t|s}/σ_t²) Σ A_t V⁻¹,  g = σ²_{t|s} σ_s²/σ_t²
 *     euler-maruyama    F = 1 + diag(ΔB)(½ − V⁻¹),  g = ΔB
 *     probability-flow  F = 1 + ½ diag(ΔB)(1 − V⁻¹)
 *
 * in the notation of `stepOf`. `visit` sees every state, the last one included.
 */
export function followCovariance({ covariance, gammas, sampler }: CorrelatedData, engine: Engine, visit: Visit): void {
  const d = gammas[0].length;
  const { heap } = engine;
  let state = identity(d);
  for (const [j, gamma] of gammas.entries()) {
    state = heap.scope(() => {
      const alpha = gamma.map((one) => Math.sqrt(signalPower(one)));
      const inverse = inverted(marginalCovariance(covariance, gamma), engine);
      const scaled = covariance.map((value, at) => value * alpha[at % d]);
      const denoiser = engineProduct(engine, heap.matrixFrom(d, d, scaled), inverse);
      visit(j, state, Float64Array.from(denoiser.values));
      if (j + 1 === gammas.length) return state;
      const { F, g } = stepMatrix(sampler, {
        inverse: inverse.values,
        denoiser: denoiser.values,
        from: gamma,
        to: gammas[j + 1],
      });
      const map = heap.matrixFrom(d, d, F);
      const moved = engineProduct(engine, map, heap.matrixFrom(d, d, state));
      const next = heap.matrix(d, d);
      engine.gemm({ a: moved, b: map, c: next, transposeB: true });
      const result = Float64Array.from(next.values);
      for (let i = 0; i < d; i++) result[i * d + i] += g[i];
      return result;
    });
  }
}

/** V = AΣA + D, row-major. */
export function marginalCovariance(covariance: Float64Array, gamma: ArrayLike<number>): Float64Array {
  const d = gamma.length;
  const alpha = Array.from(gamma, (one) => Math.sqrt(signalPower(one)));
  const V = covariance.map((value, at) => value * alpha[Math.floor(at / d)] * alpha[at % d]);
  for (let i = 0; i < d; i++) V[i * d + i] += noisePower(gamma[i]);
  return V;
}

interface StepInput {
  /** V⁻¹ at `from`. */
  inverse: ArrayLike<number>;
  /** Σ A V⁻¹ at `from`. */
  denoiser: ArrayLike<number>;
  from: Float64Array;
  to: Float64Array;
}

function stepMatrix(sampler: Sampler, { inverse, denoiser, from, to }: StepInput) {
  const d = from.length;
  const [alphaT, alphaS] = [from, to].map((gamma) => gamma.map((one) => Math.sqrt(signalPower(one))));
  const [sigmaT2, sigmaS2] = [from, to].map((gamma) => gamma.map(noisePower));
  const deltaB = from.map((one, i) => damping(one) - damping(to[i]));
  const F = new Float64Array(d * d);
  const g = new Float64Array(d);
  for (let i = 0; i < d; i++) {
    const between = -expm1(-deltaB[i]);
    for (let j = 0; j < d; j++) {
      const [at, own] = [i * d + j, i === j ? 1 : 0];
      if (sampler === 'ddim') {
        // The rows of A_s Σ A_t V⁻¹ + diag(σ_s σ_t) V⁻¹.
        F[at] = alphaS[i] * denoiser[at] + Math.sqrt(sigmaS2[i] * sigmaT2[i]) * inverse[at];
      } else if (sampler === 'ancestral') {
        F[at] =
          ((own * alphaT[i]) / alphaS[i]) * (sigmaS2[i] / sigmaT2[i]) +
          ((alphaS[i] * between) / sigmaT2[i]) * denoiser[at];
      } else if (sampler === 'euler-maruyama') F[at] = own + deltaB[i] * (0.5 * own - inverse[at]);
      else F[at] = own + 0.5 * deltaB[i] * (own - inverse[at]);
    }
    if (sampler === 'ancestral') g[i] = (between * sigmaS2[i]) / sigmaT2[i];
    if (sampler === 'euler-maruyama') g[i] = deltaB[i];
  }
  return { F, g };
}

/**
 * KL of N(0, C) from N(0, T) in nats: ½(tr T⁻¹C − d − ln det T⁻¹C), for d × d covariances. Throws
 * `NotPositiveDefinite`.
 */
export function gaussianDivergence(C: Float64Array, T: Float64Array, engine: Engine): number {
  const d = Math.sqrt(C.length);
  const { heap } = engine;
  return heap.scope(() => {
    const lower = heap.matrixFrom(d, d, T);
    engine.cholesky(lower);
    engine.invertLower(lower);
    const whitened = engineProduct(engine, lower, heap.matrixFrom(d, d, C));
    const ratio = heap.matrix(d, d);
    engine.gemm({ a: whitened, b: lower, c: ratio, transposeB: true });
    const values = engine.eigh(ratio);
    return values.reduce((sum, r) => sum + 0.5 * (r - 1 - log(r)), 0);
  });
}

function inverted(V: Float64Array, engine: Engine): Matrix {
  const d = Math.sqrt(V.length);
  const factor = engine.heap.matrixFrom(d, d, V);
  const inverse = engine.heap.matrixFrom(d, d, identity(d));
  engine.cholesky(factor);
  engine.solveCholesky(factor, inverse);
  return inverse;
}

function engineProduct(engine: Engine, a: Matrix, b: Matrix): Matrix {
  const c = engine.heap.matrix(a.rows, b.columns);
  engine.gemm({ a, b, c });
  return c;
}

function identity(d: number): Float64Array {
  return Float64Array.from({ length: d * d }, (_, at) => (at % (d + 1) === 0 ? 1 : 0));
}
