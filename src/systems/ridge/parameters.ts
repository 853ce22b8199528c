import { z } from 'zod';
import type { Dataset } from '../../data/dataset.ts';

const positiveArray = z.array(z.number().min(0)).min(1);

export const parameters = z.strictObject({
  samples: z
    .int()
    .min(1)
    .max(1e7)
    .default(200)
    .meta({
      title: 'training samples',
      symbol: 'P',
      description: 'number of training samples',
      scale: 'log',
      range: [10, 2000],
      size: true,
    }),
  dimension: z
    .int()
    .min(1)
    .max(1e6)
    .default(300)
    .meta({
      title: 'input dimension',
      symbol: 'D',
      description: 'number of input directions (modes of the covariance)',
      scale: 'log',
      range: [10, 1000],
      size: true,
    }),
  ridge: z
    .union([z.number(), z.literal('optimal')])
    .default(1e-2)
    .meta({
      title: 'ridge',
      symbol: 'λ',
      unit: 'input²',
      description:
        'penalty λ in (1/P)‖y − Xw‖² + λ‖w‖²; may be negative; `optimal` takes the λ of least predicted test error',
      scale: 'log',
      range: [1e-4, 10],
    }),
  noise: z
    .number()
    .min(0)
    .default(0.1)
    .meta({
      title: 'label noise',
      symbol: 'σ²',
      unit: 'label²',
      description: 'variance of the noise on the labels',
      scale: 'linear',
      range: [0.01, 1],
    }),
  spectrum: z
    .union([z.enum(['isotropic', 'power-law', 'blocks']), positiveArray])
    .default('isotropic')
    .meta({
      title: 'spectrum',
      symbol: 'η',
      unit: 'input²',
      description:
        'eigenvalues of the input covariance: all 1, k^(−decay), two or more blocks, or an array (which sets the dimension)',
    }),
  decay: z
    .number()
    .min(0)
    .max(20)
    .default(1.5)
    .meta({
      title: 'spectral decay',
      symbol: 'α',
      description: 'exponent of the power-law spectrum η_k = k^(−α)',
      scale: 'linear',
      range: [1.1, 2.5],
    }),
  blocks: z
    .array(z.tuple([z.number().positive(), z.number().positive()]))
    .min(1)
    .default([
      [1, 0.2],
      [0.05, 0.8],
    ])
    .meta({
      title: 'blocks',
      description: 'the spectrum `blocks` as pairs of an eigenvalue and its relative share of the dimension',
    }),
  target: z
    .union([z.enum(['uniform', 'source']), positiveArray])
    .default('uniform')
    .meta({
      title: 'target',
      symbol: 'w̄²',
      description:
        'squared target weights: all 1/D, the source condition η_k w̄_k² = k^(−1−2αr) of a power law, or an array',
    }),
  source: z
    .number()
    .min(0)
    .max(10)
    .default(0.5)
    .meta({
      title: 'source exponent',
      symbol: 'r',
      description: 'exponent r of the source condition: larger is an easier target',
      scale: 'linear',
      range: [0.2, 1.5],
    }),
  testSpectrum: z
    .union([z.enum(['same', 'isotropic', 'reversed']), positiveArray])
    .default('same')
    .meta({
      title: 'test spectrum',
      symbol: 'η′',
      unit: 'input²',
      description: 'covariate shift: eigenvalues of the test covariance in the training eigenbasis',
    }),
  entries: z.enum(['gaussian', 'rademacher', 'student']).default('gaussian').meta({
    title: 'entries',
    description:
      'distribution of the whitened inputs, of unit variance: the prediction does not depend on it (universality)',
  }),
  degrees: z
    .number()
    .gt(2)
    .max(1e6)
    .default(5)
    .meta({
      title: 'degrees of freedom',
      symbol: 'ν',
      description: 'of the entries `student`: their tails fall as |x|^(−ν−1)',
      scale: 'log',
      range: [2.5, 30],
    }),
  data: z.custom<Dataset>(isDataset, 'a dataset, as openDataset reads it from a file').optional().meta({
    title: 'data',
    description:
      'a file (CSV, NPY, NPZ) or the bundled `digits`: spectrum, target and noise come from all of it; trials draw subsamples and test on the rest',
    kind: 'data',
  }),
  labels: z.enum(['number', 'classes']).default('number').meta({
    title: 'labels',
    description:
      'how `data` labels are read: as a number, or as classes with one 0/1 output each (errors add over outputs)',
  }),
});

export type RidgeParameters = z.output<typeof parameters>;
export type RidgeObservable =
  | 'testError'
  | 'trainError'
  | 'gcv'
  | 'excessError'
  | 'biasSquared'
  | 'varianceData'
  | 'varianceNoise'
  | 'renormalizedRidge';

function isDataset(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'sha256' in value && 'values' in value;
}
