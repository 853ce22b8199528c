import { doubles } from '../../../numeric/doubles.ts';
import { BadShape, OutOfRange } from '../../../numeric/errors.ts';
import { type LogSlope, newtonInLog } from '../../../numeric/roots.ts';
import { log, log1p } from '../../../numeric/special.ts';
import { type Modes, prepareModes } from '../../../random-matrices/modes.ts';
import { gaussianLayer, type Layer } from './layers.ts';
import { type Renormalized, renormalize } from './renormalization.ts';

/**
 * Ridge regression v̂ = argmin (1/P)‖y − Φv‖² + λ‖v‖² on features φ = √a₁ Fᵀx + √a_* ξ of P samples
 * x ~ N(0, Σ), y = x·w̄ + ε, Var ε = σ², in the eigenbasis of Σ. F (D × N) has E FFᵀ = 1, ξ ~ N(0,
 * 1_N) is drawn anew for every sample, test points included.
 */
export interface FeatureProblem {
  /** Eigenvalues η_k ≥ 0 of Σ, units of input². */
  eta: ArrayLike<number>;
  /** c_k = η_k w̄_k² ≥ 0, units of label². Where η_k = 0 it is power that no model learns. */
  power: ArrayLike<number>;
  /** `prepareModes(eta)`, when many problems share a spectrum. */
  modes?: Modes;
  /** P > 0. */
  samples: number;
  /** λ ≥ 0, units of φ²; so is κ₁. */
  ridge: number;
  /** σ² ≥ 0, units of label². */
  noise: number;
  /** The layers that F is the product of. */
  layers: Layer[];
  /** N: enters only with feature noise. */
  features: number;
  /** a₁ > 0; 1 unless given. */
  linear?: number;
  /** a_* ≥ 0, units of φ²; 0 unless given. */
  featureNoise?: number;
}

/**
 * Deterministic equivalents, to leading order in large P, D and N; corrections are O(1/P) + O(1/N).
 * `Infinity` where theory diverges.
 */
export interface FeatureRisk {
  /**
   * Ridge as renormalised by the data, λ = κ₁(1 − Df₁^φ/P), and by data and features: ζ = (κ₁ +
   * a_*)/a₁ = κ₂ s(Df₁).
   */
  kappa1: number;
  kappa2: number;
  zeta: number;
  /** a = κ₁/(κ₁ + a_*): 1 without feature noise. */
  a: number;
  /** Of Σ at κ₂. */
  df1: number;
  df2: number;
  /** Of the feature covariance at κ₁. Without feature noise Df₁^φ = Df₁. */
  df1Features: number;
  df2Features: number;
  /** ρ = d ln κ₂/d ln ζ. */
  rho: number;
  /** γ₁ = Df₂^φ/P and γ_P = Df₂/P. */
  gamma1: number;
  gammaP: number;
  /** B_F, the excess error with infinitely many samples at ridge κ₁. */
  populationError: number;
  /**
   * The parts of the excess error: each source of variance alone, and what only their interaction
   * brings.
   */
  biasSquared: number;
  varianceFeatures: number;
  varianceData: number;
  varianceDataFeatures: number;
  varianceNoise: number;
  varianceNoiseFeatures: number;
  /** E_g, their sum, and E_test = E_g + σ². */
  excessError: number;
  testError: number;
  /** (1/P)‖y − Φv̂‖². */
  trainError: number;
}

/**
 * Everything that theory says of one fit on random features, averaged over data, features and
 * noise.
 *
 * `eta` and `power` have the same length D. Throws `BadShape` for different lengths, `OutOfRange`
 * for negative powers, noises or ridges. Sources: 2405.00592 (linear features and their variances);
 * 2011.03321 (the decomposition); with feature noise 1908.05355, 2009.07669. The parts with feature
 * noise are as derived in notes.md: the average over F and ξ of the fit is kernel ridge regression
 * at κ₂.
 */
export function featureRisk(problem: FeatureProblem): FeatureRisk {
  check(problem);
  const modes = problem.modes ?? prepareModes(problem.eta);
  return assemble(problem, problem.featureNoise ? solveNoisy(problem, modes) : solveClean(problem, modes));
}

