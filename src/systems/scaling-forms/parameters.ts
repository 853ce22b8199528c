import { z } from 'zod';
import { noiseField, sizeField } from '../shared/fields.ts';

/** Points at random of which a curve is made, at least. */
export const FEWEST_RANDOM = 8;

export const parameters = z.strictObject({
  regressor: z.enum(['nearest', 'piecewise', 'harmonics']).default('nearest').meta({
    title: 'regressor',
    description:
      '`nearest` averages over the nearest neighbours, on a sphere; `piecewise` interpolates linearly between points on a torus; `harmonics` fits all functions up to the degree of the target by least squares, on a sphere',
  }),
  dimension: z
    .int()
    .min(1)
    .max(8)
    .default(3)
    .meta({
      title: 'dimension',
      symbol: 'd',
      description: 'of the manifold on which the data lie: a sphere in d + 1 dimensions, or a torus',
      scale: 'linear',
      range: [1, 4],
    }),
  degree: z
    .int()
    .min(1)
    .max(8)
    .default(2)
    .meta({
      title: 'degree',
      symbol: 'ℓ',
      description: 'of the target: a spherical harmonic, or a wave with so many periods around the torus each way',
      scale: 'linear',
      range: [1, 3],
    }),
  neighbours: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .meta({
      title: 'neighbours',
      symbol: 'k',
      description: 'whose labels are averaged',
      scale: 'log',
      range: [1, 8],
    }),
  design: z.enum(['grid', 'random']).default('grid').meta({
    title: 'design',
    description: 'where the points of an interpolation lie: on a grid, or at random on a circle',
  }),
  noise: noiseField(0).meta({ description: 'variance of the noise on the labels, whose other part has a power of 1' }),
  samples: sizeField(
    { title: 'samples', symbol: 'D', description: 'number of data at the end of the curve', range: [500, 2000] },
    3000,
    1e6,
    FEWEST_RANDOM,
  ),
  theory: z
    .enum(['exact', 'power-law'])
    .default('exact')
    .meta({
      title: 'theory',
      description: '`exact`: for any number of samples; `power-law`: its leading power for many samples',
      drawn: ['exact'],
    }),
});

export type ScalingFormsParameters = z.output<typeof parameters>;
