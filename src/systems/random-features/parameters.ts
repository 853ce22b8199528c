import { z } from 'zod';

const positiveArray = z.array(z.number().min(0)).min(1);
const size = (title: string, symbol: string, description: string, initial: number, range: [number, number]) =>
  z.int().min(1).max(1e7).default(initial).meta({ title, symbol, description, scale: 'log', range, size: true });

export const parameters = z.strictObject({
  samples: size('training samples', 'P', 'number of training samples', 200, [60, 500]),
  features: size('features', 'N', 'number of random features: the width of the last random layer', 300, [60, 500]),
  dimension: size('input dimension', 'D', 'number of input directions (modes of the covariance)', 150, [60, 300]),
  ridge: z
    .number()
    .min(0)
    .max(1e12)
    .default(1e-2)
    .meta({
      title: 'ridge',
      symbol: 'λ',
      unit: 'feature²',
      description: 'penalty λ in (1/P)‖y − Φv‖² + λ‖v‖²; at 0 the solution of least norm',
      scale: 'log',
      range: [1e-4, 1],
    }),
  noise: z
    .number()
    .min(0)
    .max(1e12)
    .default(0.1)
    .meta({
      title: 'label noise',
      symbol: 'σ²',
      unit: 'label²',
      description: 'variance of the noise on the labels',
      scale: 'linear',
      range: [0.01, 1],
    }),
  activation: z.enum(['linear', 'relu', 'erf', 'tanh', 'sign', 'sin']).default('linear').meta({
    title: 'activation',
    symbol: 'φ',
    description:
      'nonlinearity after the last random layer: φ_j = (σ(g_j·x) − E σ)/√N, weights scaled so that g_j·x has variance 1; `linear` is φ = Fᵀx',
  }),
  projection: z.enum(['gaussian', 'orthogonal', 'structured']).default('gaussian').meta({
    title: 'projection',
    description:
      'weights of the last random layer: independent Gaussian, a random orthogonal projection, or Gaussian with neurons of unequal size',
  }),
  weightDecay: z
    .number()
    .min(0)
    .max(10)
    .default(0.7)
    .meta({
      title: 'decay of the neurons',
      symbol: 'β',
      description: 'of the projection `structured`: neuron j has squared weights in proportion to j^(−β), 1 on average',
      scale: 'linear',
      range: [0, 1],
    }),
  inputDecay: z
    .number()
    .min(-5)
    .max(5)
    .default(0)
    .meta({
      title: 'decay of the input weights',
      symbol: 'ω',
      description:
        'the weights of input direction k have variance in proportion to k^(−ω), 1 on average: 0 treats all alike',
      scale: 'linear',
      range: [0, 0.5],
    }),
  depth: z
    .int()
    .min(1)
    .max(50)
    .default(1)
    .meta({
      title: 'random layers',
      symbol: 'L',
      description: 'number of random layers, all of the same width N; those before the last are linear and Gaussian',
      scale: 'linear',
      range: [1, 3],
    }),
  hidden: z.array(z.int().min(1).max(1e7)).default([]).meta({
    title: 'hidden widths',
    symbol: 'N_ℓ',
    description: 'widths of linear Gaussian layers before the last, in place of `depth`',
  }),
  featureNoise: z
    .number()
    .min(0)
    .max(1e12)
    .default(0)
    .meta({
      title: 'feature noise',
      symbol: 'ν',
      unit: 'input²',
      description:
        'of linear features: each has independent noise of variance ν/N, drawn anew for every sample and in every test',
      scale: 'linear',
      range: [0, 2],
    }),
  members: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .meta({
      title: 'ensemble members',
      symbol: 'K',
      description: 'number of fits, each on features of its own and all on the same data, whose mean is tested',
      scale: 'linear',
      range: [1, 4],
    }),
  spectrum: z
    .union([z.enum(['isotropic', 'power-law']), positiveArray])
    .default('isotropic')
    .meta({
      title: 'spectrum',
      symbol: 'η',
      unit: 'input²',
      description: 'eigenvalues of the input covariance: all 1, k^(−decay), or an array (which sets the dimension)',
    }),
  decay: z
    .number()
    .min(0)
    .max(20)
    .default(1.2)
    .meta({
      title: 'spectral decay',
      symbol: 'α',
      description: 'exponent of the power-law spectrum η_k = k^(−α)',
      scale: 'linear',
      range: [1.1, 2],
    }),
  target: z
    .union([z.enum(['uniform', 'source']), positiveArray])
    .default('uniform')
    .meta({
      title: 'target',
      symbol: 'w̄²',
      description:
        'squared target weights: all 1/D, the source condition η_k w̄_k² = k^(−1−2αr) of a power law, or an array',
    }),
  source: z
    .number()
    .min(0)
    .max(10)
    .default(0.5)
    .meta({
      title: 'source exponent',
      symbol: 'r',
      description: 'exponent r of the source condition: larger is an easier target',
      scale: 'linear',
      range: [0.2, 1.5],
    }),
});

export type RandomFeaturesParameters = z.output<typeof parameters>;
export type RandomFeaturesObservable =
  | 'testError'
  | 'trainError'
  | 'gcv'
  | 'excessError'
  | 'biasSquared'
  | 'varianceFeatures'
  | 'varianceData'
  | 'varianceDataFeatures'
  | 'varianceNoise'
  | 'varianceNoiseFeatures'
  | 'dataRidge'
  | 'featureRidge';
