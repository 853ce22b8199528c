import { z } from 'zod';
import { dataFields } from '../../systems/shared/fields.ts';
import { seedField } from '../fields.ts';

const { label, labels, without, rows, missing } = dataFields('');

export const parameters = z.object({
  target: label.meta({
    title: 'target column',
    description: 'the column to be predicted, by name or number; the last unless given',
    kind: 'text',
  }),
  labels: labels.meta({
    title: 'targets',
    description:
      'how the target is read: as a number, or as classes with one 0/1 output each (squared errors add over outputs); `auto` takes text, and few different whole numbers, for classes',
  }),
  without: without.meta({
    title: 'columns left out',
    description:
      'columns that are no inputs, by names or numbers with commas; `none` keeps those too that seem to name the rows',
    kind: 'text',
  }),
  rows: rows.meta({ title: 'rows', description: 'a part of the rows, as first:last, from 1', kind: 'text' }),
  missing: missing.meta({
    title: 'missing cells',
    description: 'rows in which a cell is missing: refused, or dropped',
  }),
  standardize: z.enum(['yes', 'no']).default('yes').meta({
    title: 'standardize',
    description:
      'scales every input column to variance 1; `no` keeps their proportions, and divides all by one number to a mean variance of 1',
  }),
  kernel: z.enum(['linear', 'rbf', 'laplace', 'ntk']).default('linear').meta({
    title: 'kernel',
    description: 'linear regression on the columns, or kernel ridge regression; ntk: of infinitely wide ReLU networks',
  }),
  bandwidth: z
    .union([z.literal('auto'), z.number().min(1e-3).max(1e3)])
    .default('auto')
    .meta({
      title: 'bandwidth',
      symbol: 'ℓ',
      description:
        'length of rbf, exp(−r²/2ℓ²), and laplace, exp(−r/ℓ), with r² the mean squared difference of the inputs; auto takes the median r',
      scale: 'log',
      range: [0.1, 10],
    }),
  depth: z
    .int()
    .min(1)
    .max(20)
    .default(1)
    .meta({ title: 'depth', description: 'hidden layers of ntk', scale: 'linear', range: [1, 6] }),
  kernelRows: z
    .int()
    .min(100)
    .max(4000)
    .default(1000)
    .meta({
      title: 'kernel rows',
      description:
        'rows that are used, drawn at random, where an eigenproblem of their size is solved: for kernels, and for columns about as many as rows or more; time grows as the cube',
      scale: 'log',
      range: [200, 2000],
    }),
  ridge: z
    .union([z.literal('optimal'), z.number().min(1e-12).max(1e12)])
    .default('optimal')
    .meta({
      title: 'ridge',
      symbol: 'λ',
      description: 'of the mean squared error + λ|w|², inputs scaled as above; optimal: the best at each count',
      scale: 'log',
      range: [1e-4, 10],
    }),
  samples: z
    .number()
    .min(10)
    .max(1e12)
    .optional()
    .meta({
      title: 'samples',
      symbol: 'n',
      description: 'the largest number of rows that is forecast; ten times those used unless given',
      scale: 'log',
      range: [1e3, 1e6],
    }),
  error: z
    .number()
    .positive()
    .optional()
    .meta({
      title: 'error',
      description: 'a mean squared error that is wanted: how many rows does it take?',
      scale: 'log',
      range: [1e-3, 10],
    }),
  holdOut: z
    .number()
    .min(0.2)
    .max(0.8)
    .default(1 / 3)
    .meta({
      title: 'held-out test',
      description: 'the share of rows from which alone the back-test must forecast the error at all of them',
      scale: 'linear',
      range: [0.2, 0.6],
    }),
  splits: z
    .int()
    .min(3)
    .max(100)
    .default(8)
    .meta({
      title: 'splits',
      description: 'how often the back-test draws such a share',
      scale: 'linear',
      range: [4, 20],
    }),
  margin: z
    .number()
    .min(1e-3)
    .max(1)
    .default(0.1)
    .meta({
      title: 'margin',
      description: 'how far the forecast error may be off, relative',
      scale: 'log',
      range: [0.02, 0.3],
    }),
  seed: seedField('of folds and splits'),
});

export type Asked = z.output<typeof parameters>;
