import { z } from 'zod';
import type { InertRule } from '../contract.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';

export const parameters = z.strictObject({
  model: z
    .enum(['optimum', 'flow', 'network'])
    .default('optimum')
    .meta({
      title: 'model',
      drawn: ['optimum', 'flow'],
      description:
        'free features under decay trained to their optimum; or followed in time by gradient flow from a small start along its frame; or a network on the bundled digits, of which nothing is predicted',
    }),
  loss: z.enum(['squared', 'cross-entropy']).default('squared').meta({
    title: 'loss',
    description: 'half the squared distance to one-hot labels, or the cross-entropy; averaged over examples',
  }),
  bias: z.enum(['none', 'free', 'decayed']).default('none').meta({
    title: 'bias',
    description: 'whether the classifier has a bias for each class, free or with a decay of its own',
  }),
  kappa: z
    .number()
    .positive()
    .max(10)
    .default(0.2)
    .meta({
      title: 'decay',
      symbol: 'κ',
      description:
        'N √(λ_W λ_H / n) for N examples, n of them in the smallest class: from 1 on nothing is learned of it',
      scale: 'linear',
      range: [0.1, 0.9],
    }),
  ratio: z
    .number()
    .positive()
    .max(1e3)
    .default(1)
    .meta({
      title: 'ratio of decays',
      symbol: 'λ_H/λ_W',
      description: 'decay of the features over that of the classifier: it makes one longer and the other shorter',
      scale: 'log',
      range: [0.3, 3],
    }),
  biasDecay: z
    .number()
    .positive()
    .max(1e3)
    .default(0.2)
    .meta({
      title: 'decay of the bias',
      symbol: 'λ_b',
      description: 'of bias=decayed: ½λ_b|b|² in the loss',
      scale: 'log',
      range: [0.05, 2],
    }),
  classes: z
    .int()
    .min(2)
    .max(50)
    .default(4)
    .meta({ title: 'classes', symbol: 'K', description: 'number of classes', scale: 'linear', range: [3, 6] }),
  perClass: z
    .int()
    .min(1)
    .max(200)
    .default(6)
    .meta({
      title: 'examples a class',
      symbol: 'n',
      description: 'training examples of each class, of the small ones where they differ',
      scale: 'log',
      range: [2, 8],
    }),
  minority: z
    .int()
    .min(0)
    .max(49)
    .default(0)
    .meta({
      title: 'minority classes',
      symbol: 'K_B',
      description: 'how many classes are small; with 0 all are alike',
      scale: 'linear',
      range: [0, 2],
    }),
  imbalance: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .meta({
      title: 'imbalance',
      symbol: 'R',
      description: 'examples of a large class over those of a small one',
      scale: 'linear',
      range: [2, 6],
    }),
  width: z
    .int()
    .min(2)
    .max(512)
    .default(8)
    .meta({
      title: 'features',
      symbol: 'p',
      description: 'length of a feature vector, at least the number of classes',
      scale: 'linear',
      range: [6, 10],
    }),
  initial: z
    .number()
    .positive()
    .max(10)
    .default(1e-3)
    .meta({
      title: 'initial strength',
      symbol: 'a₀',
      description:
        'of every class at the start of model=flow: a singular value of the logits, those of classifier and features being equal, √a₀ each',
      scale: 'log',
      range: [1e-3, 1e-2],
    }),
  duration: z
    .number()
    .positive()
    .max(20)
    .default(2)
    .meta({
      title: 'duration',
      description: 'of model=flow, in half times of what is learned (above the threshold: in 1/λ)',
      scale: 'linear',
      range: [1, 3],
    }),
  examples: z
    .int()
    .min(100)
    .max(1797)
    .default(1000)
    .meta({
      title: 'digits',
      description: 'of model=network: how many of the digits it is trained on',
      scale: 'log',
      range: [100, 200],
    }),
  hidden: z
    .int()
    .min(10)
    .max(512)
    .default(64)
    .meta({
      title: 'hidden units',
      description: 'of model=network: units of each of its two hidden layers',
      scale: 'log',
      range: [16, 32],
    }),
  epochs: z
    .int()
    .min(1)
    .max(1000)
    .default(60)
    .meta({
      title: 'epochs',
      description: 'of model=network: passes through its digits',
      scale: 'log',
      range: [2, 4],
    }),
  networkDecay: z
    .number()
    .min(0)
    .max(10)
    .default(0.5)
    .meta({
      title: 'decay of the network',
      description: 'of model=network: the decoupled decay of all its weights under AdamW, at a rate of 0.002',
      scale: 'linear',
      range: [0, 0.3],
    }),
});

export type NeuralCollapseParameters = z.output<typeof parameters>;

export const inert: readonly InertRule<NeuralCollapseParameters>[] = [
  actsOnlyWith(['initial', 'duration'], 'model', 'flow'),
  actsOnlyWith(['examples', 'hidden', 'epochs', 'networkDecay'], 'model', 'network'),
  noEffect(
    ['bias', 'kappa', 'ratio', 'biasDecay', 'classes', 'perClass', 'minority', 'imbalance', 'width'],
    (p) => p.model === 'network',
    'has no effect with model=network, which makes its features of the digits',
  ),
  actsOnlyWith(['biasDecay'], 'bias', 'decayed'),
  noEffect(['imbalance'], (p) => p.minority === 0, 'has no effect with minority=0: all classes are alike'),
];
