import { z } from 'zod';
import { dimensionField, samplesField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  samples: samplesField(360, [200, 800], 1e5).meta({
    title: 'samples',
    symbol: 'n',
    description: 'training samples of both classes together',
    scale: 'log',
    range: [200, 800],
    size: true,
  }),
  minority: z
    .number()
    .min(0.001)
    .max(0.5)
    .default(0.1667)
    .meta({
      title: 'share of the minority',
      symbol: 'π',
      description: 'share of the training samples that belong to the rarer class',
      scale: 'linear',
      range: [0.15, 0.5],
    }),
  dimension: dimensionField(60, [20, 80], 5e3),
  separation: z
    .number()
    .min(0.1)
    .max(10)
    .default(2.5)
    .meta({
      title: 'separation',
      symbol: 'Δ',
      description: 'distance of the two class means, in units of the standard deviation within a class',
      scale: 'linear',
      range: [1.5, 3],
    }),
  classifier: z.enum(['least-squares', 'discriminant', 'mean-difference']).default('least-squares').meta({
    title: 'classifier',
    description:
      'least squares with an intercept on labels ±1; linear discriminant analysis with the covariance within classes; or the direction between the class means alone',
  }),
  threshold: z.enum(['midpoint', 'unbiased', 'prior']).default('midpoint').meta({
    title: 'threshold',
    description:
      'where it decides: midway between the means; there, with the bias of means from few samples taken off; or moved from there by the logarithm of the classes’ odds',
  }),
});

export type ClassImbalanceParameters = z.output<typeof parameters>;
