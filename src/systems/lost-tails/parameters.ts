import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';

const exponent = (initial: number, symbol: string, title: string, description: string) =>
  z
    .number()
    .min(1.05)
    .max(5)
    .default(initial)
    .meta({ title, symbol, description, scale: 'linear', range: [1.3, 2.5] });

/** Below it the few most frequent tokens are all there is. */
export const FEWEST_SAMPLES = 10;

export const parameters = z.strictObject({
  exponent: exponent(
    1.5,
    'β',
    'exponent of the tokens',
    'the token of rank i comes up with a probability p_i ∝ i^(−β)',
  ),
  tokens: z
    .int()
    .min(2)
    .max(1e6)
    .default(30000)
    .meta({
      title: 'tokens',
      symbol: 'N',
      description: 'how many there are',
      scale: 'log',
      range: [1000, 10000],
    }),
  samples: sizeField(
    {
      title: 'training samples',
      symbol: 'T',
      description: 'number of tokens that the learner is shown with their answers',
      range: [1000, 10000],
    },
    10000,
    1e7,
    FEWEST_SAMPLES,
  ),
  generator: z.enum(['memorised', 'cut', 'narrowed', 'real']).default('memorised').meta({
    title: 'generator',
    description:
      'who makes the synthetic part: `memorised`, a model that says the tokens it was shown itself, in the proportions of the world and not in those it saw; `cut`, one that lost all beyond a rank; `narrowed`, one whose tokens fall off faster; `real`, nobody',
  }),
  generatorSamples: z
    .int()
    .min(1)
    .max(1e7)
    .default(1000)
    .meta({
      title: 'samples of the generator',
      symbol: 'T₀',
      description: 'number of tokens that each generation of the generator was shown',
      scale: 'log',
      range: [1000, 10000],
    }),
  generations: z
    .int()
    .min(1)
    .max(30)
    .default(1)
    .meta({
      title: 'generations',
      symbol: 'G',
      description: 'generators in a row, the first of which saw real tokens, and each other those of the one before it',
      scale: 'linear',
      range: [1, 4],
    }),
  cutoff: z
    .int()
    .min(1)
    .max(1e6)
    .default(30)
    .meta({
      title: 'cutoff',
      symbol: 'k',
      description: 'the last rank that is not lost',
      scale: 'log',
      range: [10, 300],
    }),
  narrowedExponent: exponent(2, 'β′', 'exponent of the generator', 'of its tokens, in place of β'),
  realShare: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({
      title: 'real share',
      symbol: 'π',
      description: 'probability that a training sample is a real one and not the generator’s',
      scale: 'linear',
      range: [0, 0.5],
    }),
});

export type LostTailsParameters = z.output<typeof parameters>;
