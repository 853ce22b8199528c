import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  model: z.enum(['network', 'solvable']).default('network').meta({
    title: 'model',
    description:
      'a two-layer student that learns from a teacher, held against its linearisation; or the solvable u·v on one datum, in closed form at every α',
  }),
  alpha: z
    .number()
    .min(0.01)
    .max(1e4)
    .default(30)
    .meta({
      title: 'output multiplier',
      symbol: 'α',
      description: 'the model is α h(w) and the loss is divided by α²: large is lazy, small is rich',
      scale: 'log',
      range: [0.1, 100],
    }),
  activation: z.enum(['relu', 'gelu', 'tanh']).default('relu').meta({
    title: 'activation',
    description: "of the student's hidden units; the teacher's are relu",
  }),
  pairs: sizeField(
    {
      title: 'pairs of hidden units',
      symbol: 'm/2',
      description:
        'half the width of the student: each unit has a mirror image of opposite output, so that α h = 0 at first',
      range: [16, 64],
    },
    32,
    5e3,
  ),
  dimension: z
    .int()
    .min(1)
    .max(1e3)
    .default(10)
    .meta({ title: 'input dimension', symbol: 'd', description: 'number of inputs', scale: 'log', range: [5, 20] }),
  samples: z
    .int()
    .min(1)
    .max(5e3)
    .default(64)
    .meta({
      title: 'training samples',
      symbol: 'n',
      description: 'number of training samples',
      scale: 'log',
      range: [32, 128],
    }),
  teacherUnits: z
    .int()
    .min(1)
    .max(1e3)
    .default(3)
    .meta({
      title: 'teacher units',
      symbol: 'm₀',
      description:
        'relu units of the teacher, with orthonormal weights (so at most the dimension) and alternating signs',
      scale: 'linear',
      range: [1, 5],
    }),
  time: z
    .number()
    .positive()
    .max(1e6)
    .default(100)
    .meta({
      title: 'training time',
      symbol: 't',
      description: 'learning rate times steps of gradient descent on the loss ½⟨(f − y)²⟩/α²',
      scale: 'log',
      range: [20, 200],
    }),
});

export type LazyRichParameters = z.output<typeof parameters>;
