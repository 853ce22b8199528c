import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';

/** Narrower spectra are a few numbers. */
const NARROWEST = 8;

export const parameters = z.strictObject({
  activation: z.enum(['linear', 'relu', 'tanh', 'erf']).default('relu').meta({
    title: 'activation',
    symbol: 'φ',
    description: 'of every layer; erf is erf(x), not erf(x/√2)',
  }),
  weights: z.enum(['gaussian', 'orthogonal']).default('gaussian').meta({
    title: 'weights',
    description: 'independent Gaussian numbers, or a random orthogonal matrix times σ_w',
  }),
  weightVariance: z
    .number()
    .min(0.01)
    .max(100)
    .default(2)
    .meta({
      title: 'weight variance',
      symbol: 'σ_w²',
      description: 'n times the variance of a weight',
      scale: 'linear',
      range: [1, 2.5],
    }),
  biasVariance: z
    .number()
    .min(0)
    .max(100)
    .default(0)
    .meta({
      title: 'bias variance',
      symbol: 'σ_b²',
      description: 'variance of a bias',
      scale: 'linear',
      range: [0, 0.2],
    }),
  depth: z
    .int()
    .min(1)
    .max(40)
    .default(4)
    .meta({ title: 'depth', symbol: 'L', description: 'layers of weights', scale: 'linear', range: [1, 4] }),
  width: sizeField(
    { title: 'width', symbol: 'n', description: 'units of every layer', range: [100, 200] },
    200,
    2000,
    NARROWEST,
  ),
  startLength: z
    .number()
    .min(1e-6)
    .max(100)
    .default(1)
    .meta({
      title: 'initial length',
      symbol: 'q⁰',
      description: 'mean square of the preactivations that enter the network',
      scale: 'log',
      range: [0.3, 1],
    }),
});

export type JacobianParameters = z.output<typeof parameters>;
