import { z } from 'zod';
import { noiseField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  model: z.enum(['separate', 'merged']).default('separate').meta({
    title: 'weights',
    description: '`separate`: a key and a query for each of d heads; `merged`: one matrix in their place',
  }),
  dimension: z
    .int()
    .min(1)
    .max(32)
    .default(3)
    .meta({
      title: 'dimension',
      symbol: 'd',
      description: 'of inputs and tasks, and the number of separate heads',
      scale: 'linear',
      range: [2, 4],
    }),
  decay: z
    .number()
    .min(0)
    .max(3)
    .default(0.6)
    .meta({
      title: 'spectral decay',
      symbol: 'α',
      description: 'exponent of the variances k^(−α) of the inputs; 0 for white ones',
      scale: 'linear',
      range: [0, 0.8],
    }),
  length: z
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .meta({
      title: 'context length',
      symbol: 'N',
      description: 'examples in a context',
      scale: 'log',
      range: [10, 30],
    }),
  noise: noiseField(0.1, 1e3),
  start: z
    .number()
    .min(0.01)
    .max(1)
    .default(0.2)
    .meta({
      title: 'initial weight',
      symbol: 'v₀',
      description: 'of each head, with a key and a query as long on an eigenvector; or of the merged matrix, balanced',
      scale: 'log',
      range: [0.2, 0.3],
    }),
  duration: z
    .number()
    .min(1)
    .max(1e4)
    .default(40)
    .meta({
      title: 'training time',
      symbol: 't',
      description: 'steps times the learning rate',
      scale: 'log',
      range: [20, 40],
    }),
  rate: z
    .number()
    .min(1e-4)
    .max(1)
    .default(0.02)
    .meta({
      title: 'learning rate',
      symbol: 'η',
      description: 'of stochastic gradient descent on ½(y − ŷ)², each batch drawn anew',
      scale: 'log',
      range: [0.02, 0.04],
    }),
  batch: z
    .int()
    .min(1)
    .max(1e5)
    .default(32)
    .meta({
      title: 'batch size',
      symbol: 'B',
      description: 'contexts in a step',
      scale: 'log',
      range: [24, 48],
    }),
});

export type AttentionParameters = z.output<typeof parameters>;