/** Excess error of the mean of `members` fits on the same data, each with features of its own. */
export function ensembleError(risk: FeatureRisk, members: number): number {
  const own = risk.varianceFeatures + risk.varianceDataFeatures + risk.varianceNoiseFeatures;
  return risk.biasSquared + risk.varianceData + risk.varianceNoise + own / members;
}

interface Solution {
  kappa1: number;
  zeta: number;
  /** At the root, with the feature layers' h in `sumOfH`. */
  root: Renormalized;
  sumOfH: number;
  /** 1 − Df₁^φ/P = λ/κ₁. */
  unused: number;
}

/**
 * Without feature noise data and features are layers alike, and exchanging P with N leaves κ₂ as it
 * is.
 */
function solveClean({ samples, ridge, layers, linear = 1 }: FeatureProblem, modes: Modes): Solution {
  const root = renormalize(modes, [gaussianLayer(samples), ...layers], ridge / linear);
  const zeta = root.s.slice(1).reduce((kappa, s) => kappa * s, root.kappa);
  return { kappa1: linear * zeta, zeta, root, sumOfH: sum(root.h.slice(1)), unused: root.s[0] };
}

/**
 * With feature noise the features have N modes of their own, none below a_*: ridge regression in κ₁
 * over a solution in κ₂.
 */
function solveNoisy(problem: FeatureProblem, modes: Modes): Solution {
  const { samples, ridge, layers, features, linear = 1, featureNoise = 0 } = problem;
  const at = (kappa1: number) => {
    const zeta = (kappa1 + featureNoise) / linear;
    const root = renormalize(modes, layers, zeta);
    return { kappa1, zeta, root, sumOfH: sum(root.h) };
  };
  if (ridge === 0 && features <= samples) return { ...at(0), unused: 1 - features / samples };
  const spare = samples - features;
  const evaluate = (kappa1: number, out: LogSlope) => {
    const solution = at(kappa1);
    const a = kappa1 / (kappa1 + featureNoise);
    const left = a * solution.root.below(features);
    const spread = (1 - a) * left + a * a * rhoOf(solution).rho * solution.root.spread;
    if (spare >= 0) {
      out.value = log((kappa1 * (spare + left)) / (samples * ridge));
      out.slope = 1 + spread / (spare + left);
      return;
    }
    const load = (samples * ridge) / kappa1;
    const residual = spare + left - load;
    const reached = samples - residual;
    out.value = Math.abs(residual) < samples / 2 ? log1p(-residual / samples) : log(reached / samples);
    out.slope = -(spread + load) / reached;
  };
  const upper = ridge + (linear * modes.trace + featureNoise * features) / samples;
  const lower = Math.max(ridge, (featureNoise * -spare) / samples);
  const kappa1 = newtonInLog(evaluate, lower * (1 - 1e-12), upper * (1 + 1e-12), spare >= 0);
  return { ...at(kappa1), unused: ridge / kappa1 };
}

/**
 * ρ = 1/(1 + (Df1 − Df2) Σh), and 1 − ρ. Where both factors' limits are 0 and ∞ (rank = width,
 * ridge 0), their product tends to 1.
 */
function rhoOf({ root: { spread }, sumOfH }: Pick<Solution, 'root' | 'sumOfH'>): { rho: number; oneMinusRho: number } {
  if (sumOfH === Number.POSITIVE_INFINITY)
    return spread > 0 ? { rho: 0, oneMinusRho: 1 } : { rho: 0.5, oneMinusRho: 0.5 };
  const product = spread * sumOfH;
  return { rho: 1 / (1 + product), oneMinusRho: product / (1 + product) };
}

