import { z } from 'zod';
import type { InertRule } from '../contract.ts';
import { sizeField } from '../shared/fields.ts';
import { noEffect } from '../shared/inert.ts';
import { weightVarianceField } from '../shared/random-network-fields.ts';

export const parameters = z.strictObject({
  width: sizeField(
    { title: 'width', symbol: 'N', description: 'neurons of each hidden layer', range: [80, 160] },
    200,
    4096,
  ),
  depth: z
    .int()
    .min(1)
    .max(8)
    .default(1)
    .meta({
      title: 'hidden layers',
      symbol: 'L',
      description: 'hidden layers of each network; the representation of the last is compared',
      scale: 'linear',
      range: [1, 2],
    }),
  activation: z
    .enum(['relu', 'erf', 'linear'])
    .default('relu')
    .meta({ title: 'activation', description: 'of the hidden layers' }),
  weightVariance: weightVarianceField(2, [0.5, 3], 10),
  other: z
    .enum(['none', 'fully-connected', 'convolutional'])
    .default('none')
    .meta({
      title: 'other network',
      description:
        'a third network, of another shape, to compare the two with: fully connected, or convolutional with 3 × 3 kernels, averages over 2 × 2 pixels while there are so many, and its last image for features',
      // Nothing is predicted of a convolutional one.
      drawn: ['none', 'fully-connected'],
    }),
  otherWidth: sizeField(
    {
      title: 'width of the other',
      symbol: 'N′',
      description: 'neurons of each of its hidden layers, or channels',
      range: [80, 160],
    },
    100,
    4096,
  ),
  otherDepth: z
    .int()
    .min(1)
    .max(8)
    .default(2)
    .meta({
      title: 'hidden layers of the other',
      symbol: 'L′',
      description: 'of which the last is compared',
      scale: 'linear',
      range: [1, 2],
    }),
  inputs: z
    .int()
    .min(5)
    .max(200)
    .default(40)
    .meta({
      title: 'inputs',
      symbol: 'n',
      description:
        'bundled digits whose representations are compared: n rows of the file, evenly spaced, the mean image taken off and each stretched to the squared length 64; no network is trained on them',
      scale: 'log',
      range: [12, 20],
    }),
  epochs: z
    .int()
    .min(0)
    .max(200)
    .default(0)
    .meta({
      title: 'epochs',
      description: 'passes of both networks through the same other digits; with 0 they are random, and predicted',
      scale: 'linear',
      range: [0, 0],
    }),
  examples: z
    .int()
    .min(50)
    .max(1397)
    .default(500)
    .meta({
      title: 'training examples',
      description: 'digits that both networks are trained on',
      scale: 'log',
      range: [50, 100],
    }),
  rate: z
    .number()
    .positive()
    .max(1)
    .default(2e-3)
    .meta({
      title: 'learning rate',
      symbol: 'η',
      description: 'of Adam, in batches of 50',
      scale: 'log',
      range: [1e-3, 4e-3],
    }),
});

export type RepresentationsParameters = z.output<typeof parameters>;

export const inert: readonly InertRule<RepresentationsParameters>[] = [
  noEffect(
    ['otherWidth', 'otherDepth'],
    ({ other }) => other === 'none',
    'acts only with other=fully-connected and other=convolutional',
  ),
  noEffect(['examples', 'rate'], ({ epochs }) => epochs === 0, 'has no effect with epochs=0: networks stay random'),
];
