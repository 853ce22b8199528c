import { z } from 'zod';
import { dataFields, decayField, dimensionField, noiseField, sizeField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  estimator: z
    .enum([
      'participation-ratio',
      'sample-participation-ratio',
      'noise-level',
      'signal-level',
      'residual-noise',
      'hill',
      'power-law',
      'power-law-cut',
      'zeta',
      'zeta-half-shift',
      'two-nn',
      'levina-bickel',
    ])
    .default('power-law')
    .meta({
      title: 'estimator',
      description:
        'estimator of the participation ratio of a covariance, without bias or of the sample covariance as it is; of noise and signal of a regression from moments, and of noise from residuals; of the exponent of a tail (Hill), of a power law, also from the number on that fits best, and of whole numbers with a power law by maximum likelihood or as if they were real numbers shifted by ½; of the dimension of a cloud of n points from two neighbours, (n − 1)/Σ ln(r₂/r₁), or from several',
    }),
  samples: sizeField(
    { title: 'samples', symbol: 'n', description: 'what an estimate is made from', range: [100, 400] },
    200,
    1e5,
    4,
  ),
  dimension: dimensionField(100, [20, 100], 2e3),
  decay: decayField(1, [0, 1.5]),
  signal: z
    .number()
    .min(0)
    .max(1e6)
    .default(1)
    .meta({
      title: 'signal',
      symbol: 'τ²',
      unit: 'label²',
      description: 'variance of the labels that the inputs explain',
      scale: 'linear',
      range: [0.2, 2],
    }),
  noise: noiseField(0.4, 1e6),
  exponent: z
    .number()
    .min(1.3)
    .max(6)
    .default(2.5)
    .meta({
      title: 'exponent',
      symbol: 'α',
      description:
        'exponent of the density x^(−α) of the tail, above 1; what Hill’s estimator estimates is ξ = 1/(α − 1)',
      scale: 'linear',
      range: [1.8, 3.5],
    }),
  tail: sizeField(
    {
      title: 'tail',
      symbol: 'k',
      description: 'how many of the largest samples Hill’s estimator takes',
      range: [20, 80],
    },
    50,
    1e5,
    2,
  ),
  body: z
    .number()
    .min(0)
    .max(0.9)
    .default(0)
    .meta({
      title: 'body',
      description:
        'share of the samples that are no power law: they are uniform below where it begins, as `power-law-cut` does not know',
      scale: 'linear',
      range: [0, 0.6],
    }),
  smallest: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .meta({
      title: 'smallest number',
      symbol: 'x₀',
      description: 'from which on whole numbers follow the power law',
      scale: 'log',
      range: [1, 10],
    }),
  intrinsic: z
    .int()
    .min(1)
    .max(20)
    .default(3)
    .meta({
      title: 'intrinsic dimension',
      symbol: 'd',
      description: 'dimensions of the torus that points are drawn on',
      scale: 'linear',
      range: [1, 4],
    }),
  geometry: z.enum(['flat', 'embedded']).default('flat').meta({
    title: 'geometry',
    description:
      'distances on the torus itself, which is flat; or chords in twice as many dimensions, where it is curved',
  }),
  neighbours: z
    .int()
    .min(3)
    .max(100)
    .default(10)
    .meta({
      title: 'neighbours',
      symbol: 'k',
      description: 'neighbours of each point that Levina and Bickel’s estimator takes',
      scale: 'log',
      range: [4, 15],
    }),
  ...dataFields(
    'estimates are made from rows that trials draw from it, and held against that of all its rows',
    'the column of `data` that is explained by the others where noise or signal is estimated, whose numbers are the samples where an exponent is, and which is left out of the inputs elsewhere; the last unless given, elsewhere a last one that may be of classes, or `none`',
  ),
  from: z.number().positive().max(1e100).optional().meta({
    title: 'smallest number that counts',
    description:
      'of `data`, where the exponent of a power law is estimated: numbers below are left out; the smallest of all unless given',
    scale: 'log',
  }),
});

export type EstimatorsParameters = z.output<typeof parameters>;
export type Estimator = EstimatorsParameters['estimator'];
