import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  model: z
    .enum(['linear', 'network'])
    .default('linear')
    .meta({
      title: 'model',
      description:
        'a linear student of a linear teacher, of which all is predicted; or a tanh network of 100 units that learns tanh(2u·x), of which claims are made',
      drawn: ['linear'],
    }),
  samples: sizeField({ title: 'samples', symbol: 'n', description: 'number of data', range: [80, 200] }, 125),
  dimension: sizeField({ title: 'dimension', symbol: 'd', description: 'number of weights', range: [40, 200] }, 100),
  decay: z
    .number()
    .min(0)
    .max(1e3)
    .default(0)
    .meta({
      title: 'weight decay',
      symbol: 'γ',
      description: 'training minimises |Xw − y|²/(2n) + γ|w|²/2',
      scale: 'linear',
      range: [0, 0.2],
    }),
  noise: z
    .number()
    .min(0)
    .max(1e6)
    .default(0)
    .meta({
      title: 'label noise',
      symbol: 'σ²',
      description: 'variance of the noise on the labels, over that of the labels without noise',
      scale: 'linear',
      range: [0, 0.5],
    }),
  initial: z
    .number()
    .min(0)
    .max(1e6)
    .default(1)
    .meta({
      title: 'initial weights',
      symbol: 's₀',
      description:
        'variance of an initial weight, over that of the teacher’s weights; of a network, over the inverse of its fan-in',
      scale: 'linear',
      range: [0, 4],
    }),
  threshold: z
    .number()
    .positive()
    .max(1e6)
    .default(0.1)
    .meta({
      title: 'threshold',
      symbol: 'θ',
      description: 'the loss below which the training data are fitted, and the task is learned',
      scale: 'log',
      range: [0.05, 0.5],
    }),
  tolerance: z
    .number()
    .positive()
    .max(1e3)
    .default(0.5)
    .meta({
      title: 'tolerance',
      symbol: 'ε',
      description: 'an answer counts as right within ε standard deviations of the labels without noise',
      scale: 'log',
      range: [0.2, 1],
    }),
  duration: z
    .number()
    .positive()
    .max(1e12)
    .default(20)
    .meta({
      title: 'duration',
      symbol: 'T',
      description: 'time t = ηk up to which training is followed, of one step at least',
      scale: 'log',
      range: [5, 20],
    }),
  step: z
    .number()
    .positive()
    .max(1.5)
    .default(0.9)
    .meta({
      title: 'step times sharpness',
      symbol: 'η(ν₊ + γ)',
      description:
        'step of gradient descent, in units of the inverse of the largest eigenvalue expected of XᵀX/n, and the decay',
      scale: 'log',
      range: [0.5, 1.2],
    }),
});

export type GrokkingParameters = z.output<typeof parameters>;
