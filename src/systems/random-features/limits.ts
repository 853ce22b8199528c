import { activation } from '../../numeric/activations.ts';
import { linearPart } from '../../numeric/hermite.ts';
import type { Limit } from '../contract.ts';
import { risk as ridgeRisk } from '../ridge/theory/risk.ts';
import { closedForm, exactAt, fallingAs, otherSystem } from '../shared/limits.ts';
import { powerLawWeights } from './power-law-weights.ts';
import { gaussianLayer, orthogonalLayer, structuredLayer } from './theory/layers.ts';
import { ridgelessRisk } from './theory/mei-montanari.ts';
import { ensembleError, type FeatureProblem, featureRisk } from './theory/risk.ts';

const D = 300;
const eta = Float64Array.from({ length: D }, (_, k) => (k + 1) ** -1.2);
/**
 * A power law with the source condition: a problem with no symmetry that a formula could hide
 * behind.
 */
const base = { eta, power: eta.map((_, k) => (k + 1) ** -2.2), noise: 0.05, ridge: 0.01, samples: 100 };
const withFeatures = (features: number, changes: Partial<FeatureProblem> = {}): FeatureProblem => ({
  ...base,
  features,
  layers: [gaussianLayer(features)],
  ...changes,
});
/** The excess error with these features and changes, relative to `plain`. */
const relative = (features: number, changes: Partial<FeatureProblem>, plain: Partial<FeatureProblem> = {}) =>
  featureRisk(withFeatures(features, changes)).excessError / featureRisk(withFeatures(features, plain)).excessError - 1;
const isotropic = { eta: new Float64Array(D).fill(1), power: new Float64Array(D).fill(1 / D), noise: 0.3 };

export const limits: Limit[] = [
  {
    id: 'many-features',
    title: 'With many features the fit is ridge regression on the inputs, and V_F, V_XF, V_XFε vanish as 1/N',
    ...otherSystem('ridge', 'atanasov2024'),
    ...fallingAs(1, [1e4, 1e5, 1e6]),
    deviation: (features) => featureRisk(withFeatures(features)).excessError / ridgeRisk(base).excessError - 1,
  },
  {
    id: 'many-samples',
    title: 'With many samples only the bottleneck is left: E_g → B_F at the ridge λ',
    ...closedForm('the population error of N features', 'atanasov2024'),
    ...fallingAs(1, [1e4, 1e5, 1e6]),
    deviation: (samples) => {
      // A bottleneck renormalises the ridge as samples do.
      const { kappa, df1, df2, biasSquared } = ridgeRisk({ ...base, noise: 0, samples: 60 });
      let q = 0;
      for (let k = 0; k < D; k++) q += (eta[k] * base.power[k]) / (eta[k] + kappa) ** 2;
      const population = biasSquared + (kappa * q * (df1 - df2)) / (60 - df2);
      return featureRisk(withFeatures(60, { samples })).excessError / population - 1;
    },
  },
  {
    id: 'exchange',
    title: 'Exchanging samples and features leaves κ₂ as it is',
    ...closedForm('the duality of samples and features', 'bahri2021'),
    ...exactAt(30, 100, 300),
    deviation: (features) => {
      const there = featureRisk(withFeatures(120, { samples: features })).kappa2;
      return featureRisk(withFeatures(features, { samples: 120 })).kappa2 / there - 1;
    },
  },
  {
    id: 'complete-projection',
    title: 'An orthogonal projection on as many features as dimensions is a rotation',
    ...otherSystem('ridge', 'atanasov2024'),
    ...exactAt(30, 100, 600),
    deviation: (samples) =>
      featureRisk(withFeatures(D, { samples, layers: [orthogonalLayer(D, D)] })).excessError /
        ridgeRisk({ ...base, samples }).excessError -
      1,
  },
  {
    id: 'small-projection',
    title: 'An orthogonal projection of many more dimensions than it keeps is a Gaussian layer',
    ...closedForm('Gaussian features', 'atanasov2024'),
    ...fallingAs(1, [1e4, 1e5, 1e6]),
    deviation: (dimension) => relative(60, { layers: [orthogonalLayer(60, dimension)] }),
  },
  {
    id: 'wide-layers',
    title: 'A layer much wider than the others does nothing',
    ...closedForm('one layer fewer', 'zavatone2023'),
    ...fallingAs(1, [1e4, 1e5, 1e6]),
    deviation: (width) => relative(150, { layers: [gaussianLayer(width), gaussianLayer(150)] }),
  },
  {
    id: 'equal-neurons',
    title: 'Structured weights without structure are a Gaussian layer',
    ...closedForm('Gaussian features', 'atanasov2024'),
    ...exactAt(30, 100, 300),
    deviation: (features) => relative(features, { layers: [structuredLayer(powerLawWeights(features, 0))] }),
  },
  {
    id: 'nearly-linear',
    title: 'An activation that is nearly linear, s·tanh(z/s) with s → ∞, leaves linear features',
    ...closedForm('linear random features', 'hu2020'),
    ...fallingAs(2, [10, 40, 160]),
    deviation: (s) => {
      const tanh = activation('tanh');
      const { slope, rest } = linearPart((z) => s * tanh(z / s));
      return relative(150, { linear: slope ** 2, featureNoise: rest / 150 });
    },
  },
  {
    id: 'noiseless-features',
    title: 'Noise on the features acts in proportion to its variance',
    ...closedForm('linear random features', 'atanasov2024'),
    ...fallingAs(1, [1e4, 1e5, 1e6]),
    deviation: (inverse) => relative(150, { featureNoise: 1 / inverse }),
  },
  {
    id: 'ridgeless-nonlinear',
    title: 'Nonlinear features without ridge on isotropic inputs have a closed form',
    ...closedForm('the ridgeless risk of Mei and Montanari', 'mei2019'),
    ...exactAt(0.5, 2, 8),
    deviation: (ratio) => {
      const { slope, rest } = linearPart(activation('relu'));
      const features = 2 * D * ratio;
      const { bias, variance } = ridgelessRisk(2 * ratio, 2, slope ** 2 / rest);
      const layers = [gaussianLayer(features)];
      const equivalent = { linear: slope ** 2 / D, featureNoise: rest / features };
      const general = featureRisk({ ...isotropic, samples: 2 * D, features, layers, ridge: 0, ...equivalent });
      return general.excessError / (bias + isotropic.noise * variance) - 1;
    },
  },
  {
    id: 'vanishing-ridge',
    title: 'As λ → 0 the fit tends to the interpolation of least norm',
    ...closedForm('ridgeless features', 'mei2019'),
    ...fallingAs(1, [1e4, 1e5, 1e6]),
    deviation: (inverse) => relative(150, { ridge: 1 / inverse }, { ridge: 0 }),
  },
  {
    id: 'large-ensemble',
    title: 'The mean of many fits on features of their own is ridge regression at the ridge λ/s that the features make',
    ...otherSystem('ridge', 'adlam2020'),
    ...fallingAs(1, [1e2, 1e3, 1e4]),
    deviation: (members) => {
      const single = featureRisk(withFeatures(150));
      const ridge = base.ridge / (1 - single.df1 / 150);
      return ensembleError(single, members) / ridgeRisk({ ...base, ridge }).excessError - 1;
    },
  },
];
