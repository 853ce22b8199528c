import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';
import {
  activationField,
  fewInputsField,
  fewSamplesField,
  modelField,
  outputField,
} from '../shared/two-layer-fields.ts';

export const parameters = z.strictObject({
  model: modelField('measured'),
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
  output: outputField,
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
  activation: activationField('tanh'),
  samples: fewSamplesField([2, 12]),
  dimension: fewInputsField,
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
