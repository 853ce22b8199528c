import { type Inputs, list, num, readSpectrum, readTarget, record } from '../../data/reference-inputs.ts';
import { spectrum as eigenvalues, targetPower } from '../../data/spectra.ts';
import { type ActivationName, activation } from '../../numeric/activations.ts';
import { BadInput } from '../../numeric/errors.ts';
import { linearPart } from '../../numeric/hermite.ts';
import { squared } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { gaussianLayer, type Layer, orthogonalLayer, structuredLayer } from './theory/layers.ts';
import { ridgelessRisk } from './theory/mei-montanari.ts';
import { ensembleError, type FeatureProblem, type FeatureRisk, featureRisk } from './theory/risk.ts';
import {
  exponent,
  localSlope,
  type RegimeName,
  structuredWidthExponent,
  structuredWidthSlope,
} from './theory/scaling.ts';

/** The formulas of random features, in the names of `reference/ridge.json` and `data.json`. */
export const evaluators: Evaluators = {
  'hermite.coefficients': (inputs) => {
    const { mean, slope, rest, secondMoment } = linearPart(activationOf(inputs));
    return { mu0: mean, mu1: slope, second_moment: secondMoment, mu_star_sq: rest };
  },
  'lrf.risk': (inputs) => {
    const result = featureRisk(problem(inputs));
    return {
      ...common(result),
      rho: result.rho,
      gammaP: result.gammaP,
      bias2: result.biasSquared,
      V_F: result.varianceFeatures,
      V_X: result.varianceData,
      V_XF: result.varianceDataFeatures,
      V_Xeps: result.varianceNoise,
      V_XFeps: result.varianceNoiseFeatures,
    };
  },
  'lrf.ensemble': (inputs) => ({ E_g: ensembleError(featureRisk(problem(inputs)), num(inputs, 'members')) }),
  'lrf.feature_noise': (inputs) => noisy(inputs, num(inputs, 'mu1sq'), num(inputs, 'musq')),
  'nlrf.gaussian_equivalent': (inputs) => {
    const { slope, rest } = linearPart(activationOf(inputs));
    const trace = eigenvalues(readSpectrum(inputs.spectrum)).reduceRight((sum, value) => sum + value, 0);
    return noisy(inputs, (slope * slope) / trace, rest / num(inputs, 'N'));
  },
  // Given W there: here averaged over it as well.
  'universality.gauss_equivalence': (inputs) => {
    const [D, N] = [num(inputs, 'input_dim'), num(inputs, 'features')];
    const { testError } = featureRisk({
      eta: new Float64Array(D).fill(1),
      power: new Float64Array(D).fill(1 / D),
      samples: num(inputs, 'n'),
      features: N,
      layers: [gaussianLayer(N)],
      ridge: num(inputs, 'ridge'),
      noise: num(inputs, 'sigma2'),
      linear: (squared(num(inputs, 'mu1')) * N) / D,
      featureNoise: num(inputs, 'mustar2'),
    });
    return { test_error: testError };
  },
  'nlrf.mei_montanari_ridgeless': (inputs) => {
    const [psi1, psi2, z] = [num(inputs, 'psi1'), num(inputs, 'psi2'), num(inputs, 'zeta_sq')];
    const [norm2, noise] = [num(inputs, 'F1_sq'), num(inputs, 'tau_sq')];
    const { chi, bias, variance } = ridgelessRisk(psi1, psi2, z);
    // The solver on one mode of weight D: Df1 counts modes, so that ratios to D are all that
    // matters.
    const generic = featureRisk({
      eta: new Float64Array(1000).fill(1),
      power: new Float64Array(1000).fill(norm2 / 1000),
      samples: 1000 * psi2,
      features: 1000 * psi1,
      layers: [gaussianLayer(1000 * psi1)],
      ridge: 0,
      noise,
      linear: z,
      featureNoise: 1 / psi1,
    });
    return {
      chi,
      bias_coef: bias,
      var_coef: variance,
      E_g: norm2 * bias + noise * variance,
      E_g_from_generic_solver: generic.excessError,
    };
  },
  'lrf.exponent': (inputs) => {
    const [alpha, r, regime] = [num(inputs, 'alpha'), num(inputs, 'r'), String(inputs.regime) as RegimeName];
    return {
      exponent: exponent(regime, alpha, r),
      local_slope_from_theory: localSlope(regime, alpha, r, num(inputs, 'D')),
    };
  },
  'lrf.structured_width_exponent': (inputs) => {
    const [from, to] = list(inputs, 'N_pair');
    const [alpha, r, beta] = [num(inputs, 'alpha'), num(inputs, 'r'), num(inputs, 'beta')];
    return {
      exponent: structuredWidthExponent(beta),
      local_slope_from_theory: structuredWidthSlope(alpha, r, num(inputs, 'D'), num(inputs, 'P'), beta, [from, to]),
    };
  },
};

function noisy(inputs: Inputs, linear: number, featureNoise: number) {
  const features = num(inputs, 'N');
  const result = featureRisk({ ...base(inputs), features, layers: [gaussianLayer(features)], linear, featureNoise });
  return {
    ...common(result),
    zeta: result.zeta,
    a: result.a,
    Df1_phi: result.df1Features,
    Df2_phi: result.df2Features,
    B_F: result.populationError,
  };
}

function common(result: FeatureRisk) {
  return {
    kappa1: result.kappa1,
    kappa2: result.kappa2,
    Df1: result.df1,
    Df2: result.df2,
    gamma1: result.gamma1,
    E_g: result.excessError,
    E_test: result.testError,
    E_train: result.trainError,
  };
}

function problem(inputs: Inputs): FeatureProblem {
  const given = base(inputs);
  return { ...given, ...readFeatures(record(inputs.features), given.eta.length) };
}

function base(inputs: Inputs) {
  const spec = readSpectrum(inputs.spectrum);
  const ridge = inputs.lam === undefined ? 0 : num(inputs, 'lam');
  const [samples, noise] = [num(inputs, 'P'), num(inputs, 'sigma2')];
  return { eta: eigenvalues(spec), power: targetPower(readTarget(inputs.target), spec), samples, ridge, noise };
}

function readFeatures(given: Inputs, dimension: number): { layers: Layer[]; features: number } {
  switch (given.kind) {
    case 'gauss': {
      const widths = given.widths === undefined ? [num(given, 'N')] : list(given, 'widths');
      return { layers: widths.map(gaussianLayer), features: widths.at(-1)! };
    }
    case 'orth':
      return { layers: [orthogonalLayer(num(given, 'N'), dimension)], features: num(given, 'N') };
    case 'gamma': {
      const weights = eigenvalues(readSpectrum(given.g_spec));
      return { layers: [structuredLayer(weights)], features: weights.length };
    }
    default:
      throw new BadInput(`no features of kind '${String(given.kind)}'`);
  }
}

function activationOf(inputs: Inputs): (z: number) => number {
  return activation(String(inputs.activation) as ActivationName);
}
