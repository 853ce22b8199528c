import { z } from 'zod';

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
  seed: z
    .int()
    .min(0)
    .max(1e9)
    .default(1)
    .meta({
      title: 'seed',
      description: 'of the resamples, and of the networks that are trained',
      scale: 'linear',
      range: [1, 10],
    }),
});
