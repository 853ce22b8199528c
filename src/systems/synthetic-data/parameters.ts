import { z } from 'zod';
import { blocksField, decayField, dimensionField, noiseField, samplesField, spectrumField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  samples: samplesField(120, [60, 200], 1e5).meta({
    title: 'real samples',
    symbol: 'n₁',
    description: 'number of samples with real labels',
    scale: 'log',
    range: [60, 200],
    size: true,
  }),
  share: z
    .number()
    .min(0)
    .max(0.99)
    .default(0.6667)
    .meta({
      title: 'synthetic share',
      symbol: 'p₂',
      description: 'share of synthetic samples in the training set: n₁p₂/(1 − p₂) of them join the real ones',
      scale: 'linear',
      range: [0.2, 0.8],
    }),
  error: z
    .number()
    .min(0)
    .max(1e6)
    .default(0.3)
    .meta({
      title: 'generator’s error',
      symbol: 'c²',
      unit: 'label²',
      description:
        'mean squared difference between the functions that label synthetic and real samples, the real one having power 1; the larger, the lower the quality',
      scale: 'log',
      range: [0.05, 2],
    }),
  dimension: dimensionField(100, [30, 120], 1e4),
  spectrum: spectrumField({ title: 'input spectrum', of: 'input', unit: 'input²' }),
  decay: decayField(1.2, [0.5, 1.5]),
  blocks: blocksField([
    [1, 0.5],
    [0.1, 0.5],
  ]),
  noise: noiseField(0.5).meta({ description: 'variance of the noise on real and synthetic labels alike' }),
  ridge: z
    .union([z.number().positive(), z.enum(['optimal'])])
    .default('optimal')
    .meta({
      title: 'ridge',
      symbol: 'λ',
      unit: 'input²',
      description: '`optimal`, the best for each training set, or one number for all',
      scale: 'log',
      range: [0.05, 2],
    }),
});

export type SyntheticDataParameters = z.output<typeof parameters>;
