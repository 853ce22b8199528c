import { type Inputs, list, num, readSpectrum, readTarget } from '../../data/reference-inputs.ts';
import { spectrum as eigenvalues, type SpectrumSpec, targetPower, targetWeights } from '../../data/spectra.ts';
import { BadInput } from '../../numeric/errors.ts';
import { remember } from '../../numeric/remember.ts';
import { power } from '../../numeric/special.ts';
import { type Modes, prepareModes } from '../../random-matrices/modes.ts';
import { smallestRidge } from '../../random-matrices/renormalized-ridge.ts';
import { powerExponent } from '../../statistics/curve-fits.ts';
import type { Evaluators } from '../contract.ts';
import { correlatedSamplesRisk } from './theory/correlated-samples.ts';
import { isotropicGradientFlow } from './theory/gradient-flow.ts';
import { heteroskedasticRisk } from './theory/heteroskedastic-noise.ts';
import { isotropicExactExcessError, isotropicOptimalRidge, isotropicPeak, isotropicRisk } from './theory/isotropic.ts';
import { optimalRidge } from './theory/optimal-ridge.ts';
import { noiseFitting, type PowerLawRegime, powerLawContinuum, powerLawExponent } from './theory/power-law.ts';
import { type RidgeProblem, risk } from './theory/risk.ts';
import { shiftedRisk } from './theory/shifted-risk.ts';

/**
 * The formulas of the ridge sheet that this system implements, in the names of
 * `reference/ridge.json`.
 */
