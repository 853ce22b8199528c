import { z } from 'zod';
import type { InertRule } from '../contract.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';

export const parameters = z.strictObject({
  start: z.enum(['gaussian', 'aligned', 'rotated']).default('gaussian').meta({
    title: 'initialisation',
    description:
      'small independent Gaussian weights; weights aligned with the teacher’s modes; or balanced weights turned away from them (matrix Riccati solution)',
  }),
  modes: z
    .int()
    .min(1)
    .max(32)
    .default(3)
    .meta({ title: 'teacher rank', symbol: 'r', description: 'number of modes of the teacher', range: [1, 3] }),
  strongest: z
    .number()
    .positive()
    .max(1e3)
    .default(2)
    .meta({
      title: 'strongest mode',
      symbol: 's₁',
      description: 'largest singular value of the input-output correlation Σ_yx',
      scale: 'log',
      range: [0.5, 2],
    }),
  ratio: z
    .number()
    .positive()
    .max(1)
    .default(0.5)
    .meta({
      title: 'ratio of modes',
      symbol: 's₂/s₁',
      description: 'each singular value over the one before',
      scale: 'linear',
      range: [0.4, 0.7],
    }),
  strengths: z
    .union([z.literal('geometric'), z.array(z.number().positive()).min(1).max(32)])
    .default('geometric')
    .meta({
      title: 'singular values',
      symbol: 's',
      description: 'the teacher’s: a geometric row from `strongest` with `ratio`, or an array',
    }),
  initial: z
    .number()
    .positive()
    .max(1e3)
    .default(1e-4)
    .meta({
      title: 'initial strength',
      symbol: 'a₀',
      description:
        'of every mode at the start; for Gaussian weights the mean of its growing part: entries of variance 2a₀/h',
      scale: 'log',
      range: [1e-4, 3e-3],
    }),
  depth: z
    .int()
    .min(2)
    .max(32)
    .default(2)
    .meta({
      title: 'depth',
      symbol: 'L',
      description: 'number of layers of the network; above 2 from an aligned start only',
      scale: 'linear',
      range: [2, 5],
    }),
  imbalance: z
    .number()
    .min(-1e3)
    .max(1e3)
    .default(0)
    .meta({
      title: 'imbalance',
      symbol: 'δ',
      description:
        'conserved difference of the layers, W₂ᵀW₂ − W₁W₁ᵀ, on the modes: 0 is rich, far above the singular values lazy',
      scale: 'linear',
      range: [0, 2],
    }),
  angle: z
    .number()
    .min(0)
    .max(3)
    .default(1)
    .meta({
      title: 'angle',
      symbol: 'θ',
      unit: 'rad',
      description: 'by which the start `rotated` turns each output mode towards the next one',
      scale: 'linear',
      range: [0.2, 1.5],
    }),
  inputDecay: z
    .number()
    .min(0)
    .max(3)
    .default(0)
    .meta({
      title: 'input decay',
      symbol: 'α',
      description: 'exponent of the input variances k^(−α) along the modes; 0 is white inputs',
      scale: 'linear',
      range: [0, 0.8],
    }),
  inputs: z
    .int()
    .min(1)
    .max(512)
    .default(8)
    .meta({ title: 'inputs', description: 'number of inputs', scale: 'linear', range: [4, 12], size: true }),
  outputs: z
    .int()
    .min(1)
    .max(512)
    .default(8)
    .meta({ title: 'outputs', description: 'number of outputs', scale: 'linear', range: [4, 12], size: true }),
  hidden: z
    .int()
    .min(1)
    .max(2048)
    .default(64)
    .meta({
      title: 'hidden units',
      symbol: 'h',
      description: 'units of each hidden layer',
      scale: 'log',
      range: [24, 96],
      size: true,
    }),
  step: z
    .number()
    .positive()
    .max(1e3)
    .default(0.02)
    .meta({
      title: 'step',
      symbol: 'η',
      description: 'step size of gradient descent; time is η times the number of steps',
      scale: 'log',
      range: [0.01, 0.04],
    }),
  duration: z
    .number()
    .min(1.2)
    .max(20)
    .default(1.4)
    .meta({
      title: 'duration',
      description: 'time of training, in half times of the slowest mode',
      scale: 'linear',
      range: [1.3, 2],
    }),
  time: z
    .union([z.literal('auto'), z.number().positive().max(1e9)])
    .default('auto')
    .meta({
      title: 'training time',
      symbol: 'T',
      description: 'η times the number of steps; `auto` is `duration` times the half time of the slowest mode',
    }),
  dynamics: z.enum(['descent', 'flow']).default('descent').meta({
    title: 'dynamics',
    description:
      'what the theory solves: gradient descent with this step, as a map of the modes; or gradient flow in closed form, off by O(η)',
  }),
  mode: z.int().min(1).max(32).default(1).meta({
    title: 'mode',
    symbol: 'k',
    description: 'whose strength is shown, counted from the strongest',
  }),
});

export type DeepLinearParameters = z.output<typeof parameters>;

export const inert: readonly InertRule<DeepLinearParameters>[] = [
  noEffect(
    ['modes', 'strongest', 'ratio'],
    (p) => p.strengths !== 'geometric',
    'has no effect with an array for strengths',
  ),
  noEffect(
    ['depth'],
    (p) => p.start !== 'aligned',
    'acts only with start=aligned: other starts have a closed form for two layers alone',
  ),
  noEffect(
    ['inputDecay'],
    (p) => p.start !== 'aligned',
    'acts only with start=aligned: other starts have a closed form for white inputs alone',
  ),
  noEffect(
    ['imbalance'],
    (p) => p.start === 'gaussian',
    'has no effect with start=gaussian, whose imbalance is random',
  ),
  noEffect(['imbalance'], (p) => p.start === 'aligned' && p.depth > 2, 'acts only with depth=2'),
  actsOnlyWith(['duration'], 'time', 'auto'),
  actsOnlyWith(['angle'], 'start', 'rotated'),
];
