import { z } from 'zod';
import type { InertRule } from '../contract.ts';
import { sizeField, taskField } from '../shared/fields.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';

export const parameters = z.strictObject({
  optimiser: z.enum(['descent', 'normalised', 'sign', 'coordinate', 'adam']).default('descent').meta({
    title: 'optimiser',
    description:
      'gradient descent; or steepest descent in a norm: along the unit gradient (ℓ2), its sign (ℓ∞), its largest component (ℓ1, AdaBoost); or Adam',
  }),
  samples: sizeField(
    { title: 'samples', symbol: 'N', description: 'number of data, all of them separable', range: [5, 30] },
    20,
    5000,
  ),
  dimension: sizeField({ title: 'dimension', symbol: 'd', description: 'number of weights', range: [2, 8] }, 3, 100),
  separation: z
    .number()
    .positive()
    .max(100)
    .default(0.5)
    .meta({
      title: 'separation',
      symbol: 'κ',
      description:
        'by which Gaussian inputs are moved to their side along the direction that labels them, so that some margin is at least this',
      scale: 'log',
      range: [0.3, 1],
    }),
  task: taskField('which data are drawn; all trials have the same'),
  steps: z
    .int()
    .min(1000)
    .max(1e8)
    .default(50_000)
    .meta({
      title: 'steps',
      symbol: 'K',
      description: 'number of steps',
      scale: 'log',
      range: [20_000, 80_000],
    }),
  relativeStep: z
    .number()
    .positive()
    .lt(2)
    .default(0.5)
    .meta({
      title: 'step times curvature',
      symbol: 'ηλ',
      description:
        'constant step of gradient descent, in units of the inverse of the largest curvature, a quarter of the top eigenvalue of Σzzᵀ',
      scale: 'log',
      range: [0.2, 1],
    }),
  step: z
    .number()
    .positive()
    .max(10)
    .default(0.3)
    .meta({
      title: 'step',
      symbol: 'η',
      description: 'length of the first step of the others, in their norm',
      scale: 'log',
      range: [0.2, 0.5],
    }),
  schedule: z.enum(['decaying', 'constant']).default('decaying').meta({
    title: 'schedule',
    description: 'steps of length η/√k, or η',
  }),
  beta1: z.number().min(0).lt(1).default(0.9).meta({
    title: 'first moment',
    symbol: 'β₁',
    description: 'how much of the mean gradient Adam keeps in a step; at most β₂',
  }),
  beta2: z.number().min(0).lt(1).default(0.95).meta({
    title: 'second moment',
    symbol: 'β₂',
    description: 'how much of the mean squared gradient Adam keeps in a step',
  }),
  epsilon: z.number().min(0).max(1).default(0).meta({
    title: 'epsilon',
    symbol: 'ε',
    description: 'added to the root of Adam’s second moment; above 0, Adam ends as gradient descent with step η/ε',
  }),
});

export type MaxMarginParameters = z.output<typeof parameters>;

export const inert: readonly InertRule<MaxMarginParameters>[] = [
  noEffect(
    ['schedule', 'step'],
    (p) => p.optimiser === 'descent',
    'has no effect with optimiser=descent, whose step is relativeStep',
  ),
  actsOnlyWith(['relativeStep'], 'optimiser', 'descent'),
  actsOnlyWith(['beta1', 'beta2', 'epsilon'], 'optimiser', 'adam'),
];
