import { z } from 'zod';
import type { InertRule } from '../contract.ts';
import { sizeField, taskField } from '../shared/fields.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';

export const parameters = z.strictObject({
  model: z.enum(['diagonal', 'matrix']).default('diagonal').meta({
    title: 'model',
    description:
      'a diagonal linear network β = u^D − v^D; or UUᵀ, whose eigenvalues are measured by matrices that commute',
  }),
  depth: z
    .int()
    .min(1)
    .max(8)
    .default(2)
    .meta({
      title: 'depth',
      symbol: 'D',
      description: 'of the diagonal network: 1 is linear regression, β = u − v',
      scale: 'linear',
      range: [1, 3],
    }),
  scale: z
    .number()
    .min(1e-3)
    .max(30)
    .default(0.1)
    .meta({
      title: 'initial scale',
      symbol: 'α',
      description: 'of all weights, u = v = α or U = αI: small is rich, large lazy',
      scale: 'log',
      range: [0.2, 1],
    }),
  samples: sizeField(
    { title: 'equations', symbol: 'n', description: 'number of data, below the dimension', range: [3, 6] },
    6,
    100,
  ),
  dimension: sizeField(
    { title: 'dimension', symbol: 'd', description: 'number of components of β', range: [12, 18] },
    15,
    400,
  ),
  nonzero: z
    .int()
    .min(1)
    .max(400)
    .default(2)
    .meta({
      title: 'components of the truth',
      symbol: 'k',
      description: 'number of components of β* that are not 0: the first k, which are ±1 (1 with model=matrix)',
      scale: 'linear',
      range: [1, 6],
    }),
  task: taskField('which Gaussian data and which β* are drawn; all trials have the same'),
  labelNoise: z.number().min(0).max(10).default(0).meta({
    title: 'label noise',
    symbol: 'σ',
    description: 'once a minimum is reached, SGD on one datum a step goes on with labels y ± σ',
  }),
  noiseSteps: z
    .int()
    .min(0)
    .max(1e7)
    .default(20_000)
    .meta({
      title: 'steps with noise',
      symbol: 'K',
      description: 'number of steps of SGD with label noise',
      scale: 'linear',
      range: [5000, 40_000],
    }),
  step: z
    .number()
    .positive()
    .max(1)
    .default(0.005)
    .meta({
      title: 'step',
      symbol: 'η',
      description: 'of SGD with label noise',
      scale: 'log',
      range: [0.002, 0.01],
    }),
});

export type ImplicitBiasParameters = z.output<typeof parameters>;

export const inert: readonly InertRule<ImplicitBiasParameters>[] = [
  actsOnlyWith(['depth'], 'model', 'diagonal'),
  noEffect(
    ['labelNoise', 'noiseSteps', 'step'],
    (p) => p.model !== 'diagonal' || p.depth !== 2,
    'acts only with model=diagonal and depth=2: the drift of other networks is not solved here',
  ),
  noEffect(['noiseSteps', 'step'], (p) => p.labelNoise === 0, 'acts only with labelNoise above 0'),
];
