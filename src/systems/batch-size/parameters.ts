import { z } from 'zod';
import { blocksField, decayField, dimensionField, sourceField, spectrumField, targetField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  model: z
    .enum(['least-squares', 'network'])
    .default('least-squares')
    .meta({
      title: 'model',
      description:
        'one-pass least squares on Gaussian inputs, whose mean risk is known exactly; or a tanh network that learns from another one, where theory makes ordinal claims',
      // Of one network nothing is predicted: its claims are about several.
      drawn: ['least-squares'],
    }),
  optimiser: z
    .enum(['gradient-descent', 'heavy-ball', 'sign', 'adam'])
    .default('gradient-descent')
    .meta({
      title: 'optimiser',
      description:
        'stochastic gradient descent, with heavy-ball momentum m ← βm + g, or of the sign of the gradient, or Adam (β₂ = 0.999, its second moment starts at that of the noise, nothing is corrected for a start from 0); the last two with Gaussian gradient noise of the covariance that the label noise causes. Gradients are those of half the squared error',
      // The others want more noise and smaller rates.
      drawn: ['gradient-descent', 'heavy-ball'],
    }),
  batch: z
    .int()
    .min(1)
    .max(1e6)
    .default(8)
    .meta({
      title: 'batch size',
      symbol: 'B',
      description: 'fresh examples in each step',
      scale: 'log',
      range: [1, 256],
    }),
  rate: z
    .union([z.number().positive().max(1e6), z.literal('best')])
    .default('best')
    .meta({
      title: 'learning rate',
      symbol: 'η₁',
      description:
        'at a batch size of 1, `rule` says what becomes of it at others; or `best`, that which reaches the target in the fewest steps, on a grid of four rates to an octave (two for a network)',
      scale: 'log',
      range: [0.02, 0.2],
    }),
  rule: z.enum(['constant', 'linear', 'square-root']).default('constant').meta({
    title: 'rule for the learning rate',
    description: 'constant: `rate` at every batch size B; linear: `rate` times B; square-root: `rate` times √B',
  }),
  momentum: z
    .number()
    .min(0)
    .max(0.999)
    .default(0.9)
    .meta({
      title: 'momentum',
      symbol: 'β',
      description: "of heavy ball, and Adam's β₁",
      scale: 'linear',
      range: [0.3, 0.9],
    }),
  targetRisk: z
    .number()
    .positive()
    .lt(1)
    .default(0.03)
    .meta({
      title: 'target risk',
      symbol: 'S*',
      description: 'the excess risk to be reached, relative to that at the start',
      scale: 'log',
      range: [0.03, 0.3],
    }),
  noise: z
    .number()
    .min(0)
    .max(1e6)
    .default(0.04)
    .meta({
      title: 'label noise',
      symbol: 'σ²',
      description: 'variance of the noise on the labels, relative to the excess risk at the start',
      scale: 'log',
      range: [0.01, 0.2],
    }),
  spectrum: spectrumField({ title: 'spectrum', of: 'input' }, 'power-law'),
  dimension: dimensionField(24, [8, 48], 1e5),
  decay: decayField(1, [0, 1.5]),
  blocks: blocksField([
    [4, 0.25],
    [1, 0.75],
  ]),
  target: targetField.meta({
    title: 'target function',
    symbol: 'w̄²',
    description:
      'squared target weights, which are the squared errors at the start: all alike, the source condition η_k w̄_k² ∝ k^(−1−2αr) of a power law, or an array; only their ratios count, as the excess risk starts at 1',
  }),
  source: sourceField,
  steps: z
    .union([z.int().min(1).max(1e7), z.literal('target')])
    .default('target')
    .meta({
      title: 'steps',
      symbol: 'k_max',
      description:
        'steps over which curves are measured, or `target`: as many as theory expects until the target; runs then go on until the target, if theory expects that within ten times as many',
      scale: 'log',
      range: [10, 200],
    }),
});

export type BatchSizeParameters = z.output<typeof parameters>;

/** Gradients of batches of examples; else true gradients with Gaussian noise. */
export function hasSampledGradients({ optimiser }: Pick<BatchSizeParameters, 'optimiser'>): boolean {
  return optimiser === 'gradient-descent' || optimiser === 'heavy-ball';
}

/** β, of optimisers that have it. */
export function momentumOf({ optimiser, momentum }: Pick<BatchSizeParameters, 'optimiser' | 'momentum'>): number {
  return optimiser === 'gradient-descent' || optimiser === 'sign' ? 0 : momentum;
}

/** The rate at this batch size by the rule; undefined where the best one is asked for. */
export function rateByRule({ rate, rule, batch }: Pick<BatchSizeParameters, 'rate' | 'rule' | 'batch'>) {
  if (rate === 'best') return undefined;
  return rule === 'linear' ? rate * batch : rule === 'square-root' ? rate * Math.sqrt(batch) : rate;
}