/** Every difference is put together from addends of one sign. */
function assemble(problem: FeatureProblem, solution: Solution): FeatureRisk {
  const { eta, power, samples, noise, features, featureNoise = 0 } = problem;
  const { kappa1, zeta, root, unused } = solution;
  const { kappa: kappa2, df1, df2, spread } = root;
  const { rho, oneMinusRho } = rhoOf(solution);
  const a = featureNoise === 0 ? 1 : kappa1 / (kappa1 + featureNoise);
  const oneMinusA = featureNoise === 0 ? 0 : featureNoise / (kappa1 + featureNoise);
  const left = featureNoise === 0 ? 0 : root.below(features);

  const { biasSquared, learnable } = signalSums(eta, power, kappa2);
  const varianceFeatures = (oneMinusA + a * oneMinusRho) * learnable;
  const populationError = biasSquared + varianceFeatures;

  const gammaP = df2 / samples;
  const oneMinusGammaP = unused + (oneMinusA * left + spread) / samples;
  const oneMinusGamma1 = unused + (a * oneMinusA * left + a * a * rho * spread) / samples;
  /** γ₁ − γ_P. */
  const excess = (oneMinusA * oneMinusA * left + (oneMinusA * (1 + a) + a * a * oneMinusRho) * spread) / samples;
  const gamma1 = gammaP + excess;
  /**
   * γ_P/(1 − γ_P), and γ₁/(1 − γ₁) less that; at P = rank without ridge, where the latter is 0/0,
   * its limit.
   */
  const dataShare = gammaP / oneMinusGammaP;
  const interaction = oneMinusGammaP === 0 ? (solution.sumOfH * samples) / 4 : excess / oneMinusGamma1 / oneMinusGammaP;

  const varianceData = times(dataShare, biasSquared);
  const varianceDataFeatures = times(interaction, biasSquared) + times(dataShare + interaction, varianceFeatures);
  const varianceNoise = times(dataShare, noise);
  const varianceNoiseFeatures = times(interaction, noise);
  const excessError = populationError + varianceData + varianceDataFeatures + varianceNoise + varianceNoiseFeatures;
  const testError = excessError + noise;
  return {
    kappa1,
    kappa2,
    zeta,
    a,
    df1,
    df2,
    df1Features: featureNoise === 0 ? df1 : df1 + oneMinusA * left,
    df2Features: samples * gamma1,
    rho,
    gamma1,
    gammaP,
    populationError,
    biasSquared,
    varianceFeatures,
    varianceData,
    varianceDataFeatures,
    varianceNoise,
    varianceNoiseFeatures,
    excessError,
    testError,
    trainError: unused === 0 ? 0 : testError * unused * unused,
  };
}

/** B = Σ κ²c/(η+κ)², and κQ = Σ κηc/(η+κ)². */
function signalSums(values: ArrayLike<number>, powers: ArrayLike<number>, kappa: number) {
  const [eta, power] = [doubles(values), doubles(powers)];
  let biasSquared = 0;
  let learnable = 0;
  for (let k = eta.length - 1; k >= 0; k--) {
    const missed = eta[k] === 0 ? 1 : kappa / (eta[k] + kappa);
    biasSquared += missed * missed * power[k];
    learnable += missed * (eta[k] === 0 ? 0 : eta[k] / (eta[k] + kappa)) * power[k];
  }
  return { biasSquared, learnable };
}

/** A factor that may be infinite times an amount that may be zero, which nothing multiplies. */
function times(factor: number, amount: number): number {
  return amount === 0 ? 0 : factor * amount;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function check({ eta, noise, layers, features, linear = 1, featureNoise = 0, ...given }: FeatureProblem): void {
  const power = doubles(given.power);
  if (eta.length !== power.length) throw new BadShape(`${eta.length} eigenvalues but ${power.length} powers`);
  if (layers.length === 0) throw new BadShape('random features need at least one layer');
  for (let k = 0; k < power.length; k++) atLeastZero(`the target's power in mode ${k}`, power[k]);
  atLeastZero('the noise variance', noise);
  atLeastZero('the feature noise', featureNoise);
  if (!(features > 0)) throw new OutOfRange('the number of features', features, 'positive');
  if (!(linear > 0 && linear < Number.POSITIVE_INFINITY))
    throw new OutOfRange('the linear part of the features', linear, 'positive and finite');
}

function atLeastZero(quantity: string, value: number): void {
  if (!(value >= 0) || value === Number.POSITIVE_INFINITY)
    throw new OutOfRange(quantity, value, 'finite and at least 0');
}
