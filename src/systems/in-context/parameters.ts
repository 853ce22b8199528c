import { z } from 'zod';
import { noiseField, sizeField } from '../shared/fields.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';

const unlimited = z.enum(['unlimited']);

export const parameters = z.strictObject({
  attention: z
    .enum(['fitted', 'trained'])
    .default('fitted')
    .meta({
      title: 'attention',
      description:
        '`fitted`: the linear attention of least error on the contexts, by ridge regression; `trained`: networks with linear and with softmax attention, by Adam on contexts that are drawn anew for each step',
      drawn: ['fitted'],
    }),
  dimension: sizeField(
    { title: 'dimension', symbol: 'd', description: 'of inputs and tasks; the theory is for d → ∞', range: [16, 22] },
    20,
    400,
    4,
  ),
  length: z
    .number()
    .min(0.25)
    .max(1e4)
    .default(2)
    .meta({
      title: 'context length',
      symbol: 'α',
      description: 'examples in a context over the dimension',
      scale: 'log',
      range: [1, 4],
    }),
  contexts: z
    .union([z.number().min(0.05).max(1e4), unlimited])
    .default(2)
    .meta({
      title: 'contexts',
      symbol: 'τ',
      description:
        'that attention is trained on, over the square of the dimension: contexts over features; or `unlimited`',
      scale: 'log',
      range: [1, 3],
    }),
  tasks: z
    .union([z.number().min(0.05).max(1e4), unlimited])
    .default(1)
    .meta({
      title: 'task diversity',
      symbol: 'κ',
      description: 'different tasks among the contexts, over the dimension; or `unlimited`, a new one for each context',
      scale: 'log',
      range: [0.4, 3],
    }),
  noise: noiseField(0.1, 1e6).meta({
    symbol: 'ρ',
    description: 'variance of the noise on labels, which have variance 1 without it',
  }),
  ridge: z
    .number()
    .min(0)
    .max(1e6)
    .default(0.1)
    .meta({
      title: 'ridge',
      symbol: 'λ',
      description: 'of the fit Σ(y − ŷ)² + (n/d) λ|Γ|² over n contexts; at 0 the solution of least norm',
      scale: 'log',
      range: [0.05, 0.5],
    }),
  testLength: z
    .union([z.number().min(0.25).max(1e6), z.enum(['same'])])
    .default('same')
    .meta({
      title: 'test length',
      symbol: 'α′',
      description: 'of the contexts that are tested on, as `length`; or the `same`',
      scale: 'log',
      range: [1, 4],
    }),
  sizes: z
    .enum(['two', 'one'])
    .default('two')
    .meta({
      title: 'sizes',
      description:
        '`two`: each trial measures at d and at half of it and carries what falls as 1/d on to d → ∞; `one`: errors as they are at d',
      drawn: ['two'],
    }),
  steps: z
    .int()
    .min(1)
    .max(1e6)
    .default(1500)
    .meta({
      title: 'training steps',
      symbol: 'T',
      description: 'of Adam, with a rate that falls to 0 along a cosine',
      scale: 'log',
      range: [1000, 4000],
    }),
  batch: z
    .int()
    .min(1)
    .max(1e4)
    .default(64)
    .meta({
      title: 'batch size',
      symbol: 'B',
      description: 'contexts in a step',
      scale: 'log',
      range: [32, 128],
    }),
  rate: z
    .number()
    .positive()
    .max(1)
    .default(0.05)
    .meta({
      title: 'learning rate',
      symbol: 'η',
      description: 'that linear attention begins with; softmax attention has 0.4 of it',
      scale: 'log',
      range: [0.02, 0.1],
    }),
});

export type InContextParameters = z.output<typeof parameters>;

export const inert = [
  noEffect<InContextParameters>(
    ['contexts', 'ridge', 'sizes'],
    ({ attention }) => attention === 'trained',
    'acts only with attention=fitted: networks never see a context twice, and are held to a theory of their own dimension',
  ),
  actsOnlyWith(['steps', 'batch', 'rate'], 'attention', 'trained'),
];
