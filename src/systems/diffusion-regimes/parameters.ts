import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  samples: sizeField(
    { title: 'training samples', symbol: 'n', description: 'points that the empirical score knows', range: [40, 120] },
    128,
    4000,
  ),
  dimension: z
    .int()
    .min(4)
    .max(128)
    .default(16)
    .meta({ title: 'dimension', symbol: 'd', description: 'of the data', scale: 'log', range: [6, 20] }),
  separation: z
    .number()
    .min(0)
    .max(100)
    .default(1)
    .meta({
      title: 'separation of the classes',
      symbol: '|μ|²/d',
      description: 'of the data, which are ½N(μ, s²) + ½N(−μ, s²)',
      scale: 'linear',
      range: [0.5, 2],
    }),
  spread: z
    .number()
    .min(0.01)
    .max(100)
    .default(1)
    .meta({
      title: 'variance within a class',
      symbol: 's²',
      description: 'of each coordinate',
      scale: 'log',
      range: [0.5, 2],
    }),
  walks: z
    .int()
    .min(1)
    .max(10000)
    .default(4)
    .meta({
      title: 'walks',
      description:
        'U-turns at each time by the score of the training set, which is costly, in one trial; by the true score all points make one',
      scale: 'log',
      range: [2, 6],
    }),
  firstTime: z
    .number()
    .min(0.01)
    .max(6)
    .default(0.05)
    .meta({ title: 'first time', symbol: 't_1', description: 'at which a U-turn is made', scale: 'log' }),
  lastTime: z
    .number()
    .min(0.01)
    .max(6)
    .default(4)
    .meta({ title: 'last time', symbol: 't_2', description: 'at which a U-turn is made', scale: 'log' }),
  times: z
    .int()
    .min(1)
    .max(100)
    .default(8)
    .meta({
      title: 'times',
      description: 'at which U-turns are made, evenly spaced in their logarithm',
      scale: 'linear',
      range: [2, 4],
    }),
  steps: z
    .int()
    .min(4)
    .max(1000)
    .default(48)
    .meta({
      title: 'steps',
      symbol: 'K',
      description: 'of ancestral sampling, on the way back',
      scale: 'log',
      range: [40, 60],
    }),
});

export type RegimesParameters = z.output<typeof parameters>;
