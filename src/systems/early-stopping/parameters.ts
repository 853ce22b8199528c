import { z } from 'zod';
import { noiseField, sizeField, taskField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  samples: sizeField({ title: 'samples', symbol: 'n', description: 'number of data', range: [20, 40] }, 40, 2000),
  dimension: sizeField(
    { title: 'dimension', symbol: 'd', description: 'number of weights', range: [10, 60] },
    30,
    2000,
  ),
  decay: z
    .number()
    .min(0)
    .max(5)
    .default(1)
    .meta({
      title: 'spectral decay',
      symbol: 'a',
      description: 'the inputs are Gaussian with variances j^(−a)',
      scale: 'linear',
      range: [0, 1.5],
    }),
  noise: noiseField(0.5).meta({
    description:
      'variance of the noise on the labels, whose other part x·w* has a power of 1 on average over tasks, and 0.76 with the defaults',
  }),
  step: z
    .number()
    .positive()
    .max(4)
    .default(0.5)
    .meta({
      title: 'step times sharpness',
      symbol: 'ηλ₁',
      description:
        'step in units of the inverse of the largest eigenvalue of XᵀX/n; descent is stable below 2(1 + momentum)',
      scale: 'log',
      range: [0.3, 1],
    }),
  momentum: z.number().min(0).max(0.999).default(0).meta({
    title: 'momentum',
    symbol: 'β',
    description: 'of the heavy ball m ← βm + g, w ← w − ηm; 0 is gradient descent',
    scale: 'linear',
  }),
  duration: z
    .number()
    .positive()
    .max(1e6)
    .default(50)
    .meta({
      title: 'duration',
      symbol: 'T',
      description: 'time t = ηk/(1 − β) up to which training is followed, of one step at least',
      scale: 'log',
      range: [20, 60],
    }),
  task: taskField('which inputs and which truth are drawn; the label noise alone differs between trials'),
});

export type EarlyStoppingParameters = z.output<typeof parameters>;
