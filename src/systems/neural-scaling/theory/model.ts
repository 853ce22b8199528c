import { type Complex, complex } from '../../../numeric/complex.ts';
import { NoConvergence, OutOfRange } from '../../../numeric/errors.ts';
import { brent } from '../../../numeric/roots.ts';
import { condensedModes } from '../../../random-matrices/condensed-modes.ts';
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

/** A model made ready for many frequencies. */
export interface Resolvent {
  /** The largest eigenvalue of (1/N) AᵀA (1/P) ΨᵀΨ. */
  top: number;
  /**
   * Off the real axis; neighbours start each other. Calls `check` at each, and throws
   * `NoConvergence`.
   */
  at(frequencies: readonly Complex[], check?: () => void): Response[];
  /** At a real z below −`top`. */
  below(z: number): Response;
}

/**
 * Sums are over condensed modes wherever these resolve every κ of a list, else over all. Calls
 * `check` between its own sums over all modes.
 */
export function resolventOf(model: ScalingModel, check = () => {}): Resolvent {
  const whole = factorsOf(model);
  check();
  const topOf = whole ? topKappa(whole) : -model.lambda.reduce((most, one) => Math.max(most, one));
  check();
  const { values, weights, resolves } = condensedModes(model.lambda, [
    new Float64Array(model.lambda.length).fill(1),
    model.power,
  ]);
  check();
  const [count, power] = weights;
  const few = { lambda: values, weight: values.map((value, k) => value * count[k]), power };
  const all = { lambda: model.lambda, weight: model.lambda, power: model.power };
  const factors = whole && { ...whole, eta: values, count, weight: few.weight };
  return {
    top: whole ? eigenvalueAt(whole, topOf) : -topOf,
    at(frequencies, check = () => {}) {
      const kappas = factors ? ridgesIfAny(factors, frequencies) : frequencies;
      if (kappas?.every(resolves)) return frequencies.map((z, i) => responseOf(few, z, kappas[i]));
      const exact = whole ? complexRidges(whole, frequencies, check) : frequencies;
      return frequencies.map((z, i) => {
        check();
        return responseOf(all, z, exact[i]);
      });
    },
    below(z) {
      // λ(κ) ≤ κ left of the bulk, since every factor 1 − Df1/N is above 1 there.
      const kappa = whole ? brent((kappa) => -eigenvalueAt(whole, kappa) - z, z, topOf) : z;
      return responseOf(all, complex(z), complex(kappa));
    },
  };
}

/** Undefined where they do not settle, as of condensed modes next to a pole. */
function ridgesIfAny(factors: WishartFactors, frequencies: readonly Complex[]): Complex[] | undefined {
  try {
    return complexRidges(factors, frequencies);
  } catch (error) {
    if (error instanceof NoConvergence) return undefined;
    throw error;
  }
}

/**
 * The response at a ridge z ≥ 0; at 0 that is κ with min(P, N) degrees of freedom, or 0 where there
 * are fewer modes.
 */
export function responseAtRidge(model: ScalingModel, ridge: number): Response {
  const factors = factorsOf(model);
  const all = { ...model, weight: model.lambda };
  if (ridge > 0) return responseOf(all, complex(ridge), complex(factors ? kappaOfRidge(factors, ridge) : ridge));
  const least = Math.min(model.P, model.N);
  const kappa = factors && least < factors.rank ? kappaAtDf1(factors, least) : 0;
  return responseOf(all, complex(0), complex(kappa));
}

/** Undefined where nothing is random. */
function factorsOf({ lambda, P, N }: ScalingModel): WishartFactors | undefined {
  if (lambda.length === 0) throw new OutOfRange('the number of modes', 0, 'at least 1');
  const sizes = [P, N].filter(Number.isFinite);
  return sizes.length > 0 ? wishartFactors(lambda, sizes) : undefined;
}

/** λ of some modes, with the weights λ and λw² of each. */
interface WeightedModes {
  lambda: Float64Array;
  weight: Float64Array;
  power: Float64Array;
}

function responseOf({ lambda, weight, power }: WeightedModes, z: Complex, kappa: Complex): Response {
  // 1/(λ+κ) = (c − ib)e and its square e − 2b²e² − 2ibce², with c = λ + a, κ = a + ib.
  const { re: a, im: b } = kappa;
  const square = b * b;
  let [first, second, firstC, secondC] = [0, 0, 0, 0];
  let [signal, signal2, signalC, signal2C] = [0, 0, 0, 0];
  for (let k = 0; k < lambda.length; k++) {
    const c = lambda[k] + a;
    const e = 1 / (c * c + square);
    const once = weight[k] * e;
    const twice = once * e;
    first += once;
    second += twice;
    firstC += once * c;
    secondC += twice * c;
    const some = power[k] * e;
    const some2 = some * e;
    signal += some;
    signal2 += some2;
    signalC += some * c;
    signal2C += some2 * c;
  }
  return {
    z,
    kappa,
    df1: complex(firstC, -b * first),
    df1Slope: complex(2 * square * second - first, 2 * b * secondC),
    signal: complex(signalC, -b * signal),
    signalSlope: complex(2 * square * signal2 - signal, 2 * b * signal2C),
  };
}
