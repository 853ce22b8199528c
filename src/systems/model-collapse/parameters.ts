import { z } from 'zod';
import {
  blocksField,
  decayField,
  dimensionField,
  noiseField,
  samplesField,
  sourceField,
  spectrumField,
  targetField,
} from '../shared/fields.ts';

export const parameters = z.strictObject({
  samples: samplesField(300, [100, 300], 1e5).meta({
    title: 'samples a generation',
    symbol: 'n',
    description: 'number of samples that each generation is trained on',
    scale: 'log',
    range: [100, 300],
    size: true,
  }),
  dimension: dimensionField(100, [20, 80], 1e4),
  spectrum: spectrumField({ title: 'input spectrum', of: 'input', unit: 'input²' }),
  decay: decayField(1.2, [0.5, 1.5]),
  blocks: blocksField([
    [1, 0.5],
    [0.1, 0.5],
  ]),
  target: targetField,
  source: sourceField,
  noise: noiseField(0.25).meta({
    description: 'variance of the noise on every generation’s labels; the target has a power Σ η_k w̄_k² of 1',
  }),
  ridge: z
    .union([z.number().min(0), z.enum(['clean', 'optimal'])])
    .default(0)
    .meta({
      title: 'ridge',
      symbol: 'λ',
      unit: 'input²',
      description:
        'of every generation’s fit (XᵀX/n + λ)⁻¹Xᵀy/n: a number; `clean`, the best for the first generation, which sees real labels; or `optimal`, the best for the last one',
      scale: 'log',
      range: [0.01, 1],
    }),
  generations: z
    .int()
    .min(1)
    .max(100)
    .default(6)
    .meta({
      title: 'generations',
      symbol: 'G',
      description: 'fits in a row, each on labels that the one before it made',
      scale: 'linear',
      range: [2, 6],
    }),
  labels: z.enum(['replace', 'accumulate']).default('replace').meta({
    title: 'labels',
    description:
      'what a generation is trained on: fresh inputs with the labels of the generation before it alone, or the inputs of the first generation with the labels of all before it',
  }),
});

export type ModelCollapseParameters = z.output<typeof parameters>;
