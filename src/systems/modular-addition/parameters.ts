import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  modulus: z.int().min(3).max(97).default(13).meta({
    title: 'modulus',
    symbol: 'p',
    description: 'an odd prime: the task is (a + b) mod p, and there are p² pairs to learn',
    scale: 'log',
  }),
  units: sizeField(
    { title: 'units', symbol: 'N', description: 'hidden units, whose activation is z²', range: [80, 112] },
    96,
    1e5,
  ),
  share: z
    .number()
    .min(0.05)
    .max(0.95)
    .default(0.7)
    .meta({
      title: 'share of the pairs',
      symbol: 'α',
      description: 'part of the p² pairs that are training data; the others are the test',
      scale: 'linear',
      range: [0.68, 0.74],
    }),
  decay: z
    .number()
    .min(0)
    .max(20)
    .default(2)
    .meta({
      title: 'weight decay',
      symbol: 'γ',
      description: 'of AdamW: a step takes the part rate × decay of every weight',
      scale: 'log',
      range: [1.5, 3],
    }),
  rate: z
    .number()
    .min(1e-5)
    .max(0.5)
    .default(0.02)
    .meta({
      title: 'learning rate',
      symbol: 'η',
      description: 'of AdamW, on all training data at once',
      scale: 'log',
      range: [0.018, 0.03],
    }),
  steps: z
    .int()
    .min(10)
    .max(1e5)
    .default(150)
    .meta({ title: 'steps', symbol: 'T', description: 'of training', scale: 'log', range: [140, 170] }),
});

export type ModularAdditionParameters = z.output<typeof parameters>;
