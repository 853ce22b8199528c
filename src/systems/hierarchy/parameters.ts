import { z } from 'zod';

export const parameters = z.strictObject({
  measured: z
    .enum(['thresholds', 'clustering', 'deep', 'curves', 'statistics'])
    .default('thresholds')
    .meta({
      title: 'measured',
      description:
        'beside the statistics of the data: the samples that a clustering learner and a deep network need, or one of them alone; or the accuracy of these, of a shallow network and of a kernel over the number of samples; or nothing more',
      drawn: ['statistics'],
    }),
  symbols: z
    .int()
    .min(2)
    .max(256)
    .default(6)
    .meta({
      title: 'symbols',
      symbol: 'v',
      description: 'of the alphabet, the same at every level',
      scale: 'log',
      range: [6, 10],
    }),
  classes: z
    .int()
    .min(2)
    .max(64)
    .default(6)
    .meta({
      title: 'classes',
      symbol: 'n_c',
      description: 'number of classes; classes × productions can be at most v^s',
      scale: 'log',
      range: [3, 8],
    }),
  productions: z
    .int()
    .min(2)
    .max(64)
    .default(3)
    .meta({
      title: 'productions',
      symbol: 'm',
      description: 'tuples that each symbol may become, its synonyms; at most v^(s−1)',
      scale: 'log',
      range: [2, 4],
    }),
  tuple: z
    .int()
    .min(2)
    .max(4)
    .default(2)
    .meta({
      title: 'tuple size',
      symbol: 's',
      description: 'symbols that one symbol becomes, one level below',
      scale: 'linear',
      range: [2, 3],
    }),
  levels: z
    .int()
    .min(2)
    .max(6)
    .default(3)
    .meta({
      title: 'levels',
      symbol: 'L',
      description: 'from the class to the input, which has s^L symbols',
      scale: 'linear',
      range: [2, 3],
    }),
  reach: z
    .number()
    .min(0.5)
    .max(64)
    .default(5)
    .meta({
      title: 'reach of the curves',
      description: 'curves over the number of samples P end at so many times n_c m^L',
      scale: 'log',
      range: [2, 6],
    }),
  width: z
    .int()
    .min(8)
    .max(1024)
    .default(48)
    .meta({
      title: 'channels',
      symbol: 'w',
      description: 'of each layer of the deep network; the shallow one has as many units as all its layers together',
      scale: 'log',
      range: [32, 128],
    }),
  start: z
    .number()
    .min(0.1)
    .max(4)
    .default(0.5)
    .meta({
      title: 'initial weights',
      symbol: 'σ_w',
      description:
        'their deviation, times the square root of the fan-in: large ones let a network learn without finding features',
      scale: 'log',
      range: [0.4, 0.7],
    }),
});

export type HierarchyParameters = z.output<typeof parameters>;
