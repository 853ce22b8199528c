import { activation } from '../../numeric/activations.ts';
import { linearPart } from '../../numeric/hermite.ts';
import { power, squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { isotropicRisk } from '../ridge/theory/isotropic.ts';
import { risk as ridgeRisk } from '../ridge/theory/risk.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { powerLawWeights } from './power-law-weights.ts';
import { gaussianLayer, orthogonalLayer, structuredLayer } from './theory/layers.ts';
import { ridgelessRisk } from './theory/mei-montanari.ts';
import { ensembleError, type FeatureProblem, featureRisk } from './theory/risk.ts';

const D = 300;
const eta = Float64Array.from({ length: D }, (_, k) => power(k + 1, -1.2));
/**
 * A power law with the source condition: a problem with no symmetry that a formula could hide
 * behind.
 */
const base = { eta, power: eta.map((_, k) => power(k + 1, -2.2)), noise: 0.05, ridge: 0.01, samples: 100 };
const withFeatures = (features: number, changes: Partial<FeatureProblem> = {}): FeatureProblem => ({
  ...base,
  features,
  layers: [gaussianLayer(features)],
  ...changes,
});
/** The excess error with these features and changes, relative to `plain`. */
const relative = (features: number, changes: Partial<FeatureProblem>, plain: Partial<FeatureProblem> = {}) =>
  featureRisk(withFeatures(features, changes)).excessError / featureRisk(withFeatures(features, plain)).excessError - 1;
/** The settings of `base`: c_k = k^(−1−2αr), α = r = 1/2 times the decay 1.2. */
const baseSettings = {
  spectrum: 'power-law',
  dimension: D,
  decay: 1.2,
  target: 'source',
  source: 0.5,
  noise: 0.05,
  ridge: 0.01,
  samples: 100,
};

export const limits: Limit[] = [
  {
    id: 'many-features',
    title: 'With many features the fit is ridge regression on the inputs, and V_F, V_XF, V_XFε vanish as 1/N',
    ...otherSystem('ridge', 'atanasov2024'),
    ...fallingAs(1, [1e4, 1e5, 1e6]),
    deviation: (features, context) => {
      const plain = ridgeRisk(base);
      const { kappa, excessError, testError, trainError, biasSquared, varianceData, varianceNoise } = plain;
      return farthest(
        context,
        { ...baseSettings, features },
        {
          ...{ excessError, testError, trainError, biasSquared, varianceData, varianceNoise },
          ...{ gcv: testError, dataRidge: kappa, featureRidge: kappa },
        },
      );
    },
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
      for (let k = 0; k < D; k++) q += (eta[k] * base.power[k]) / squared(eta[k] + kappa);
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
    id: 'projection',
    title: 'An orthogonal projection of isotropic inputs is ridge regression on as many of them: the others are noise',
    ...otherSystem('ridge', 'atanasov2024'),
    ...exactAt(0.2, 0.5, 0.9),
    deviation: (kept, context) => {
      const [samples, ridge, noise] = [150, 0.05, 0.3];
      const settings = { projection: 'orthogonal', dimension: D, features: kept * D, samples, ridge, noise };
      // Features are the inputs kept, times 1/√kept.
      const risk = isotropicRisk((kept * D) / samples, ridge * kept, kept, noise + 1 - kept);
      const excessError = risk.excessError + 1 - kept;
      return farthest(context, settings, {
        excessError,
        testError: excessError + noise,
        gcv: excessError + noise,
        trainError: risk.trainError,
        dataRidge: risk.kappa / kept,
      });
    },
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
      return relative(150, { linear: slope * slope, featureNoise: rest / 150 });
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
    deviation: async (ratio, { predicted }) => {
      const { slope, rest } = linearPart(activation('relu'));
      const noise = 0.3;
      const sizes = { dimension: D, samples: 2 * D, features: 2 * D * ratio };
      const settings = { activation: 'relu', ridge: 0, noise, ...sizes };
      const sum = async (...names: string[]) => {
        let sum = 0;
        for (const name of names) sum += (await predicted(name, settings)) as number;
        return sum;
      };
      const { bias, variance } = ridgelessRisk(2 * ratio, 2, (slope * slope) / rest);
      return Math.max(
        Math.abs((await sum('biasSquared', 'varianceFeatures', 'varianceData', 'varianceDataFeatures')) / bias - 1),
        Math.abs((await sum('varianceNoise', 'varianceNoiseFeatures')) / (noise * variance) - 1),
        Math.abs((await sum('excessError')) / (bias + noise * variance) - 1),
      );
    },
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
