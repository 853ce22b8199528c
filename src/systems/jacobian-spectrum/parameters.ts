import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';
import { biasVarianceField, startLengthField, weightVarianceField } from '../shared/random-network-fields.ts';

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
  weightVariance: weightVarianceField(2, [1, 2.5], 100),
  biasVariance: biasVarianceField(0, [0, 0.2], 100),
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
  startLength: startLengthField([0.3, 1]),
});

export type JacobianParameters = z.output<typeof parameters>;
