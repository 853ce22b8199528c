import { z } from 'zod';

export const parameters = z.strictObject({
  order: z
    .int()
    .min(2)
    .max(5)
    .default(3)
    .meta({
      title: 'order of the interaction',
      symbol: 'p',
      description:
        'how many coordinates each coupling ties together: 2 is a random matrix, from 3 on the landscape is rugged',
      scale: 'linear',
      range: [2, 3],
    }),
  size: z
    .int()
    .min(10)
    .max(500)
    .default(100)
    .meta({
      title: 'dimension',
      symbol: 'N',
      description: 'of the sphere |σ|² = N that the state moves on',
      scale: 'log',
      range: [60, 100],
      size: true,
    }),
  time: z
    .number()
    .positive()
    .max(200)
    .default(4)
    .meta({
      title: 'time',
      symbol: 't',
      description: 'how long the state descends: step times number of steps',
      scale: 'log',
      range: [1, 3],
    }),
  step: z
    .union([z.literal('flow'), z.number().positive().max(1)])
    .default('flow')
    .meta({
      title: 'step',
      symbol: 'h',
      description: '`flow`, the limit of small steps, or the step of gradient descent, with theory for that very step',
      scale: 'log',
      range: [0.05, 0.2],
    }),
  temperature: z
    .number()
    .min(0)
    .max(10)
    .default(0)
    .meta({
      title: 'temperature',
      symbol: 'T',
      description: 'of the noise √(2Th) in each step: 0 is gradient descent',
      scale: 'linear',
      range: [0, 1],
    }),
  waiting: z
    .number()
    .min(0)
    .max(200)
    .default(1)
    .meta({
      title: 'waiting time',
      symbol: 't_w',
      description: 'the time from which on the correlation is followed; below the whole time',
      scale: 'log',
      range: [0.2, 0.8],
    }),
  signal: z.number().min(0).max(20).default(0).meta({
    title: 'planted signal',
    symbol: 'r',
    description: 'strength of the term −N (r/p) m^p that draws the state towards a planted direction',
    scale: 'linear',
  }),
  startOverlap: z.number().min(0).max(0.99).default(0).meta({
    title: 'overlap at the start',
    symbol: 'm₀',
    description: 'of the start with the planted direction',
    scale: 'linear',
  }),
});

export type PSpinParameters = z.output<typeof parameters>;
