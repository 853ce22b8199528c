import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';

/** Data that a prediction still takes seconds for. */
export const MOST_SAMPLES = 32;

export const parameters = z.strictObject({
  activation: z.enum(['linear', 'tanh', 'erf', 'relu']).default('tanh').meta({
    title: 'activation',
    description: 'of the hidden units; the linear theory is exact',
  }),
  depth: z
    .int()
    .min(1)
    .max(4)
    .default(1)
    .meta({ title: 'hidden layers', symbol: 'L', description: 'all of one width', scale: 'linear', range: [1, 2] }),
  richness: z
    .number()
    .min(1e-3)
    .max(30)
    .default(1)
    .meta({
      title: 'richness',
      symbol: 'γ₀',
      description: 'how far features move: near 0 training is lazy, and the kernel rests',
      scale: 'log',
      range: [0.2, 2],
    }),
  width: sizeField(
    { title: 'width', symbol: 'N', description: 'units of each hidden layer', range: [128, 384] },
    512,
    16_384,
  ),
  samples: z
    .int()
    .min(1)
    .max(MOST_SAMPLES)
    .default(2)
    .meta({ title: 'samples', symbol: 'P', description: 'training data', scale: 'linear', range: [1, 3] }),
  correlation: z
    .number()
    .min(-0.99)
    .max(0.99)
    .default(0.3)
    .meta({
      title: 'overlap of the inputs',
      symbol: 'c',
      description: 'x·x′/d of any two inputs, whose squares are 1',
      scale: 'linear',
      range: [-0.2, 0.6],
    }),
  targets: z
    .union([z.literal('alternating'), z.array(z.number().min(-100).max(100)).min(1).max(MOST_SAMPLES)])
    .default('alternating')
    .meta({
      title: 'targets',
      symbol: 'y',
      description: '1, −1, 1, … for the samples, or an array, which sets their number',
    }),
  rate: z
    .number()
    .positive()
    .max(100)
    .default(0.1)
    .meta({
      title: 'learning rate',
      symbol: 'η',
      description: 'of full-batch gradient descent, times γ₀²N',
      scale: 'log',
      range: [0.05, 0.12],
    }),
  steps: z
    .int()
    .min(1)
    .max(2000)
    .default(40)
    .meta({ title: 'steps', symbol: 'T', description: 'of gradient descent', scale: 'linear', range: [20, 40] }),
});

export type MeanFieldParameters = z.output<typeof parameters>;
