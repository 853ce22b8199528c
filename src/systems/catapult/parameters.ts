import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  model: z.enum(['solvable', 'network']).default('solvable').meta({
    title: 'model',
    description:
      'f = u·v/√n on one datum with label 0, exact at every width; or a network on several data with labels ±1, of which the edges are predicted',
  }),
  rate: z
    .number()
    .min(1e-3)
    .max(1e3)
    .default(2.5)
    .meta({
      title: 'learning rate',
      symbol: 'c = ηλ₀',
      description: 'of gradient descent, times the initial sharpness: of the kernel (solvable), or of the Hessian',
      scale: 'linear',
      range: [0.5, 3.8],
    }),
  width: sizeField(
    { title: 'width', symbol: 'n', description: 'units of each hidden layer', range: [32, 256] },
    256,
    1e7,
  ),
  output: z
    .number()
    .min(1e-3)
    .max(1e3)
    .default(1)
    .meta({
      title: 'initial output',
      symbol: 'f₀',
      description:
        'of the solvable network, whose kernel begins at 2; with Gaussian weights it would have the deviation 1',
      scale: 'log',
      range: [0.5, 2],
    }),
  steps: z
    .int()
    .min(1)
    .max(1e5)
    .default(300)
    .meta({ title: 'steps', symbol: 'T', description: 'of training', scale: 'log', range: [100, 400] }),
  edges: z.enum(['yes', 'no']).default('yes').meta({
    title: 'edges',
    description: 'whether each trial also looks for the edges of the phases, by a few dozen trainings from its start',
  }),
  activation: z
    .enum(['linear', 'relu', 'tanh', 'gelu'])
    .default('linear')
    .meta({ title: 'activation', description: 'of the network’s hidden units' }),
  depth: z
    .int()
    .min(1)
    .max(8)
    .default(1)
    .meta({ title: 'hidden layers', symbol: 'L', description: 'of the network', scale: 'linear' }),
  samples: z
    .int()
    .min(1)
    .max(1e3)
    .default(10)
    .meta({
      title: 'samples',
      symbol: 'P',
      description: 'data of the network, with labels ±1 at random',
      scale: 'log',
      range: [1, 12],
    }),
  dimension: z
    .int()
    .min(1)
    .max(1e4)
    .default(10)
    .meta({ title: 'input dimension', symbol: 'd', description: 'number of inputs', scale: 'log', range: [5, 20] }),
});

export type CatapultParameters = z.output<typeof parameters>;
