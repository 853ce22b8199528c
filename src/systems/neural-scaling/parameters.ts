import { z } from 'zod';
import { capacityField, noiseField, powerExponentField, samplesField, sizeField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  learning: z.enum(['samples', 'population', 'one-pass']).default('samples').meta({
    title: 'learning',
    description:
      'full-batch descent on P samples, descent on the population (as many samples as one likes), or SGD that sees each sample once',
  }),
  projection: z.enum(['random', 'none']).default('random').meta({
    title: 'projection',
    description: 'whether the model has N random projections of the modes as its features, or all modes',
  }),
  samples: samplesField(200, [100, 250], 1e5),
  features: sizeField(
    {
      title: 'features',
      symbol: 'N',
      description: 'size of the model: number of random projections',
      range: [80, 200],
    },
    150,
    1e5,
  ),
  dimension: sizeField(
    { title: 'modes', symbol: 'K', description: 'number of modes of the data', range: [300, 600] },
    400,
    1e6,
  ),
  capacity: capacityField(1.3, [1.1, 2], 'mode k has the variance λ_k = k^(−b)'),
  source: powerExponentField(1.8, [1.3, 2.5], 'mode k has the power λ_k w_k² = k^(−a) of the target'),
  noise: noiseField(0, 1e6),
  rate: z
    .number()
    .positive()
    .max(100)
    .default(0.3)
    .meta({
      title: 'learning rate',
      symbol: 'η',
      description: 'step, in units of the inverse variance of the first mode; descent needs less than about 2',
      scale: 'log',
      range: [0.1, 0.4],
    }),
  steps: z
    .int()
    .min(1)
    .max(1e6)
    .default(300)
    .meta({ title: 'steps', symbol: 'T', description: 'of training', scale: 'log', range: [30, 200] }),
  batch: z
    .int()
    .min(1)
    .max(1e5)
    .default(16)
    .meta({
      title: 'batch size',
      symbol: 'B',
      description: 'fresh samples in each step of SGD',
      scale: 'log',
      range: [8, 32],
    }),
  members: z
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .meta({
      title: 'ensemble members',
      symbol: 'E',
      description: 'number of models whose mean prediction is tested',
      scale: 'linear',
      range: [1, 2],
    }),
  own: z.enum(['features', 'data', 'both']).default('features').meta({
    title: 'of their own',
    description: 'what each member draws for itself; the rest they share',
  }),
  frontier: z
    .enum(['no', 'yes'])
    .default('no')
    .meta({
      title: 'frontier',
      description:
        'whether models of nine sizes, from a sixteenth of `features` up, are trained for the least loss at a compute',
      drawn: ['no'],
    }),
});

export type NeuralScalingParameters = z.output<typeof parameters>;
