import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  model: z.enum(['solvable', 'network']).default('solvable').meta({
    title: 'model',
    description:
      'f = u·v/√n on one datum with label 0, exact at every width; or a network on several data with labels ±1, measured',
  }),
  rate: z
    .number()
    .min(1e-3)
    .max(1e3)
    .default(6)
    .meta({
      title: 'target rate',
      symbol: 'c = ηλ₀',
      description: 'the learning rate after warm-up, times the initial sharpness',
      scale: 'log',
      range: [3, 9],
    }),
  warmup: z
    .int()
    .min(0)
    .max(1e4)
    .default(16)
    .meta({
      title: 'warm-up',
      symbol: 'τ',
      unit: 'steps',
      description: 'steps over which the rate goes linearly from the initial to the target one; 0 is none',
      scale: 'linear',
      range: [2, 24],
    }),
  initial: z
    .union([z.literal('edge'), z.number().min(0).max(1e3)])
    .default('edge')
    .meta({
      title: 'initial rate',
      symbol: 'c₀',
      description: 'of the first step, times λ₀: a number, or `edge`, the largest that does not raise the loss',
    }),
  width: sizeField(
    { title: 'width', symbol: 'n', description: 'units of the hidden layer', range: [32, 256] },
    256,
    1e7,
  ),
  output: z
    .number()
    .min(1e-3)
    .max(1e3)
    .default(1)
    .meta({
      title: 'initial output',
      symbol: 'f₀',
      description: 'of the solvable network, whose kernel begins at 2',
      scale: 'log',
      range: [0.5, 2],
    }),
  steps: z
    .int()
    .min(1)
    .max(1e5)
    .default(150)
    .meta({
      title: 'steps',
      symbol: 'T',
      description: 'of training, warm-up included',
      scale: 'log',
      range: [100, 200],
    }),
  activation: z
    .enum(['linear', 'relu', 'tanh', 'gelu'])
    .default('tanh')
    .meta({ title: 'activation', description: 'of the network’s hidden units' }),
  samples: z
    .int()
    .min(1)
    .max(1e3)
    .default(10)
    .meta({
      title: 'samples',
      symbol: 'P',
      description: 'data of the network, with labels ±1',
      scale: 'log',
      range: [2, 12],
    }),
  dimension: z
    .int()
    .min(1)
    .max(1e4)
    .default(10)
    .meta({ title: 'input dimension', symbol: 'd', description: 'number of inputs', scale: 'log', range: [5, 20] }),
  beta2: z
    .number()
    .min(0)
    .max(0.999999)
    .default(0.999)
    .meta({
      title: 'decay of Adam’s second moment',
      symbol: 'β₂',
      description: 'of the Adam that is compared with GI-Adam, in its first step and in training',
      scale: 'linear',
      range: [0.9, 0.999],
    }),
  adamRate: z
    .number()
    .positive()
    .max(1e3)
    .default(1)
    .meta({
      title: 'rate of Adam',
      symbol: 'η_A',
      description: 'of the network’s training with Adam and GI-Adam, without warm-up',
      scale: 'log',
      range: [0.03, 3],
    }),
});

export type WarmupParameters = z.output<typeof parameters>;
