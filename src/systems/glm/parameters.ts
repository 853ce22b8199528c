import { z } from 'zod';
import {
  blocksField,
  columnText,
  dataFields,
  decayField,
  dimensionField,
  inertWithoutData,
  sizeField,
  sourceField,
  spectrumField,
  targetField,
} from '../shared/fields.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { inertBesideSpectrum, inertBlocks, inertSource } from '../shared/populations.ts';

export const parameters = z.strictObject({
  samples: sizeField(
    { title: 'training samples', symbol: 'n', description: 'number of training samples', range: [150, 600] },
    400,
    1e5,
  ),
  dimension: dimensionField(200, [100, 200], 1e4),
  loss: z.enum(['logistic', 'square', 'hinge', 'huber', 'margin']).default('logistic').meta({
    title: 'loss',
    description:
      'ln(1 + e^−yf), ½(y − f)², max(0, 1 − yf), Huber’s; `margin` asks yf ≥ 1 of every sample, at the least norm: the hinge loss as its ridge tends to 0',
  }),
  threshold: z
    .number()
    .positive()
    .max(1e6)
    .default(1)
    .meta({
      title: 'threshold',
      symbol: 'δ',
      unit: 'label',
      description: 'of Huber’s loss: residuals beyond it count linearly',
      scale: 'log',
      range: [0.3, 3],
    }),
  ridge: z
    .union([z.number().min(0).max(1e6), z.literal('optimal')])
    .default(0.1)
    .meta({
      title: 'ridge',
      symbol: 'λ',
      description:
        'penalty λ in (1/d) Σ ℓ(y, f) + (λ/2)|w|²: per direction, and not per sample; 0 is maximum likelihood, `optimal` the λ of least predicted test error',
      scale: 'log',
      range: [0.05, 2],
    }),
  teacher: z.enum(['logit', 'sign', 'linear', 'clusters']).default('logit').meta({
    title: 'teacher',
    description:
      'what labels follow a field u of the inputs: 1 with the chance 1/(1 + e^−u), else −1; its sign (with noise: probit); u itself, with noise; or two clusters of inputs around ±μ',
  }),
  signal: z
    .number()
    .min(1e-3)
    .max(100)
    .default(4)
    .meta({
      title: 'signal',
      symbol: 'ρ',
      description: 'variance of the teacher’s field; of clusters the squared distance |μ|² of their centres from 0',
      scale: 'log',
      range: [0.5, 5],
    }),
  noise: z
    .number()
    .min(0)
    .max(1e4)
    .default(0)
    .meta({
      title: 'noise',
      symbol: 'Δ',
      description: 'variance of what is added to the field before its sign is taken, or to linear labels',
      scale: 'linear',
      range: [0.1, 1],
    }),
  outliers: z
    .number()
    .min(0)
    .max(0.5)
    .default(0)
    .meta({
      title: 'outliers',
      symbol: 'ε',
      description: 'share of linear labels whose noise has another variance',
      scale: 'linear',
      range: [0, 0.2],
    }),
  outlierNoise: z
    .number()
    .min(0)
    .max(1e4)
    .default(25)
    .meta({
      title: 'noise of outliers',
      symbol: 'Δ′',
      description: 'variance of the noise of these',
      scale: 'log',
      range: [1, 30],
    }),
  flips: z
    .number()
    .min(0)
    .max(0.5)
    .default(0)
    .meta({
      title: 'flipped labels',
      symbol: 'p',
      description: 'share of labels ±1 that are turned around',
      scale: 'linear',
      range: [0, 0.2],
    }),
  unseen: z
    .number()
    .min(0)
    .max(0.99)
    .default(0)
    .meta({
      title: 'unseen share',
      symbol: 'υ',
      description:
        'of the field’s variance, the part that no linear function of the inputs tells: the covariate model, where the teacher acts on other features than the student has',
      scale: 'linear',
      range: [0, 0.5],
    }),
  positive: z
    .number()
    .min(0.01)
    .max(0.99)
    .default(0.5)
    .meta({
      title: 'share of the class 1',
      symbol: 'π',
      description: 'of the two clusters',
      scale: 'linear',
      range: [0.2, 0.8],
    }),
  intercept: z.enum(['none', 'fitted']).default('none').meta({
    title: 'intercept',
    description: 'whether the fit beside clusters has an intercept, which is not penalised',
  }),
  spectrum: spectrumField({ title: 'spectrum', of: 'input', unit: 'input²' }),
  decay: decayField(1, [0.5, 1.2]),
  blocks: blocksField([
    [2, 0.2],
    [0.5, 0.8],
  ]),
  target: targetField,
  source: sourceField,
  ...dataFields(
    'two classes, taken for two clusters of one covariance; trials draw subsamples, fit an intercept too, and test on the rest',
  ),
  ones: columnText(
    'classes that are 1',
    'of the label of `data`, with commas; the others are −1. Of two classes the second unless given',
  ),
});

export type GlmParameters = z.output<typeof parameters>;

export const inert = [
  noEffect<GlmParameters>(
    [
      ...['dimension', 'teacher', 'signal', 'noise', 'outliers', 'outlierNoise', 'flips', 'unseen', 'positive'],
      ...['intercept', 'spectrum', 'decay', 'blocks', 'target', 'source'],
    ],
    ({ data }) => data !== undefined,
    'has no effect with data: its classes are the two clusters, and an intercept is fitted',
  ),
  inertWithoutData,
  noEffect<GlmParameters>(['ones'], ({ data }) => data === undefined, 'acts only with data=<file>'),
  actsOnlyWith(['threshold'], 'loss', 'huber'),
  noEffect<GlmParameters>(
    ['ridge'],
    ({ loss }) => loss === 'margin',
    'has no effect with loss=margin, where the least norm is all that is asked for',
  ),
  actsOnlyWith(['noise'], 'teacher', 'sign', 'linear'),
  actsOnlyWith(['outliers', 'outlierNoise'], 'teacher', 'linear'),
  noEffect<GlmParameters>(['outlierNoise'], ({ outliers }) => outliers === 0, 'has no effect without outliers'),
  actsOnlyWith(['flips'], 'teacher', 'sign', 'logit'),
  actsOnlyWith(['unseen'], 'teacher', 'logit', 'sign', 'linear'),
  actsOnlyWith(['positive', 'intercept'], 'teacher', 'clusters'),
  ...inertBesideSpectrum,
  inertBlocks,
  inertSource,
];
