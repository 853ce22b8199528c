import { z } from 'zod';
import { averagedActivations } from '../../numeric/activation-averages.ts';
import { sizeField } from '../shared/fields.ts';
import { biasVarianceField, startLengthField, weightVarianceField } from '../shared/random-network-fields.ts';

/** Narrower networks of relu units die now and then, all at once. */
const NARROWEST = 16;

export const parameters = z.strictObject({
  architecture: z.enum(['plain', 'residual']).default('plain').meta({
    title: 'architecture',
    description: 'layers h′ = W φ(h) + b, or residual branches h′ = h + L^(−½)(W φ(h) + b)',
  }),
  activation: z.enum(averagedActivations).default('tanh').meta({
    title: 'activation',
    symbol: 'φ',
    description: 'of every layer; erf is erf(x), not erf(x/√2)',
  }),
  weightVariance: weightVarianceField(1.5, [0.8, 3], 25),
  biasVariance: biasVarianceField(0.1, [0.05, 0.5], 25),
  depth: z
    .int()
    .min(1)
    .max(300)
    .default(20)
    .meta({ title: 'depth', symbol: 'L', description: 'layers of weights', scale: 'log', range: [4, 12] }),
  width: sizeField(
    { title: 'width', symbol: 'n', description: 'units of every layer', range: [256, 512] },
    1000,
    8192,
    NARROWEST,
  ),
  startLength: startLengthField([0.5, 2]),
  startCorrelation: z
    .number()
    .min(-1)
    .max(0.999999)
    .default(0.5)
    .meta({
      title: 'initial correlation',
      symbol: 'c⁰',
      description: 'of the two inputs that enter the network',
      scale: 'linear',
      range: [0, 0.9],
    }),
  steps: z.int().min(0).max(1e4).default(0).meta({
    title: 'steps of training',
    symbol: 'T',
    description: 'after which it is seen what the network has learned of a small task; 0: it is not trained',
    scale: 'log',
  }),
});

export type SignalParameters = z.output<typeof parameters>;
