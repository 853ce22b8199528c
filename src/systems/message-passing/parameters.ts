import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';

export const parameters = z.strictObject({
  channel: z.enum(['sign', 'linear', 'abs']).default('sign').meta({
    title: 'channel',
    description:
      'what a label y tells of the teacher’s field u = x·w*: `sign` its sign, `linear` the field itself, `abs` its magnitude (phase retrieval)',
  }),
  noise: z
    .number()
    .min(0)
    .max(100)
    .default(0)
    .meta({
      title: 'noise',
      symbol: 'Δ',
      unit: 'field²',
      description: 'variance of normal noise: on the field before its sign is taken (a probit), on the label otherwise',
      scale: 'linear',
      range: [0.05, 0.5],
    }),
  prior: z.enum(['gaussian', 'rademacher']).default('gaussian').meta({
    title: 'prior',
    description: 'of the teacher’s weights: a random direction, or signs ±1/√d, which Bayes’ estimator knows',
  }),
  estimator: z.enum(['bayes', 'logistic', 'square']).default('bayes').meta({
    title: 'estimator',
    description:
      'what the messages compute: the mean of Bayes’ posterior, or the minimum of a `logistic` or `square` loss with a ridge',
  }),
  ridge: z
    .number()
    .min(1e-3)
    .max(1e3)
    .default(0.2)
    .meta({
      title: 'ridge',
      symbol: 'λ',
      description: 'of the loss (1/d)Σℓ + λ|w|²/2: the ridge beside the mean loss times α',
      scale: 'log',
      range: [0.1, 2],
    }),
  ratio: z
    .number()
    .min(0.05)
    .max(100)
    .default(2)
    .meta({ title: 'rows over dimension', symbol: 'α', description: 'n/d', scale: 'log', range: [0.5, 4] }),
  dimension: sizeField(
    { title: 'dimension', symbol: 'd', description: 'of the inputs; theory is for d → ∞', range: [300, 600] },
    1000,
    10_000,
    20,
  ),
  start: z
    .number()
    .min(1e-4)
    .max(0.95)
    .default(0.2)
    .meta({
      title: 'start',
      symbol: 'q₀',
      description:
        'overlap and squared length of the first guess in the channel `abs`, which nothing leads away from 0',
      scale: 'log',
      range: [0.1, 0.5],
    }),
  steps: z
    .int()
    .min(1)
    .max(50)
    .default(10)
    .meta({ title: 'steps', symbol: 'T', description: 'of message passing', scale: 'linear', range: [4, 12] }),
});

export type MessagePassingParameters = z.output<typeof parameters>;

export const inert = [
  noEffect(
    ['prior'],
    ({ estimator }: MessagePassingParameters) => estimator !== 'bayes',
    'acts only with estimator=bayes: a loss knows nothing of the teacher',
  ),
  noEffect(
    ['ridge'],
    ({ estimator }: MessagePassingParameters) => estimator === 'bayes',
    'acts only with estimator=logistic or estimator=square',
  ),
  actsOnlyWith(['start'], 'channel', 'abs'),
];
