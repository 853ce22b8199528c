import { z } from 'zod';

export const parameters = z.strictObject({
  start: z
    .number()
    .min(1e-3)
    .max(0.999)
    .default(0.3)
    .meta({
      title: 'start',
      symbol: 'x₀/x*',
      description:
        'displacement along the top eigenvector with which a cycle begins at the edge, over the root mean square x* = √(2α/β) that self-stabilisation predicts: the smaller, the wilder the cycle',
      scale: 'log',
      range: [0.1, 0.4],
    }),
  rate: z
    .number()
    .positive()
    .max(100)
    .default(0.2)
    .meta({
      title: 'learning rate',
      symbol: 'η',
      description: 'of gradient descent on L = ½⟨(f − T_k)²⟩: the edge is at the sharpness 2/η',
      scale: 'log',
      range: [0.18, 0.22],
    }),
  hidden: z.array(z.int().min(1).max(256)).min(1).max(4).default([20]).meta({
    title: 'hidden units',
    description: 'of each hidden layer, as an array',
  }),
  activation: z
    .enum(['tanh', 'erf', 'gelu'])
    .default('tanh')
    .meta({
      title: 'activation',
      symbol: 'φ',
      description: 'of the hidden units; smooth, since the theory takes third derivatives of the loss',
      drawn: ['tanh'],
    }),
  degree: z.int().min(1).max(12).default(3).meta({
    title: 'degree',
    symbol: 'k',
    description: 'of the target, the Chebyshev polynomial T_k on [−1, 1]',
    scale: 'linear',
  }),
  samples: z
    .int()
    .min(2)
    .max(256)
    .default(20)
    .meta({
      title: 'samples',
      symbol: 'n',
      description: 'inputs, evenly spaced on [−1, 1] with both ends',
      scale: 'linear',
      range: [18, 24],
    }),
  patience: z.number().positive().max(1e5).default(1000).meta({
    title: 'patience',
    description: 'training time, η times steps, in which the sharpness has to come to the edge',
    scale: 'log',
  }),
});

export type SelfStabilisationParameters = z.output<typeof parameters>;
