import { z } from 'zod';
import { taskField } from '../shared/fields.ts';

const units = (title: string, symbol: string, initial: number, most: number, range: [number, number]) =>
  z
    .int()
    .min(1)
    .max(most)
    .default(initial)
    .meta({ title, symbol, description: `${title} of the machine, 0 or 1`, scale: 'linear', range });

export const parameters = z.strictObject({
  visible: units('visible units', 'n', 8, 12, [3, 8]),
  hidden: units('hidden units', 'm', 5, 8, [2, 6]),
  weightScale: z
    .number()
    .min(0)
    .max(20)
    .default(2)
    .meta({
      title: 'weight scale',
      symbol: 'σ',
      description: 'standard deviation of the weights',
      scale: 'linear',
      range: [1, 2.5],
    }),
  biasScale: z
    .number()
    .min(0)
    .max(20)
    .default(0.5)
    .meta({
      title: 'bias scale',
      symbol: 'σ_b',
      description: 'standard deviation of the biases',
      scale: 'linear',
      range: [0, 1],
    }),
  samples: z
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .meta({
      title: 'data',
      symbol: 'P',
      description: 'rows of random bits that the machine is trained on',
      scale: 'log',
      range: [4, 20],
    }),
  steps: z
    .int()
    .min(2)
    .max(200)
    .default(10)
    .meta({
      title: 'steps',
      symbol: 'k_max',
      description: 'of the Gibbs chains that start at the data',
      scale: 'log',
      range: [3, 10],
    }),
  chains: z
    .int()
    .min(10)
    .max(1e6)
    .default(2000)
    .meta({
      title: 'chains',
      description: 'in a trial, each half of them an estimate of the update',
      scale: 'log',
      range: [1000, 2000],
    }),
  task: taskField('which machine and data are drawn; all trials have the same'),
});

export type BoltzmannParameters = z.output<typeof parameters>;
