import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  dimension: sizeField(
    { title: 'input dimension', symbol: 'd', description: 'number of inputs', range: [50, 70] },
    60,
    1000,
    5,
  ),
  load: z
    .number()
    .positive()
    .max(1000)
    .default(1)
    .meta({
      title: 'samples per dimension',
      symbol: 'α',
      description: 'training samples over inputs; their number is rounded to a whole one',
      scale: 'log',
      range: [0.8, 1.3],
    }),
  delta: z
    .number()
    .positive()
    .lt(1)
    .default(0.05)
    .meta({
      title: 'chance of failure',
      symbol: 'δ',
      description: 'that the bounds leave',
      scale: 'log',
      range: [0.01, 0.1],
    }),
  margin: z
    .number()
    .positive()
    .max(100)
    .default(0.1)
    .meta({
      title: 'margin',
      symbol: 'κ',
      description: 'of the margin bound, in units of 1/√d, the deviation of w·x for a random unit w and |x| = 1',
      scale: 'log',
      range: [0.05, 0.3],
    }),
  sharpness: z
    .number()
    .min(0)
    .max(1000)
    .default(6)
    .meta({
      title: 'sharpness of the posterior',
      symbol: 'μ',
      description: 'length of the posterior’s mean, beside its unit covariance',
      scale: 'linear',
      range: [2, 10],
    }),
  sweeps: z
    .int()
    .min(10)
    .max(10000)
    .default(150)
    .meta({
      title: 'sweeps',
      description:
        'draws of every weight of the student that wanders through the version space, for each sample a dimension (and at least that many)',
      scale: 'log',
      range: [120, 150],
    }),
});

export type BoundsParameters = z.output<typeof parameters>;
