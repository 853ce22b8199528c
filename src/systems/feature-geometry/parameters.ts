import { z } from 'zod';

export const parameters = z.strictObject({
  features: z
    .int()
    .min(2)
    .max(1024)
    .default(64)
    .meta({
      title: 'features',
      symbol: 'n',
      description: 'equally frequent and important ones, of which one is active at a time, uniform between 0 and 1',
      scale: 'log',
      range: [24, 96],
    }),
  dimensions: z
    .int()
    .min(2)
    .max(512)
    .default(8)
    .meta({
      title: 'dimensions',
      symbol: 'm',
      description: 'of the hidden layer that features share',
      scale: 'log',
      range: [3, 12],
    }),
  activation: z.enum(['relu', 'linear']).default('relu').meta({
    title: 'activation',
    description: 'of the outputs; without a ReLU nothing hides interference',
  }),
  start: z.enum(['unit', 'normal']).default('unit').meta({
    title: 'start',
    description:
      'of a training: unit vectors in random directions, which all stay on, or normal weights, whose shorter vectors are left out',
  }),
  bias: z
    .number()
    .min(-4)
    .max(-1e-4)
    .default(-0.4)
    .meta({
      title: 'first bias',
      symbol: 'b₀',
      description: 'of every feature at the start; it stays negative, as empty inputs demand',
      scale: 'linear',
      range: [-0.8, -0.1],
    }),
  doubled: z
    .enum(['no', 'yes'])
    .default('no')
    .meta({
      title: 'twice the dimensions',
      description: 'whether networks of twice as many dimensions are trained too, for the local exponent',
      drawn: ['no'],
    }),
  restarts: z
    .int()
    .min(1)
    .max(10_000)
    .default(2)
    .meta({
      title: 'restarts',
      description: 'trainings of a trial, from random starts; the best one is measured',
      scale: 'log',
      range: [2, 6],
    }),
  steps: z
    .int()
    .min(50)
    .max(100_000)
    .default(1000)
    .meta({
      title: 'steps',
      description: 'at most, of descent with curvature (L-BFGS) on the exact loss',
      scale: 'log',
      range: [800, 1500],
    }),
});

export type FeatureGeometryParameters = z.output<typeof parameters>;
