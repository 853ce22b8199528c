import { z } from 'zod';
import {
  decayField,
  dimensionField,
  noiseField,
  positiveArray,
  samplesField,
  sizeField,
  sourceField,
  targetField,
} from '../shared/fields.ts';

/** Activations that features other than linear ones may have. */
export const nonlinearities = ['relu', 'erf', 'tanh', 'sign', 'sin'] as const;

export const parameters = z.strictObject({
  samples: samplesField(200, [60, 500]),
  features: sizeField(
    {
      title: 'features',
      symbol: 'N',
      description: 'number of random features: the width of the last random layer',
      range: [60, 500],
    },
    300,
  ),
  dimension: dimensionField(150, [60, 300], 1e7),
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
  noise: noiseField(0.1, 1e12),
  activation: z
    .enum(['linear', ...nonlinearities])
    .default('linear')
    .meta({
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
        'of linear features: each has independent noise of variance ν/N, drawn anew for every sample and in every test; fits on the same features share it there, so that it is part of V_F',
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
  decay: decayField(1.2, [1.1, 2]),
  target: targetField,
  source: sourceField,
});

export type RandomFeaturesParameters = z.output<typeof parameters>;
