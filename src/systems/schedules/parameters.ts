import { z } from 'zod';
import { capacityField, powerExponentField, sizeField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  model: z
    .enum(['least-squares', 'network'])
    .default('least-squares')
    .meta({
      title: 'model',
      description:
        'one-pass least squares on Gaussian inputs with a power-law spectrum, whose mean risk is known exactly; or a tanh network that learns from another one, of which claims are made, each schedule at its own best rate',
      drawn: ['least-squares'],
    }),
  schedule: z
    .enum(['constant', 'linear', 'cosine', 'warmup-stable-decay', 'inverse-time'])
    .default('warmup-stable-decay')
    .meta({
      title: 'schedule',
      description:
        'what the learning rate does over the budget: stays; falls to 0 linearly, or along half a cosine; warms up, stays and falls to 0 linearly at the end; or falls as 1/(1 + 10k/T)',
    }),
  averaging: z
    .enum(['none', 'tail', 'exponential'])
    .default('none')
    .meta({
      title: 'averaging',
      description:
        'the risk is that of the last weights; of the mean of those of the last steps, a share `window` of the budget; or of an exponential average with that mean age',
      drawn: ['none', 'tail'],
    }),
  window: z
    .number()
    .positive()
    .max(1)
    .default(0.2)
    .meta({
      title: 'averaging window',
      description: 'of the averaged weights, as a share of the budget',
      scale: 'log',
      range: [0.05, 0.5],
    }),
  decayShare: z
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .meta({
      title: 'decay share',
      symbol: 'd',
      description: 'share of the budget over which warmup-stable-decay falls to 0',
      scale: 'linear',
      range: [0.05, 0.6],
    }),
  warmupShare: z
    .number()
    .min(0)
    .max(0.5)
    .default(0)
    .meta({
      title: 'warm-up share',
      description: 'share of the budget over which warmup-stable-decay rises from 0',
      scale: 'linear',
      range: [0, 0.2],
    }),
  rate: z
    .union([z.number().positive().max(1e3), z.literal('best')])
    .default('best')
    .meta({
      title: 'peak rate',
      symbol: 'η₀',
      description:
        'that the schedule multiplies, over the inverse of the largest eigenvalue, which is 1; or `best`, that of the least risk at the end (of a network on a grid)',
      scale: 'log',
      range: [0.02, 0.4],
    }),
  steps: z
    .int()
    .min(4)
    .max(1e6)
    .default(200)
    .meta({
      title: 'budget',
      symbol: 'T',
      description: 'number of steps',
      scale: 'log',
      range: [50, 400],
      size: true,
    }),
  batch: z
    .int()
    .min(1)
    .max(1e5)
    .default(4)
    .meta({
      title: 'batch size',
      symbol: 'B',
      description: 'fresh examples in each step',
      scale: 'log',
      range: [1, 16],
    }),
  noise: z
    .number()
    .min(0)
    .max(1e4)
    .default(1)
    .meta({
      title: 'label noise',
      symbol: 'σ²',
      description: 'variance of the noise on the labels; of a network over that of the labels without noise',
      scale: 'log',
      range: [0.1, 2],
    }),
  dimension: sizeField(
    { title: 'modes', symbol: 'N', description: 'number of eigenvalues of the inputs’ covariance', range: [20, 80] },
    40,
    1e5,
  ),
  capacity: capacityField(2, [1.2, 2.5], 'the inputs’ covariance has the eigenvalues λ_i = i^(−b)'),
  source: powerExponentField(3, [1.5, 4], 'mode i begins with λ_i e_i² = i^(−a)'),
  theory: z
    .enum(['exact', 'functional', 'collapse'])
    .default('exact')
    .meta({
      title: 'theory',
      description:
        '`exact`: the mean risk after every step; `functional`: the functional scaling law, in which the schedule enters through its sum and one convolution, for small rates and without averaging; `collapse`: of a constant rate that is best for its budget, the one curve that risks over that at the end come to lie on',
      drawn: ['exact'],
    }),
});

export type SchedulesParameters = z.output<typeof parameters>;
export type Averaging = SchedulesParameters['averaging'];
