import { z } from 'zod';
import { dataFields, decayField, dimensionField, noiseField, sizeField } from '../shared/fields.ts';

/** A number between 0 and 1. */
const share = (least: number, most: number, initial: number, meta: Record<string, unknown>) =>
  z
    .number()
    .min(least)
    .max(most)
    .default(initial)
    .meta({ scale: 'linear', ...meta });

const { labels: _, ...fileFields } = dataFields(
  'spectrum, target and noise come from all of it; trials put the defect into rows that they draw, and test on others',
);

export const parameters = z.strictObject({
  defect: z
    .enum([
      'none',
      'duplicates',
      'uneven-noise',
      'autocorrelation',
      'resampling',
      'masked-inputs',
      'subspace',
      'flipped-labels',
    ])
    .default('duplicates')
    .meta({
      title: 'defect',
      description:
        'what is the matter with the data: rows that stand there many times, rows of much noise, a time series, rows drawn with replacement from a finite pool, inputs with missing entries, inputs about a subspace, wrong labels; or `none`',
    }),
  samples: sizeField(
    {
      title: 'distinct rows',
      symbol: 'n',
      description: 'number of distinct training rows; of `resampling`, rows of the pool',
      range: [150, 400],
    },
    200,
    1e5,
    2,
  ),
  dimension: dimensionField(150, [50, 200], 5e3),
  ridge: z
    .number()
    .min(0)
    .max(1e6)
    .default(0.05)
    .meta({
      title: 'ridge',
      symbol: 'λ',
      unit: 'input²',
      description: 'penalty λ in (1/N)‖y − Xw‖² + λ‖w‖², the same for all fits, where N counts copies',
      scale: 'log',
      range: [0.03, 1],
    }),
  noise: noiseField(0.3).meta({
    description: 'variance of the noise on the labels; the target has a power Σ η_k w̄_k² of 1',
  }),
  spectrum: z.enum(['isotropic', 'power-law']).default('power-law').meta({
    title: 'spectrum',
    symbol: 'η',
    unit: 'input²',
    description: 'eigenvalues of the input covariance: all 1, or k^(−decay); the target weighs all modes alike',
  }),
  decay: decayField(0.8, [0.3, 1]),
  affected: share(0.01, 0.99, 0.5, {
    title: 'share of affected rows',
    symbol: 'φ',
    description: 'share of the distinct rows that have copies, or more noise',
    range: [0.2, 0.8],
  }),
  copies: z
    .int()
    .min(1)
    .max(1000)
    .default(5)
    .meta({
      title: 'copies',
      symbol: 'r',
      description: 'how many times an affected row stands in the data',
      scale: 'log',
      range: [2, 10],
    }),
  labels: z.enum(['same', 'fresh']).default('same').meta({
    title: 'labels of copies',
    description: 'whether a copy is one of its label too, or has been labelled anew, with noise of its own',
  }),
  noisier: z
    .number()
    .min(0.01)
    .max(1e4)
    .default(10)
    .meta({
      title: 'noise of affected rows',
      symbol: 'σ₁²/σ²',
      description: 'noise variance of the affected rows, in units of that of other rows',
      scale: 'log',
      range: [2, 20],
    }),
  correlation: share(0, 0.95, 0.6, {
    title: 'correlation of neighbours',
    symbol: 'ρ',
    description: 'correlation of a row with the one before it in the time series; test inputs are independent',
    range: [0.2, 0.7],
  }),
  noiseCorrelation: z.enum(['alike', 'white']).default('alike').meta({
    title: 'noise of the time series',
    description: 'whether label noise is correlated like the inputs, or independent from row to row',
  }),
  draws: z
    .number()
    .min(0.2)
    .max(20)
    .default(1)
    .meta({
      title: 'draws',
      symbol: 'ν',
      description: 'draws with replacement for each row of the pool',
      scale: 'log',
      range: [0.7, 3],
    }),
  kept: share(0.05, 1, 0.7, {
    title: 'share kept',
    symbol: 'q',
    description: 'probability that an entry of the inputs is there; where it is missing stands 0, the mean',
    range: [0.4, 1],
  }),
  intrinsic: sizeField(
    {
      title: 'intrinsic dimension',
      symbol: 'd₀',
      description: 'number of directions that the inputs vary in, by 1',
      range: [20, 45],
    },
    30,
    5e3,
  ),
  tail: z
    .number()
    .min(0)
    .max(10)
    .default(0.02)
    .meta({
      title: 'variance off the subspace',
      symbol: 's²',
      unit: 'input²',
      description: 'variance of the isotropic noise on the inputs, in all directions',
      scale: 'log',
      range: [0.005, 0.2],
    }),
  learned: z.enum(['inputs', 'latent']).default('inputs').meta({
    title: 'learned',
    description: 'labels follow the inputs as they are given, or the latent ones without their noise',
  }),
  flips: share(0, 0.49, 0.2, {
    title: 'share of flipped labels',
    symbol: 'p',
    description: 'probability that the sign of a label is wrong',
    range: [0, 0.35],
  }),
  ...fileFields,
});

export type DataStructureParameters = z.output<typeof parameters>;
export type Defect = DataStructureParameters['defect'];
