import { z } from 'zod';
import {
  blocksField,
  decayField,
  dimensionField,
  noiseField,
  samplesField,
  sizeField,
  sourceField,
  spectrumField,
  targetField,
} from '../shared/fields.ts';

export const parameters = z.strictObject({
  labels: z.enum(['supervisor', 'own', 'surrogate', 'selected']).default('supervisor').meta({
    title: 'student’s labels',
    description:
      'what the student is trained on: the supervisor’s labels of fresh inputs; its own of the same inputs, with the same ridge (self-distillation); those of the model that teaches the most; or of the directions of the target that are best kept',
  }),
  supervisor: z.enum(['all', 'few', 'random']).default('all').meta({
    title: 'supervisor sees',
    description:
      'the features of its ridge regression: all directions, the strongest few, or random combinations of them',
  }),
  features: sizeField(
    {
      title: 'supervisor’s features',
      symbol: 'N',
      description: 'how many of `few` or `random` it has',
      range: [20, 100],
    },
    40,
    1e5,
  ),
  supervisorSamples: sizeField(
    {
      title: 'supervisor’s samples',
      symbol: 'n_w',
      description: 'number of true labels that the supervisor is trained on',
      range: [100, 400],
    },
    200,
    1e5,
  ),
  supervisorRidge: ridgeField(0.002, {
    title: 'supervisor’s ridge',
    symbol: 'λ_w',
    best: 'the one at which the supervisor errs least',
    range: [1e-3, 1],
  }),
  samples: samplesField(300, [100, 400], 1e5).meta({
    title: 'student’s samples',
    symbol: 'n',
    description: 'number of labels that the student is trained on, in each round',
    scale: 'log',
    range: [100, 400],
    size: true,
  }),
  ridge: ridgeField(0.01, {
    title: 'student’s ridge',
    symbol: 'λ',
    best: 'the one at which the student errs least',
    range: [1e-3, 1],
  }),
  mix: z
    .union([z.number().min(-100).max(100), z.enum(['optimal'])])
    .default(1)
    .meta({
      title: 'mixing weight',
      symbol: 'ξ',
      description:
        'labels are ξ of the supervisor’s and 1 − ξ of true, noisy ones; it may be negative or above 1; `optimal` takes the ξ at which the student errs least',
      scale: 'linear',
      range: [-1, 2],
    }),
  rounds: z
    .int()
    .min(0)
    .max(100)
    .default(1)
    .meta({
      title: 'rounds',
      symbol: 'g',
      description: 'how often a student becomes the next one’s supervisor; after 0 rounds the first one is left',
      scale: 'linear',
      range: [0, 4],
    }),
  noise: noiseField(0.4).meta({
    description: 'variance of the noise on true labels; the target has a power Σ η_k w̄_k² of 1',
  }),
  dimension: dimensionField(100, [50, 150], 1e4),
  spectrum: spectrumField({ title: 'input spectrum', of: 'input', unit: 'input²' }, 'power-law'),
  decay: decayField(1.2, [0.5, 1.5]),
  blocks: blocksField([
    [1, 0.5],
    [0.1, 0.5],
  ]),
  target: targetField.unwrap().default('source').meta(targetField.meta()!),
  source: sourceField.unwrap().default(1).meta(sourceField.meta()!),
});

export type WeakToStrongParameters = z.output<typeof parameters>;

function ridgeField(
  initial: number,
  { best, ...meta }: { title: string; symbol: string; best: string; range: [number, number] },
) {
  return z
    .union([z.number().min(0), z.enum(['optimal'])])
    .default(initial)
    .meta({
      ...meta,
      unit: 'input²',
      description: `λ of (XᵀX/n + λ)⁻¹Xᵀy/n, a number, or \`optimal\`, ${best}`,
      scale: 'log',
    });
}
