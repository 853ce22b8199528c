import { z } from 'zod';
import {
  blocksField,
  dataFields,
  decayField,
  degreesField,
  dimensionField,
  noiseField,
  positiveArray,
  samplesField,
  sourceField,
  spectrumField,
  targetField,
} from '../shared/fields.ts';

export const parameters = z.strictObject({
  samples: samplesField(200, [10, 2000]),
  dimension: dimensionField(300, [10, 1000]),
  ridge: z
    .union([z.number(), z.literal('optimal')])
    .default(1e-2)
    .meta({
      title: 'ridge',
      symbol: 'λ',
      unit: 'input²',
      description:
        'penalty λ in (1/P)‖y − Xw‖² + λ‖w‖²; may be negative; `optimal` takes the λ of least predicted test error',
      scale: 'log',
      range: [1e-4, 10],
    }),
  noise: noiseField(),
  spectrum: spectrumField({ title: 'spectrum', of: 'input', unit: 'input²' }),
  decay: decayField(1.5, [1.1, 2.5]),
  blocks: blocksField([
    [1, 0.2],
    [0.05, 0.8],
  ]),
  target: targetField,
  source: sourceField,
  testSpectrum: z
    .union([z.enum(['same', 'isotropic', 'reversed']), positiveArray])
    .default('same')
    .meta({
      title: 'test spectrum',
      symbol: 'η′',
      unit: 'input²',
      description:
        'covariate shift: eigenvalues of the test covariance in the training eigenbasis; `isotropic` takes their mean for all of them, which keeps the trace',
    }),
  entries: z.enum(['gaussian', 'rademacher', 'student']).default('gaussian').meta({
    title: 'entries',
    description:
      'distribution of the whitened inputs, of unit variance: the prediction does not depend on it (universality)',
  }),
  degrees: degreesField(5),
  sampleCorrelation: z
    .number()
    .min(0)
    .max(0.99)
    .default(0)
    .meta({
      title: 'correlation of samples',
      symbol: 'ρ',
      description:
        'of a sample with the one before it, inputs and noise alike, as in a time series: samples p and q have ρ^|p−q|; test points are independent. Not with data, noiseSpread, a negative ridge or ridge=optimal',
      scale: 'linear',
      range: [0, 0.6],
    }),
  noiseSpread: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({
      title: 'spread of the noise',
      symbol: 's',
      description:
        'every other sample has noise of variance (1 − s)σ², the others (1 + s)σ²: for independent samples the prediction depends on the mean alone. Not with data or sampleCorrelation',
      scale: 'linear',
      range: [0, 1],
    }),
  ...dataFields('spectrum, target and noise come from all of it; trials draw subsamples and test on the rest'),
});

export type RidgeParameters = z.output<typeof parameters>;
