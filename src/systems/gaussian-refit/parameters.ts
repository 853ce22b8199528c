import { z } from 'zod';

export const parameters = z.strictObject({
  samples: z
    .int()
    .min(3)
    .max(1e5)
    .default(20)
    .meta({
      title: 'samples a generation',
      symbol: 'n',
      description: 'number of samples that each Gaussian is fitted to',
      scale: 'log',
      range: [10, 100],
    }),
  generations: z
    .int()
    .min(1)
    .max(10000)
    .default(40)
    .meta({
      title: 'generations',
      symbol: 'G',
      description: 'fits in a row, each to samples of the one before it',
      scale: 'linear',
      range: [5, 30],
    }),
  estimator: z.enum(['unbiased', 'likelihood']).default('unbiased').meta({
    title: 'variance estimator',
    description: 'the sum of squares over n − 1, `unbiased`; or over n, of maximum `likelihood`',
  }),
});

export type GaussianRefitParameters = z.output<typeof parameters>;
