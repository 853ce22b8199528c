import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';
import {
  activationField,
  fewInputsField,
  fewSamplesField,
  modelField,
  outputField,
} from '../shared/two-layer-fields.ts';

export const parameters = z.strictObject({
  model: modelField('of which the edges are predicted'),
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
  output: outputField,
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
  activation: activationField('linear'),
  depth: z
    .int()
    .min(1)
    .max(8)
    .default(1)
    .meta({ title: 'hidden layers', symbol: 'L', description: 'of the network', scale: 'linear' }),
  samples: fewSamplesField([1, 12]),
  dimension: fewInputsField,
});

export type CatapultParameters = z.output<typeof parameters>;
