import { z } from 'zod';
import { blocksField, decayField, degreesField, sizeField, spectrumField } from '../shared/fields.ts';

/**
 * Matrices that a trial must draw for its histogram of the largest eigenvalue to be judged: each
 * bin then holds more than one of them on average, so that trials do not agree on an empty bin by
 * chance.
 */
export const LEAST_DRAWS = 100;

export const parameters = z.strictObject({
  samples: sizeField(
    { title: 'samples', symbol: 'P', description: 'number of rows of the data matrix', range: [50, 800] },
    800,
    1e6,
  ),
  dimension: sizeField(
    {
      title: 'dimension',
      symbol: 'D',
      description: 'number of columns: eigenvalues of the population covariance',
      range: [50, 400],
    },
    400,
    1e4,
  ),
  spectrum: spectrumField({ title: 'population spectrum', of: 'population' }),
  decay: decayField(0.5, [0.1, 1.5]),
  blocks: blocksField([
    [1, 0.6],
    [8, 0.4],
  ]),
  factors: z
    .int()
    .min(1)
    .max(8)
    .default(1)
    .meta({
      title: 'Wishart factors',
      symbol: 'L',
      description:
        'number of Gaussian matrices in the product X = Z_1 ⋯ Z_L Σ^½: 1 is a sample covariance, more a free product of Wishart matrices',
      scale: 'linear',
      range: [1, 4],
    }),
  width: sizeField(
    {
      title: 'inner width',
      symbol: 'N',
      description: 'rows of the Gaussian matrices Z_2 … Z_L: the inner dimension of the product',
      range: [50, 800],
    },
    800,
    1e6,
  ),
  entries: z.enum(['gaussian', 'rademacher', 'uniform', 'student']).default('gaussian').meta({
    title: 'entries',
    description:
      'distribution of the matrix entries, of unit variance: the spectrum does not depend on it (universality)',
  }),
  degrees: degreesField(10),
  rows: z.enum(['independent', 'elliptical']).default('independent').meta({
    title: 'rows',
    description:
      '`elliptical` multiplies each row by its own random √τ, E τ = 1: the covariance stays, the spectrum does not',
  }),
  spread: z
    .number()
    .min(0)
    .max(1)
    .default(0.8)
    .meta({
      title: 'spread of the rows',
      symbol: 's',
      description: 'of elliptical rows: τ is 1 − s or 1 + s with equal chance',
      scale: 'linear',
      range: [0.3, 1],
    }),
  ridge: z
    .number()
    .positive()
    .max(1e12)
    .default(0.1)
    .meta({
      title: 'ridge of the resolvent',
      symbol: 'λ',
      unit: 'input²',
      description: 'where the Stieltjes transform (1/D) tr (M + λ)⁻¹ is taken',
      scale: 'log',
      range: [1e-2, 10],
    }),
  bins: z
    .int()
    .min(1)
    .max(1000)
    .default(30)
    .meta({
      title: 'bins',
      description: 'bins of the histogram from the lowest to the highest edge of the bulk',
      scale: 'linear',
      range: [10, 40],
    }),
  draws: z
    .int()
    .min(1)
    .max(1e5)
    .default(1)
    .meta({
      title: 'matrices a trial',
      description: `data matrices that a trial draws and averages over; from ${LEAST_DRAWS} on it also has a histogram of the largest eigenvalue`,
      scale: 'log',
    }),
});

export type SpectraParameters = z.output<typeof parameters>;
