import { z } from 'zod';
import { seedField } from '../fields.ts';

export const parameters = z.object({
  tokens: z.enum(['characters', 'bytes', 'words', 'pairs']).default('characters').meta({
    title: 'tokens',
    description:
      'what the text is cut into: characters; bytes; words, with each other sign one of its own; pairs, characters joined to the strings that occur most often (byte-pair encoding)',
  }),
  vocabulary: z
    .int()
    .min(2)
    .max(512)
    .default(256)
    .meta({
      title: 'vocabulary',
      symbol: 'V',
      description: 'the most tokens told apart; all rarer ones are one class, the rest',
      scale: 'log',
      range: [16, 512],
    }),
  most: z
    .int()
    .min(2000)
    .max(50_000_000)
    .default(2_000_000)
    .meta({
      title: 'most tokens',
      description:
        'how many tokens are taken, from the beginning of the text; of pairs, characters before they are joined',
      scale: 'log',
      range: [1e4, 1e7],
    }),
  shortest: z
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .meta({
      title: 'shortest distance',
      description: 'from which distance on correlations are fitted: spelling may stand before a law',
      unit: 'tokens',
      scale: 'log',
      range: [1, 30],
    }),
  longest: z
    .int()
    .min(8)
    .max(100_000)
    .optional()
    .meta({
      title: 'longest distance',
      description: 'up to which distance correlations are looked at: 1024, or a quarter of a block, unless given',
      unit: 'tokens',
      scale: 'log',
      range: [64, 4096],
    }),
  contexts: z
    .int()
    .min(2)
    .max(24)
    .default(8)
    .meta({
      title: 'longest context',
      symbol: 'n',
      unit: 'tokens',
      description: 'up to which number of tokens before it the entropy of a token is measured',
      scale: 'linear',
      range: [4, 16],
    }),
  blocks: z
    .int()
    .min(10)
    .max(100)
    .default(24)
    .meta({
      title: 'blocks',
      description: 'into how many blocks the text is cut; intervals are those of blocks drawn with replacement',
      scale: 'log',
      range: [10, 60],
    }),
  resamples: z
    .int()
    .min(50)
    .max(10_000)
    .default(200)
    .meta({
      title: 'resamples',
      description: 'of the blocks, for the intervals',
      scale: 'log',
      range: [50, 1000],
    }),
  margin: z
    .number()
    .min(0.001)
    .max(2)
    .default(0.25)
    .meta({
      title: 'margin',
      description:
        'how far correlations of the second half may be off from what the first half says, relative; a quarter over four times the distance is 0.16 of the exponent',
      scale: 'log',
      range: [0.05, 0.5],
    }),
  train: z.enum(['no', 'yes']).default('no').meta({
    title: 'train',
    description:
      'whether networks are trained on growing parts of the text, to measure the exponent of the loss in the data; takes minutes',
  }),
  parts: z
    .int()
    .min(5)
    .max(12)
    .default(6)
    .meta({
      title: 'parts',
      description: 'of the text that networks are trained on, each twice the one before; with train=yes',
      scale: 'linear',
      range: [5, 9],
    }),
  trainings: z
    .int()
    .min(1)
    .max(20)
    .default(2)
    .meta({
      title: 'trainings',
      description: 'of each part, on pieces and from weights of their own; with train=yes',
      scale: 'linear',
      range: [1, 5],
    }),
  width: z
    .int()
    .min(4)
    .max(512)
    .default(32)
    .meta({
      title: 'width',
      description: 'of the transformers; where it binds, the loss stops falling with the data',
      scale: 'log',
      range: [16, 128],
    }),
  depth: z
    .int()
    .min(1)
    .max(12)
    .default(2)
    .meta({ title: 'depth', description: 'blocks of the transformers', scale: 'linear', range: [1, 4] }),
  length: z
    .int()
    .min(2)
    .max(512)
    .default(32)
    .meta({
      title: 'length',
      symbol: 'T',
      unit: 'tokens',
      description: 'of the windows that transformers see: the context that they can use at most',
      scale: 'log',
      range: [8, 128],
    }),
  batch: z
    .int()
    .min(1)
    .max(512)
    .default(16)
    .meta({ title: 'batch', description: 'windows in each step of training', scale: 'log', range: [8, 64] }),
  rate: z
    .number()
    .positive()
    .max(1)
    .default(0.003)
    .meta({ title: 'learning rate', description: 'of Adam', scale: 'log', range: [3e-4, 0.03] }),
  steps: z
    .int()
    .min(20)
    .max(1_000_000)
    .default(1000)
    .meta({
      title: 'steps',
      description: 'of a training at most; it ends before where the loss on held-out text has stopped falling',
      scale: 'log',
      range: [200, 5000],
    }),
  lossMargin: z
    .number()
    .min(1e-4)
    .max(1)
    .default(0.02)
    .meta({
      title: 'margin of the loss',
      description: 'how far the loss of the largest part may be off from the law of the smaller ones, relative',
      scale: 'log',
      range: [0.005, 0.1],
    }),
  seed: seedField('of the resamples, and of the networks that are trained'),
});
