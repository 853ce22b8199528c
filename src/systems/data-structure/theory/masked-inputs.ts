import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { squared } from '../../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';
import { type PlainRegression, plainRisk } from './inputs.ts';
import { equalRows } from './rows.ts';
import { type WeightedRisk, weightedRisk } from './weighted-rows.ts';

export interface MaskedRisk {
  /** Noise that masks make of the target's power, and the label noise. */
  effectiveNoise: number;
  /** Mean squared error on noisy labels of test inputs that are masked alike. */
  maskedError: number;
  /** E_g on complete test inputs. */
  excessError: number;
  /** Of the fit as such, on masked inputs and with that noise. */
  risk: WeightedRisk;
}

/**
 * Independent features, each entry kept with probability q and else 0: covariance qΣ, the same best
 * weights, and noise σ² + (1 − q) Σ η w̄². On complete inputs E = uᵀΣu + (1/n) Σ qη²/(qη + κ)²
 * E_test with u = w̄ κ/(qη + κ).
 */
export function maskedRisk({ eta, target, samples, ridge, noise }: PlainRegression, kept: number): MaskedRisk {
  const masked = Float64Array.from(eta, (value) => kept * value);
  const power = Float64Array.from(target, (w, k) => eta[k] * w * w);
  const effectiveNoise = noise + (1 - kept) * power.reduce((sum, one) => sum + one, 0);
  const risk = plainRisk({ eta: masked, target, samples, ridge, noise: effectiveNoise });
  const { kappa } = risk;
  const maskedError = risk.excessError + effectiveNoise;
  let [missed, fluctuation] = [0, 0];
  for (let k = eta.length - 1; k >= 0; k--) {
    missed += squared(kappa / (masked[k] + kappa)) * power[k];
    fluctuation += (masked[k] * eta[k]) / squared(masked[k] + kappa);
  }
  const excessError = missed + (fluctuation / samples) * maskedError;
  return { effectiveNoise, maskedError, excessError, risk };
}

/** Features of any covariance, Σ a D × D matrix, row-major. */
export interface CorrelatedFeatures extends Omit<PlainRegression, 'eta'> {
  covariance: Float64Array;
}

/**
 * The same where features are correlated, and a missing one is guessed from its neighbours: the
 * covariance of the masked inputs is Σ̃ = q²Σ + q(1 − q) diag Σ, the best weights for them are
 * w̃ = Σ̃⁻¹qΣw̄, and what these miss, w̄ᵀΣw̄ − w̃ᵀΣ̃w̃, is noise. On complete inputs
 * E = uᵀΣu + (1/n) tr[Σ̃Σ(Σ̃ + κ)⁻²] E_test, with u = w̄ − Σ̃(Σ̃ + κ)⁻¹w̃.
 */
export function maskedCorrelatedRisk(
  { target, ...rest }: CorrelatedFeatures,
  kept: number,
  engine: Engine,
): MaskedRisk {
  const D = target.length;
  const moments = Float64Array.from({ length: D * D }, (_, at) => target[Math.floor(at / D)] * target[at % D]);
  return maskedMomentsRisk({ ...rest, moments }, kept, engine);
}

/**
 * Targets by their second moments Σ_c w_c w_cᵀ over outputs, D × D; `noise` is over all outputs.
 */
export interface MaskedMoments extends Omit<CorrelatedFeatures, 'target'> {
  moments: Float64Array;
}

/** The same for several outputs, or for targets that are known by their moments alone. */
export function maskedMomentsRisk(problem: MaskedMoments, kept: number, engine: Engine): MaskedRisk {
  const { covariance, moments, samples, ridge, noise } = problem;
  const D = Math.sqrt(covariance.length);
  const masked = covariance.map((value, at) => (at % (D + 1) === 0 ? kept : kept * kept) * value);
  const { values, vectors } = eigenvaluesAndVectors(masked, D, engine);
  // Inputs that do not vary have no weights.
  const nothing = 1e-12 * values.reduce((most, one) => Math.max(most, one), 0);
  const eta = values.map((value) => (value > nothing ? value : 0));
  return engine.heap.scope(() => {
    const matrix = (entries: Float64Array) => engine.heap.matrixFrom(D, D, entries);
    const times = (a: Matrix, b: Matrix, transposeA = false) => {
      const c = engine.heap.matrix(D, D);
      engine.gemm({ a, b, c, transposeA });
      return c;
    };
    const [Sigma, T, V] = [matrix(covariance), matrix(moments), matrix(vectors)];
    const along = times(V, Sigma);
    // w̃ = A w̄ in the eigenvectors of Σ̃.
    const A = scaledRows(along, (k) => (eta[k] === 0 ? 0 : kept / eta[k]), engine);
    const bestMoments = times(A, T);
    const power = Float64Array.from(
      eta,
      (value, k) => value * dot(bestMoments.values, k * D, A.values.subarray(k * D, (k + 1) * D)),
    );
    const effectiveNoise = noise + dot(covariance, 0, moments) - power.reduce((sum, one) => sum + one, 0);
    const risk = weightedRisk({ eta, power, rows: equalRows(samples, effectiveNoise), ridge });
    const { kappa } = risk;
    const maskedError = risk.excessError + effectiveNoise;
    const missing = times(
      V,
      scaledRows(A, (k) => -eta[k] / (eta[k] + kappa), engine),
      true,
    );
    for (let i = 0; i < D; i++) missing.values[i * (D + 1)] += 1;
    const [left, right] = [times(Sigma, missing), times(missing, T)];
    const missed = dot(left.values, 0, right.values);
    let fluctuation = 0;
    for (let k = 0; k < D; k++)
      fluctuation +=
        (eta[k] * dot(along.values, k * D, vectors.subarray(k * D, (k + 1) * D))) / squared(eta[k] + kappa);
    return { effectiveNoise, maskedError, excessError: missed + (fluctuation / samples) * maskedError, risk };
  });
}

function scaledRows(matrix: Matrix, factorOf: (row: number) => number, engine: Engine): Matrix {
  const { rows, columns, values } = matrix;
  return engine.heap.matrixFrom(
    rows,
    columns,
    values.map((value, at) => value * factorOf(Math.floor(at / columns))),
  );
}

/** Of the second factor with as many entries of the first from `start` on. */
function dot(first: ArrayLike<number>, start: number, second: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < second.length; i++) sum += first[start + i] * second[i];
  return sum;
}
