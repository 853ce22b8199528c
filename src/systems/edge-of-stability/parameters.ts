import { z } from 'zod';
import { dataFields } from '../shared/fields.ts';

export const parameters = z.strictObject({
  optimiser: z
    .enum(['gradient-descent', 'heavy-ball', 'nesterov', 'rmsprop', 'adam'])
    .default('gradient-descent')
    .meta({
      title: 'optimiser',
      description: 'each has an edge of its own; rmsprop and adam one of the preconditioned sharpness',
      // The others have their edge elsewhere, and come to it at other rates.
      drawn: ['gradient-descent'],
    }),
  rate: z
    .number()
    .positive()
    .max(1e4)
    .default(0.5)
    .meta({
      title: 'learning rate',
      symbol: 'η',
      description: 'of full-batch training: gradient descent has its edge at the sharpness 2/η',
      scale: 'log',
      range: [0.4, 0.8],
    }),
  momentum: z.number().min(0).lt(1).default(0.9).meta({
    title: 'momentum',
    symbol: 'β',
    description: 'of heavy-ball and nesterov; β₁ of adam',
    scale: 'linear',
  }),
  memory: z.number().min(0).lt(1).default(0.99).meta({
    title: 'memory',
    symbol: 'β₂',
    description: 'of the squared gradients, of rmsprop and adam',
    scale: 'linear',
  }),
  task: z
    .enum(['digits', 'chebyshev'])
    .default('digits')
    .meta({
      title: 'task',
      description:
        'handwritten digits or the `data` given, or a Chebyshev polynomial on evenly spaced points of [−1, 1]',
      // The polynomial needs thousands of steps, and cross-entropy other rates.
      drawn: ['digits'],
    }),
  degree: z.int().min(1).max(20).default(5).meta({
    title: 'degree',
    symbol: 'k',
    description: 'of the Chebyshev polynomial T_k that is learned',
    scale: 'linear',
  }),
  samples: z
    .int()
    .min(1)
    .max(1e5)
    .default(80)
    .meta({
      title: 'training samples',
      symbol: 'n',
      description: 'rows that a trial draws, or points of the polynomial',
      scale: 'log',
      range: [40, 80],
    }),
  batch: z
    .union([z.literal('full'), z.int().min(1).max(1e5)])
    .default('full')
    .meta({
      title: 'batch size',
      symbol: 'B',
      description: 'samples in a step: `full`, or a number, where sharpness stays below the edge and theory is silent',
      scale: 'log',
    }),
  architecture: z
    .enum(['mlp', 'cnn', 'transformer'])
    .default('mlp')
    .meta({
      title: 'architecture',
      description:
        'a fully connected network; a convolutional one for square images, with as many channels as the width; or a transformer that reads the columns of a row as words and predicts the next one',
      drawn: ['mlp'],
    }),
  activation: z.enum(['tanh', 'relu', 'gelu']).default('tanh').meta({
    title: 'activation',
    description: 'of the hidden units',
  }),
  loss: z
    .enum(['squared', 'cross-entropy'])
    .default('squared')
    .meta({
      title: 'loss',
      description: '½|f − y|² or −log softmax, averaged over samples; cross-entropy needs classes',
      drawn: ['squared'],
    }),
  width: z
    .union([z.int().min(1).max(4096), z.array(z.int().min(1).max(4096)).min(1).max(20)])
    .default(16)
    .meta({
      title: 'width',
      symbol: 'm',
      description:
        'hidden units of each layer (channels of a cnn), or an array with a width for each (which sets the depth)',
      scale: 'log',
      range: [10, 16],
    }),
  depth: z.int().min(1).max(20).default(2).meta({
    title: 'depth',
    symbol: 'L',
    description: 'hidden layers, convolutions, or blocks of the transformer',
    scale: 'linear',
  }),
  weightScale: z
    .number()
    .positive()
    .max(10)
    .default(0.6)
    .meta({
      title: 'scale of the weights',
      symbol: 'σ_w',
      description: 'initial weights are normal with deviation σ_w/√(fan-in); biases begin at 0',
      scale: 'linear',
      range: [0.5, 0.7],
    }),
  steps: z
    .int()
    .min(10)
    .max(1e6)
    .default(600)
    .meta({
      title: 'steps',
      symbol: 'T',
      description: 'updates; the last third of them counts as late',
      scale: 'log',
      range: [450, 550],
    }),
  drop: z.number().min(1).max(1e3).default(1).meta({
    title: 'drop of the rate',
    description: 'by which the rate is divided at a third of the steps: the edge moves up, and sharpness follows',
    scale: 'log',
  }),
  ...dataFields('rows to draw from; in place of the digits'),
});

export type EdgeParameters = z.output<typeof parameters>;
