import { z } from 'zod';
import { seedField } from '../fields.ts';

const columnField = (of: string, names: string) =>
  z
    .string()
    .min(1)
    .optional()
    .meta({
      title: `column of ${of}`,
      description: `the column that holds ${of}, by name or number; found by its name (${names}) unless given`,
      kind: 'text',
    });

export const parameters = z.object({
  law: z.enum(['auto', 'parametric', 'kaplan', 'repeated', 'power', 'broken']).default('auto').meta({
    title: 'law',
    description:
      'the form that is fitted: parametric E + A/N^α + B/D^β; kaplan, the joint law without a floor; repeated, with data seen several times; power, E + A/x^α in one column; broken, a power that bends once; auto takes the first of parametric, repeated and power that the columns serve',
  }),
  lossColumn: columnField('the loss', "loss, 'val_loss', 'eval/loss'"),
  parametersColumn: columnField('the number of parameters', "parameters, 'n_params', N"),
  tokensColumn: columnField('the tokens or samples trained on', 'tokens, samples, D'),
  uniqueColumn: columnField('the different tokens among them', "'unique_tokens', U"),
  computeColumn: columnField('the floating-point operations', 'flops, compute, C'),
  missing: z.enum(['refuse', 'drop']).default('refuse').meta({
    title: 'missing cells',
    description: 'what becomes of a run in which a number that is needed is missing',
  }),
  duplicates: z.enum(['refuse', 'keep', 'drop']).default('refuse').meta({
    title: 'duplicate runs',
    description:
      'what becomes of a run that is there twice with the same loss; seeds with different losses are no duplicates',
  }),
  delta: z
    .union([z.literal('auto'), z.number().min(1e-8).max(10)])
    .default('auto')
    .meta({
      title: 'Huber’s δ',
      symbol: 'δ',
      description:
        'residuals of ln L beyond it count linearly; auto takes 1.345 deviations of the residuals, published fits 0.001',
      scale: 'log',
      range: [1e-4, 0.1],
    }),
  holdOut: z
    .number()
    .min(0)
    .max(0.8)
    .default(0.2)
    .meta({
      title: 'held out',
      description: 'the share of runs, those of the largest compute, that the back-test predicts from the others',
      scale: 'linear',
      range: [0.1, 0.5],
    }),
  margin: z
    .number()
    .min(1e-5)
    .max(1)
    .default(0.02)
    .meta({
      title: 'margin',
      description:
        'how far a held-out loss may be off, relative; ten times the compute lower a language model’s loss by some 7 %',
      scale: 'log',
      range: [0.002, 0.1],
    }),
  resamples: z
    .int()
    .min(50)
    .max(100_000)
    .default(1000)
    .meta({
      title: 'resamples',
      description: 'bootstrap resamples of the runs, for the intervals',
      scale: 'log',
      range: [100, 2000],
    }),
  compute: z
    .number()
    .min(1)
    .optional()
    .meta({
      title: 'compute',
      symbol: 'C',
      unit: 'FLOP',
      description: 'a compute to allocate to size and tokens; ten and a hundred times the largest run’s unless given',
      scale: 'log',
      range: [1e15, 1e26],
    }),
  size: z
    .number()
    .positive()
    .optional()
    .meta({
      title: 'size',
      symbol: 'N',
      unit: 'parameters',
      description: 'a network to predict the loss of, with tokens',
      scale: 'log',
      range: [1e6, 1e12],
    }),
  tokens: z
    .number()
    .positive()
    .optional()
    .meta({
      title: 'tokens',
      symbol: 'D',
      unit: 'tokens',
      description: 'the tokens it is trained on',
      scale: 'log',
      range: [1e8, 1e13],
    }),
  unique: z
    .number()
    .positive()
    .optional()
    .meta({
      title: 'unique tokens',
      symbol: 'U',
      unit: 'tokens',
      description: 'the different ones among these tokens, with law=repeated; all of them unless given',
      scale: 'log',
      range: [1e8, 1e13],
    }),
  operations: z
    .number()
    .positive()
    .default(6)
    .meta({
      title: 'operations',
      unit: 'FLOP',
      description: 'of each parameter at each token of training',
      scale: 'linear',
      range: [2, 8],
    }),
  seed: seedField('of the resamples'),
});
