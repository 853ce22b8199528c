import { z } from 'zod';

export const parameters = z.strictObject({
  density: z
    .number()
    .min(0.001)
    .max(1)
    .default(0.2)
    .meta({
      title: 'density',
      symbol: 'p',
      description:
        'chance that a feature is active, of one minus the sparsity; its value is then uniform between 0 and 1',
      scale: 'log',
      range: [0.05, 0.9],
    }),
  importance: z
    .number()
    .min(0.01)
    .max(100)
    .default(0.5)
    .meta({
      title: 'relative importance',
      symbol: 'I',
      description: 'weight of the second feature in the loss; the first has 1',
      scale: 'log',
      range: [0.2, 5],
    }),
  restarts: z
    .int()
    .min(1)
    .max(100)
    .default(12)
    .meta({
      title: 'restarts',
      description: 'trainings of a trial, from random starts, of which the best one is told apart from the mean',
      scale: 'linear',
      range: [12, 20],
    }),
  steps: z
    .int()
    .min(100)
    .max(1e6)
    .default(1000)
    .meta({ title: 'steps', description: 'of Adam, on new inputs at each', scale: 'log', range: [1000, 1500] }),
  batch: z
    .int()
    .min(8)
    .max(1e5)
    .default(32)
    .meta({
      title: 'batch',
      symbol: 'B',
      description:
        'inputs of a step, half of them with one active feature and half with several; the empty one is added, and all have their weights',
      scale: 'log',
      range: [32, 64],
    }),
  rate: z
    .number()
    .positive()
    .max(0.1)
    .default(0.03)
    .meta({
      title: 'learning rate',
      symbol: 'η',
      description: 'of Adam at the first step; it falls linearly to 0',
      scale: 'log',
      range: [0.01, 0.03],
    }),
});

export type SuperpositionParameters = z.output<typeof parameters>;
