import { z } from 'zod';
import type { InertRule } from '../contract.ts';
import { sizeField } from '../shared/fields.ts';
import { noEffect } from '../shared/inert.ts';

const dimension = (of: 'x' | 'y', symbol: string, initial: number, range: [number, number]) =>
  sizeField(
    { title: `dimension of ${of}`, symbol, description: `number of components of the representation ${of}`, range },
    initial,
    1000,
  );

const decay = (of: 'x' | 'y', symbol: string) =>
  z
    .number()
    .min(0)
    .max(10)
    .default(0)
    .meta({
      title: `decay of ${of}`,
      symbol,
      description: `variances of ${of} fall along its components as j to minus this; at 0 all are 1`,
      scale: 'linear',
      range: [0, 1],
    });

export const parameters = z.strictObject({
  samples: sizeField(
    {
      title: 'inputs',
      symbol: 'n',
      description: 'number of inputs whose representations are compared',
      range: [60, 120],
    },
    100,
    5000,
    5,
  ),
  xDimension: dimension('x', 'p', 20, [10, 15]),
  yDimension: dimension('y', 'q', 30, [10, 25]),
  shared: z
    .int()
    .min(0)
    .max(1000)
    .default(15)
    .meta({
      title: 'shared components',
      symbol: 'r',
      description: 'how many components of x have one of y that they are correlated with, the first ones of both',
      scale: 'linear',
      range: [6, 10],
    }),
  correlation: z
    .number()
    .min(0)
    .max(1)
    .default(0.8)
    .meta({
      title: 'correlation',
      symbol: 'ρ',
      description: 'correlation of each pair of shared components',
      scale: 'linear',
      range: [0.6, 0.9],
    }),
  xDecay: decay('x', 'α_x'),
  yDecay: decay('y', 'α_y'),
  kept: z
    .int()
    .min(1)
    .max(1000)
    .default(5)
    .meta({
      title: 'components kept',
      symbol: 'd',
      description: 'principal components of each representation that SVCCA compares',
      scale: 'linear',
      range: [2, 8],
    }),
  neighbours: z
    .int()
    .min(1)
    .max(5000)
    .default(10)
    .meta({
      title: 'neighbours',
      symbol: 'k',
      description: 'nearest inputs that are compared by the mutual neighbours',
      scale: 'linear',
      range: [2, 20],
    }),
});

export type SimilarityParameters = z.output<typeof parameters>;

export const inert: readonly InertRule<SimilarityParameters>[] = [
  noEffect(['correlation'], ({ shared }) => shared === 0, 'has no effect with shared=0: there is nothing to correlate'),
];
