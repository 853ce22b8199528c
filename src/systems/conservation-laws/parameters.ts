import { z } from 'zod';
import type { InertRule } from '../contract.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';

export const parameters = z.strictObject({
  network: z.enum(['linear', 'relu', 'layer-norm', 'attention']).default('relu').meta({
    title: 'network',
    description:
      'fully connected without biases or activation; with biases and relu; the same with normalised hidden layers; or a layer of causal self-attention',
  }),
  loss: z.enum(['squared', 'cross-entropy']).default('cross-entropy').meta({
    title: 'loss',
    description:
      'half the squared distance to a teacher’s outputs, or the cross-entropy with the largest of them, whose softmax does not see what all logits have in common',
  }),
  optimiser: z.enum(['descent', 'momentum', 'adam']).default('descent').meta({
    title: 'optimiser',
    description: 'gradient descent, heavy ball, or Adam with its decoupled decay',
  }),
  momentum: z
    .number()
    .min(0)
    .max(0.99)
    .default(0.9)
    .meta({
      title: 'momentum',
      symbol: 'β',
      description: 'what heavy ball keeps of its last step: m ← βm + g, θ ← θ − ηm',
      range: [0.5, 0.9],
    }),
  step: z
    .number()
    .positive()
    .max(10)
    .default(0.1)
    .meta({
      title: 'step',
      symbol: 'η',
      description: 'learning rate',
      scale: 'log',
      range: [0.04, 0.16],
    }),
  time: z
    .number()
    .positive()
    .max(1e5)
    .default(8)
    .meta({
      title: 'training time',
      symbol: 'T = ηk',
      description: 'learning rate times the number of steps',
      scale: 'log',
      range: [1, 5],
    }),
  decay: z
    .number()
    .min(0)
    .max(10)
    .default(0.01)
    .meta({
      title: 'weight decay',
      symbol: 'λ',
      description: 'θ ← (1 − ηλ)θ in each step, beside the gradient',
      scale: 'linear',
      range: [0, 0.1],
    }),
  batch: z
    .union([z.literal('all'), z.int().min(1)])
    .default('all')
    .meta({
      title: 'batch',
      symbol: 'B',
      description: 'samples that a step sees, one batch after the other round and round; or all of them',
    }),
  law: z.enum(['steps', 'flow']).default('steps').meta({
    title: 'law',
    description:
      'what is predicted: the exact account of every finite step; or that of gradient flow, where decay alone changes a balance',
  }),
  hidden: z
    .int()
    .min(1)
    .max(256)
    .default(12)
    .meta({
      title: 'hidden units',
      symbol: 'h',
      description: 'units of each hidden layer; with attention the length of queries, keys and values',
      scale: 'log',
      range: [4, 16],
      size: true,
    }),
  depth: z
    .int()
    .min(1)
    .max(8)
    .default(2)
    .meta({ title: 'hidden layers', description: 'number of hidden layers', scale: 'linear', range: [1, 3] }),
  inputs: z
    .int()
    .min(1)
    .max(256)
    .default(6)
    .meta({ title: 'inputs', description: 'number of inputs', scale: 'linear', range: [3, 8] }),
  outputs: z
    .int()
    .min(2)
    .max(64)
    .default(4)
    .meta({ title: 'outputs', description: 'number of outputs, or of classes', scale: 'linear', range: [2, 5] }),
  samples: z
    .int()
    .min(2)
    .max(2000)
    .default(32)
    .meta({
      title: 'samples',
      symbol: 'n',
      description: 'number of training samples; with attention of sequences',
      scale: 'log',
      range: [8, 32],
    }),
  tokens: z
    .int()
    .min(1)
    .max(64)
    .default(4)
    .meta({ title: 'tokens', description: 'tokens of a sequence', scale: 'linear', range: [2, 5] }),
  scale: z
    .number()
    .positive()
    .max(10)
    .default(1)
    .meta({
      title: 'initial weights',
      symbol: 'σ_w',
      description: 'deviation of the initial weights, times the root of their fan-in',
      scale: 'log',
      range: [0.7, 1.3],
    }),
  draw: z
    .int()
    .min(0)
    .max(1e9)
    .default(1)
    .meta({ title: 'draw', description: 'which data, teacher and initial weights are drawn' }),
});

export type ConservationParameters = z.output<typeof parameters>;

export const inert: readonly InertRule<ConservationParameters>[] = [
  actsOnlyWith(['momentum'], 'optimiser', 'momentum'),
  actsOnlyWith(['tokens'], 'network', 'attention'),
  noEffect(['depth'], (p) => p.network === 'attention', 'has no effect with network=attention, which is one layer'),
  noEffect(
    ['law'],
    (p) => p.optimiser === 'adam',
    'has no effect with optimiser=adam, which no law is known of: it is compared with that of the flow',
  ),
];
