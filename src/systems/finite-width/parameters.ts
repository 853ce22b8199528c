import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';
import { biasVarianceField, weightVarianceField } from '../shared/random-network-fields.ts';

export const parameters = z.strictObject({
  activation: z.enum(['linear', 'relu', 'tanh', 'erf']).default('relu').meta({
    title: 'activation',
    symbol: 'φ',
    description: 'of every layer; erf is erf(x), not erf(x/√2)',
  }),
  width: sizeField({ title: 'width', symbol: 'n', description: 'units of every layer', range: [24, 64] }, 24, 4096),
  depth: z
    .int()
    .min(1)
    .max(200)
    .default(6)
    .meta({
      title: 'depth',
      symbol: 'L',
      description: 'layers of preactivations, the first of which sees the input',
      scale: 'linear',
      range: [2, 6],
    }),
  weightVariance: weightVarianceField(2, [1, 2], 25),
  biasVariance: biasVarianceField(0, [0, 0.2], 25),
  startLength: z
    .number()
    .min(1e-3)
    .max(100)
    .default(1)
    .meta({
      title: 'initial length',
      symbol: 'q¹',
      description: 'variance over networks of a preactivation of the first layer',
      scale: 'log',
      range: [0.5, 2],
    }),
  networks: z
    .int()
    .min(2)
    .max(1e5)
    .default(500)
    .meta({
      title: 'networks',
      description: 'in one trial, whose numbers are those of this many networks',
      scale: 'log',
      range: [200, 400],
    }),
});

export type FiniteWidthParameters = z.output<typeof parameters>;
