import { type Complex, complex } from '../../../numeric/complex.ts';
import { OutOfRange } from '../../../numeric/errors.ts';
import { brent } from '../../../numeric/roots.ts';
import { complexRidges } from '../../../random-matrices/spectral-branch.ts';
import { topKappa } from '../../../random-matrices/spectral-edges.ts';
import {
  eigenvalueAt,
  kappaAtDf1,
  kappaOfRidge,
  type WishartFactors,
  wishartFactors,
} from '../../../random-matrices/wishart-factors.ts';

/** Regression on random projections, in the paper's symbols. */
export interface ScalingModel {
  /** λ_k > 0 and λ_k w_k², by mode. */
  lambda: Float64Array;
  power: Float64Array;
  /** P and N; infinity for the population's gradient, and for all modes as features. */
  P: number;
  N: number;
  /** σ² of the labels. */
  sigma2: number;
}

/** The model at a frequency z: κ with z = κ(1 − Df1/P)(1 − Df1/N), and sums over modes there. */
export interface Response {
  z: Complex;
  kappa: Complex;
  /** Df1 = Σ λ/(λ + κ) and its derivative in κ. */
  df1: Complex;
  df1Slope: Complex;
  /** Σ λw²/(λ + κ) and its derivative in κ. */
  signal: Complex;
  signalSlope: Complex;
}

/**
 * Responses at frequencies off the real axis; neighbours start each other. Throws `NoConvergence`.
 */
export function responsesAt(model: ScalingModel, frequencies: readonly Complex[]): Response[] {
  const factors = factorsOf(model);
  const kappas = factors ? complexRidges(factors, frequencies) : frequencies;
  return frequencies.map((z, i) => responseOf(model, z, kappas[i]));
}

/**
 * The response at a ridge z ≥ 0; at 0 that is κ with min(P, N) degrees of freedom, or 0 where there
 * are fewer modes.
 */
export function responseAtRidge(model: ScalingModel, ridge: number): Response {
  const factors = factorsOf(model);
  if (ridge > 0) return responseOf(model, complex(ridge), complex(factors ? kappaOfRidge(factors, ridge) : ridge));
  const least = Math.min(model.P, model.N);
  const kappa = factors && least < factors.rank ? kappaAtDf1(factors, least) : 0;
  return responseOf(model, complex(0), complex(kappa));
}

/** The response at a real z below −`topEigenvalue`. */
export function responseBelow(model: ScalingModel, z: number): Response {
  const factors = factorsOf(model);
  if (!factors) return responseOf(model, complex(z), complex(z));
  const top = topKappa(factors);
  // λ(κ) ≤ κ left of the bulk, since every factor 1 − Df1/N is above 1 there.
  const kappa = brent((kappa) => -eigenvalueAt(factors, kappa) - z, z, top);
  return responseOf(model, complex(z), complex(kappa));
}

/** The largest eigenvalue of (1/N) AᵀA (1/P) ΨᵀΨ. */
export function topEigenvalue(model: ScalingModel): number {
  const factors = factorsOf(model);
  return factors ? eigenvalueAt(factors, topKappa(factors)) : Math.max(...model.lambda);
}

/** Undefined where nothing is random. */
function factorsOf({ lambda, P, N }: ScalingModel): WishartFactors | undefined {
  if (lambda.length === 0) throw new OutOfRange('the number of modes', 0, 'at least 1');
  const sizes = [P, N].filter(Number.isFinite);
  return sizes.length > 0 ? wishartFactors(lambda, sizes) : undefined;
}

function responseOf({ lambda, power }: ScalingModel, z: Complex, kappa: Complex): Response {
  const sums = new Float64Array(8);
  for (let k = 0; k < lambda.length; k++) {
    const c = lambda[k] + kappa.re;
    const size = 1 / (c * c + kappa.im * kappa.im);
    const [p, q] = [c * size, -kappa.im * size];
    const [p2, q2] = [p * p - q * q, 2 * p * q];
    sums[0] += lambda[k] * p;
    sums[1] += lambda[k] * q;
    sums[2] -= lambda[k] * p2;
    sums[3] -= lambda[k] * q2;
    sums[4] += power[k] * p;
    sums[5] += power[k] * q;
    sums[6] -= power[k] * p2;
    sums[7] -= power[k] * q2;
  }
  const [df1, df1Slope, signal, signalSlope] = [0, 2, 4, 6].map((i) => complex(sums[i], sums[i + 1]));
  return { z, kappa, df1, df1Slope, signal, signalSlope };
}