export const evaluators: Evaluators = {
  'linear.risk': (inputs) => {
    const result = risk(problem(inputs));
    const noiseless = result.biasSquared + result.varianceData;
    return {
      kappa: result.kappa,
      Df1: result.df1,
      Df2: result.df2,
      gamma: result.gamma,
      S: result.S,
      bias2: result.biasSquared,
      var_X: result.varianceData,
      var_noise: result.varianceNoise,
      E_g: result.excessError,
      E_test: result.testError,
      E_train: result.trainError,
      E_g_noiseless: noiseless,
      df1_hat_over_P: result.df1 / num(inputs, 'P'),
      KARE: result.kare,
      kappa_hat: result.kappaHat,
    };
  },
  'linear.estimators': (inputs) => {
    const result = risk(problem(inputs));
    return { E_g: result.excessError, kappa_hat: result.kappaHat, E0_hat: 1 / result.oneMinusGamma, KARE: result.kare };
  },
  'linear.negative_ridge': (inputs) => {
    const given = problem(inputs);
    const { kappa, gamma, excessError } = risk(given);
    return { kappa, gamma, E_g: excessError, lam_min: smallestRidge(given.eta, given.samples).ridge };
  },
  'linear.optimal_ridge': (inputs) => {
    const given = problem(inputs);
    const best = optimalRidge(given);
    const weights = targetWeights(readTarget(inputs.target), readSpectrum(inputs.spectrum));
    const equal = weights.every((weight) => weight === weights[0]);
    return {
      kappa_opt: best.kappa,
      lam_opt: best.ridge,
      E_g_opt: best.excessError,
      E_g_ridgeless: risk({ ...given, ridge: 0 }).excessError,
      lam_min: best.smallestRidge,
      lam_bayes: equal ? given.noise / (given.samples * weights[0]) : undefined,
    };
  },
  'linear.ood': (inputs) => {
    const given = problem(inputs);
    const weightsSquared = targetWeights(readTarget(inputs.target), readSpectrum(inputs.spectrum));
    const result = shiftedRisk({ ...given, weightsSquared, testEta: eigenvalues(readSpectrum(inputs.test_spectrum)) });
    return {
      kappa: result.kappa,
      bias2_ood: result.biasSquared,
      df2_cross: result.df2Cross,
      E_ood: result.excessError,
    };
  },
  'linear.correlated_samples': (inputs) => {
    const raw = eigenvalues(readSpectrum(inputs.sample_cov));
    const mean = raw.reduceRight((sum, value) => sum + value, 0) / raw.length;
    const result = correlatedSamplesRisk(
      problem(inputs),
      raw.map((value) => value / mean),
    );
    return {
      kappa: result.kappa,
      kappa_tilde: result.kappaTilde,
      Df1: result.df1,
      Df2: result.df2,
      Df2_tilde: result.df2Tilde,
      gamma: result.gamma,
      E_g: result.excessError,
    };
  },
  'linear.heteroskedastic': (inputs) => {
    const given = problem(inputs);
    // The only pattern the cases name: alternating 0.2 σ² and 1.8 σ².
    return { E_g: heteroskedasticRisk(given, [0.2 * given.noise, 1.8 * given.noise]).excessError };
  },
  'linear.gradient_flow_isotropic': (inputs) => {
    const times = list(inputs, 't');
    const errors = isotropicGradientFlow(num(inputs, 'q'), num(inputs, 'norm2'), num(inputs, 'sigma2'), times);
    return Object.fromEntries(times.map((t, i) => [`E_g_t${t}`, errors[i]]));
  },
  'isotropic.closed_form': (inputs) => {
    const result = isotropicRisk(
      num(inputs, 'q'),
      num(inputs, 'lam'),
      num(inputs, 'norm2'),
      num(inputs, 'sigma2'),
      num(inputs, 'eta'),
    );
    return {
      kappa: result.kappa,
      gamma: result.gamma,
      E_g: result.excessError,
      E_train: result.trainError,
      m_minus_lam: result.stieltjes,
    };
  },
  'isotropic.optimal_ridge': (inputs) => {
    const { ridge, kappa, excessError } = isotropicOptimalRidge(
      num(inputs, 'q'),
      num(inputs, 'norm2'),
      num(inputs, 'sigma2'),
    );
    return { lam_opt: ridge, kappa, E_g: excessError };
  },
  'isotropic.exact_finite_size': (inputs) => ({
    E_g: isotropicExactExcessError(num(inputs, 'D'), num(inputs, 'P'), num(inputs, 'norm2'), num(inputs, 'sigma2')),
  }),
  'isotropic.peak': (inputs) => {
    const result = isotropicRisk(num(inputs, 'q'), num(inputs, 'lam'), num(inputs, 'norm2'), num(inputs, 'sigma2'));
    return {
      kappa: result.kappa,
      one_minus_gamma: result.oneMinusGamma,
      E_g: result.excessError,
      E_g_leading: isotropicPeak(num(inputs, 'lam'), num(inputs, 'sigma2')),
    };
  },
  'universality.ridge': (inputs) => {
    const given = namedProblem(inputs);
    const { kappa, testError, trainError } = risk(given);
    return { kappa, test_error: testError, train_error: trainError };
  },
  'powerlaw.curve': (inputs) => {
    const { kappa, excessError } = risk(problem(inputs));
    return { kappa, E_g: excessError };
  },
  'powerlaw.continuum': (inputs) => {
    const [alpha, r, samples] = [num(inputs, 'alpha'), num(inputs, 'r'), num(inputs, 'P')];
    const sums = risk(powerLawProblem(num(inputs, 'D'), alpha, r, samples));
    const integrals = powerLawContinuum(alpha, r, samples);
    return {
      kappa_discrete: sums.kappa,
      gamma_discrete: sums.gamma,
      bias2_discrete: sums.biasSquared,
      E_g_discrete: sums.excessError,
      kappa_continuum: integrals.kappa,
      gamma_continuum: integrals.gamma,
      E0_continuum: integrals.overfitting,
      bias2_continuum: integrals.biasSquared,
      E_g_continuum: integrals.excessError,
    };
  },
  'powerlaw.exponent': (inputs) => {
    const [alpha, r, ell] = [num(inputs, 'alpha'), num(inputs, 'r'), num(inputs, 'ridge_exponent_ell')];
    const regime = String(inputs.regime) as PowerLawRegime;
    const exponent = powerLawExponent(regime, alpha, r, ell);
    const base = powerLawProblem(num(inputs, 'D'), alpha, r, 1);
    const pair = Float64Array.from(list(inputs, 'P_pair'));
    const errors = pair.map((samples) => errorInRegime(base, regime, alpha, r, ell, samples));
    return { exponent, local_slope_from_theory: powerExponent()(pair, errors) };
  },
  'benign.ridgeless_noise': (inputs) => {
    const eta = eigenvalues(readSpectrum(inputs.spectrum));
    const { kappa, overfitting, varianceNoise, effective } = noiseFitting(eta, num(inputs, 'P'), num(inputs, 'sigma2'));
    return {
      kappa,
      E0: overfitting,
      var_noise: varianceNoise,
      k_star_b1: effective?.k,
      r_kstar: effective?.r,
      R_kstar: effective?.R,
      bartlett_scale: effective?.scale,
    };
  },
};

