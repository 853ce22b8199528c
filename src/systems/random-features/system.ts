import { defineSystem } from '../contract.ts';
import { runTrial } from './experiment.ts';
import { limits } from './limits.ts';
import { parameters, type RandomFeaturesObservable, type RandomFeaturesParameters } from './parameters.ts';
import { predict } from './prediction.ts';
import { makeProblem } from './problem.ts';
import { presets, sources } from './sources.ts';
import { validity } from './validity.ts';

const part = (label: string, symbol: string, description: string) => ({
  label,
  symbol,
  description,
  scale: 'log' as const,
  floor: roundOff,
  withoutMean,
});

export const randomFeatures = defineSystem<typeof parameters, RandomFeaturesObservable>({
  id: 'random-features',
  title: 'Ridge regression on random features',
  strand: 'solvable settings',
  question: 'What test error do N random features reach from P samples, and which randomness makes it?',
  sources,
  parameters,
  sweep: { features: '30:1500:18:log' },
  observables: {
    testError: part('test error', 'E_test', 'mean squared error on fresh labels: excess error plus noise'),
    trainError: part(
      'training error',
      'E_train',
      'mean squared residual of one fit on its training set, without the penalty',
    ),
    gcv: part(
      'GCV estimate',
      'E_GCV',
      'generalised cross-validation: the test error of one fit as estimated from its training set alone',
    ),
    excessError: part('excess error', 'E_g', 'mean squared distance to the noiseless target on test inputs'),
    biasSquared: part('squared bias', 'B²', 'error of the average fit over data and features'),
    varianceFeatures: part('variance from features', 'V_F', 'variance over features of the fit averaged over data'),
    varianceData: part('variance from data', 'V_X', 'variance over noiseless data of the fit averaged over features'),
    varianceDataFeatures: part(
      'variance from data and features',
      'V_XF',
      'the interaction: variance of the noiseless fit that neither average leaves',
    ),
    varianceNoise: part(
      'variance from noise',
      'V_Xε',
      'variance that label noise brings to the fit averaged over features',
    ),
    varianceNoiseFeatures: part(
      'variance from noise and features',
      'V_XFε',
      'variance that label noise brings to single fits beyond their average over features',
    ),
    dataRidge: {
      label: 'ridge renormalised by data',
      symbol: 'κ₁',
      description: 'the ridge that infinitely many samples would need; measured as 1/(tr(ΦΦᵀ/P + λ)⁻¹/P)',
      scale: 'log',
      floor: () => 1e-12,
    },
    featureRidge: {
      label: 'ridge renormalised by data and features',
      symbol: 'κ₂',
      description:
        'the ridge that infinitely many samples and features would need; measured through κ₁ and the degrees of freedom of the Gram matrix',
      scale: 'log',
      floor: () => 1e-12,
    },
  },
  shown: ['testError'],
  finiteSizeOrder: 1,
  margin: {
    value: 0.05,
    reason: 'the theory is leading order in 1/P, 1/N and 1/D: at 100 of each it is good to a few per cent',
  },
  validity,
  inert,
  cost,
  predict,
  trial: (p, random, engine) => runTrial(p, random, engine),
  limits,
  presets,
});

/** Flops at 8 GF/s plus 10 ns for each random number and each activation; three data sets, at least three draws of features. */
function cost(p: RandomFeaturesParameters): { seconds: number; bytes: number } {
  const { eta, widths, activation } = makeProblem(p);
  const [D, P, N] = [eta.length, p.samples, p.features];
  const draws = Math.max(3, p.members);
  const tested = activation === 'linear' ? 0 : 1000;
  const [small, large] = [Math.min(P, N), Math.max(P, N)];
  let product = p.projection === 'orthogonal' ? 3 * D * N * N : 0;
  widths.slice(1).forEach((width, i) => {
    product += 2 * D * widths[i] * width;
  });
  const fit = 2 * P * D * N + small * small * large + (2 / 3) * small ** 3 + 20 * N * (P + D + tested);
  const flops = draws * (3 * fit + product + 2 * tested * D * N);
  const normals = 3 * P * D + draws * widths.reduce((sum, width, i) => sum + width * (widths[i - 1] ?? D), 0);
  const activations = activation === 'linear' ? 0 : draws * N * (3 * P + tested);
  const deepest = Math.max(...widths);
  return {
    seconds: 2e-4 + flops / 8e9 + normals * 1e-8 + activations * 1e-8,
    bytes:
      8 * (3 * P * (D + 16) + N * D + (widths.length > 1 ? 2 * D * deepest + deepest ** 2 : 0) + P * (N + 32)) +
      8 * (2 * small * small + 20 * (N + D) + tested * (D + N + 10)),
  };
}

/** Errors are squares of label-sized numbers: round-off leaves this much of them. */
function roundOff(p: RandomFeaturesParameters): number {
  return 1e-11 * (p.noise + makeProblem(p).power.reduce((sum, value) => sum + value, 0));
}

/** Without a ridge, fits blow up near samples = rank of the features: inverse-Wishart moments exist only some distance away. */
function withoutMean(p: RandomFeaturesParameters): string | undefined {
  if (p.ridge !== 0) return undefined;
  const { modes, widths, featureNoise } = makeProblem(p);
  const rank = featureNoise > 0 ? p.features : Math.min(...widths, modes.rank);
  if (Math.abs(p.samples - rank) > 3) return undefined;
  return 'without a ridge the error has no finite variance this near to samples = rank of the features: the median is shown';
}

/** Settings that change nothing beside these others. */
function inert(p: RandomFeaturesParameters): Record<string, string> {
  const reasons: Record<string, string> = {};
  if (p.spectrum !== 'power-law') reasons.decay = 'acts only with spectrum=power-law';
  if (Array.isArray(p.spectrum)) reasons.dimension = 'has no effect with an array for spectrum, whose length it is';
  if (p.target !== 'source') reasons.source = 'acts only with target=source';
  if (p.projection !== 'structured') reasons.weightDecay = 'acts only with projection=structured';
  if (p.hidden.length > 0) reasons.depth = 'has no effect with hidden, whose length sets the depth';
  else reasons.hidden = 'is empty, so that depth says how many layers there are';
  if (p.activation !== 'linear')
    reasons.featureNoise = `acts only with activation=linear: the nonlinearity of ${p.activation} is the noise of its features`;
  return reasons;
}
