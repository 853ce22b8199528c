import { z } from 'zod';
import type { InertRule } from '../contract.ts';
import { inertWithoutData, inputFields, sizeField, taskField } from '../shared/fields.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';

const spectrumValues = z.array(z.number().positive().max(1e6)).min(1).max(512);

export const parameters = z.strictObject({
  spectrum: z
    .union([z.enum(['power-law']), spectrumValues])
    .default('power-law')
    .meta({
      title: 'spectrum of the pairs',
      symbol: 'γ',
      description:
        'eigenvalues of the cross-moment Γ, which are the variances that the two views of an input share: k^(−decay), or an array (which sets the dimension)',
    }),
  dimension: z
    .int()
    .min(1)
    .max(512)
    .default(8)
    .meta({ title: 'input dimension', symbol: 'D', description: 'of the inputs', scale: 'linear', range: [6, 10] }),
  decay: z
    .number()
    .min(0)
    .max(5)
    .default(1.5)
    .meta({
      title: 'spectral decay',
      symbol: 'α',
      description: 'exponent of the eigenvalues k^(−α) of Γ',
      scale: 'linear',
      range: [1.3, 1.7],
    }),
  ...inputFields(
    'pairs are made of its rows by adding noise; inputs are centred and divided by one number, so that the largest eigenvalue of Γ is 1',
    'input',
  ),
  varying: z
    .number()
    .min(0)
    .max(100)
    .default(0.1)
    .meta({
      title: 'varying part',
      symbol: 'ν',
      description: 'variance, in every direction, of what a view does not share with the other: the augmentation',
      scale: 'linear',
      range: [0, 0.3],
    }),
  embedding: z
    .int()
    .min(1)
    .max(16)
    .default(3)
    .meta({
      title: 'embedding dimension',
      symbol: 'd',
      description: 'numbers that the network makes of an input, and eigenvectors that it can learn',
      scale: 'linear',
      range: [2, 3],
    }),
  start: z.enum(['random', 'redrawn', 'aligned']).default('random').meta({
    title: 'start',
    description:
      '`random`: independent normal weights, those of `task` in all trials; `redrawn`: others in each trial; `aligned`: the j-th output on the j-th eigenvector of the population’s Γ',
  }),
  task: taskField('seed of the random weights that all trials start from'),
  initial: z
    .number()
    .min(1e-20)
    .max(0.1)
    .default(1e-3)
    .meta({
      title: 'initial weight',
      symbol: 'σ',
      description: 'standard deviation of random weights, length of aligned ones',
      scale: 'log',
      range: [1e-4, 1e-3],
    }),
  pairs: sizeField(
    { title: 'pairs', symbol: 'P', description: 'pairs of views that are trained on', range: [10_000, 40_000] },
    20_000,
    1e6,
    4,
  ),
  rate: z
    .number()
    .min(1e-6)
    .max(1)
    .default(0.02)
    .meta({
      title: 'learning rate',
      symbol: 'η',
      description: 'of gradient descent on all pairs',
      scale: 'log',
      range: [0.01, 0.02],
    }),
  duration: z
    .number()
    .min(0.1)
    .max(10)
    .default(1.1)
    .meta({
      title: 'duration',
      symbol: 't/τ_d',
      description: 'of the curves, in units of the time −ln(σ²γ_d)/8γ_d that the last mode takes',
      scale: 'linear',
      range: [1, 1.2],
    }),
});

export type SslParameters = z.output<typeof parameters>;

export const inert: readonly InertRule<SslParameters>[] = [
  inertWithoutData,
  actsOnlyWith(['task'], 'start', 'random'),
  noEffect(
    ['spectrum', 'dimension', 'decay'],
    ({ data }) => data !== undefined,
    'has no effect with data, which has a spectrum of its own',
  ),
  noEffect(
    ['dimension'],
    ({ spectrum }) => Array.isArray(spectrum),
    'has no effect with an array for spectrum, whose length it is',
  ),
  noEffect(['decay'], ({ spectrum }) => spectrum !== 'power-law', 'acts only with spectrum=power-law'),
];