/**
 * The settings of the reference's local slopes: noise 1e6 where noise is to rule, the best of 25
 * multiples of the optimal scaling.
 */
function errorInRegime(
  base: RidgeProblem & { modes: Modes },
  regime: PowerLawRegime,
  alpha: number,
  r: number,
  ell: number,
  samples: number,
): number {
  const at = (noise: number, ridge: number) => risk({ ...base, samples, noise, ridge }).excessError;
  if (regime === 'noisy_optimal') {
    const optimal = alpha / (1 + 2 * alpha * Math.min(r, 1));
    const multiples = Array.from({ length: 25 }, (_, i) => 0.02 * power(1000, i / 24));
    return Math.min(...multiples.map((c) => at(1, c * power(samples, -optimal))));
  }
  const ridge = regime.endsWith('_ridge') ? power(samples, -ell) : 0;
  return at(regime.startsWith('noisy') ? 1e6 : 0, ridge);
}

/** Neighbouring cases share a million modes; only the last ones made are kept. */
const sharedPowerLaw = remember(
  ({ dimension, alpha, r }: { dimension: number; alpha: number; r: number }) => {
    const on: SpectrumSpec = { type: 'power-law', dimension, decay: alpha };
    const eta = eigenvalues(on);
    const power = targetPower({ type: 'source', exponent: r }, on);
    return { eta, power, samples: 0, ridge: 0, noise: 0, modes: prepareModes(eta) };
  },
  ({ dimension, alpha, r }) => [dimension, alpha, r].join(),
  1,
);

function powerLawProblem(
  dimension: number,
  alpha: number,
  r: number,
  samples: number,
): RidgeProblem & { modes: Modes } {
  return { ...sharedPowerLaw({ dimension, alpha, r }), samples };
}

function problem(inputs: Inputs): RidgeProblem {
  const eta = eigenvalues(readSpectrum(inputs.spectrum));
  const weights = targetWeights(readTarget(inputs.target), readSpectrum(inputs.spectrum));
  const samples = inputs.P === undefined ? 1 : num(inputs, 'P');
  const ridge = inputs.lam === undefined ? 0 : num(inputs, 'lam');
  return { eta, power: weights.map((weight, k) => weight * eta[k]), samples, ridge, noise: num(inputs, 'sigma2') };
}

/**
 * The encoding of data.json: spectrum `i^-a` or `identity` in `d` dimensions, target weights all
 * `1/sqrt(sum lam)`.
 */
function namedProblem(inputs: Inputs): RidgeProblem {
  const [dimension, spectrum] = [num(inputs, 'd'), String(inputs.spectrum)];
  const decay = spectrum === 'identity' ? 0 : Number(/^i\^-(\d+(?:\.\d+)?)$/.exec(spectrum)?.[1]);
  if (Number.isNaN(decay)) throw new BadInput(`no spectrum '${spectrum}'`);
  if (inputs.target !== '1/sqrt(sum lam)') throw new BadInput(`no target '${String(inputs.target)}'`);
  const eta = eigenvalues({ type: 'power-law', dimension, decay });
  const trace = eta.reduceRight((sum, value) => sum + value, 0);
  return {
    eta,
    power: eta.map((value) => value / trace),
    samples: num(inputs, 'n'),
    ridge: num(inputs, 'ridge'),
    noise: num(inputs, 'sigma2'),
  };
}
