import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';

/** Below it the first examples are all that a curve shows. */
export const FEWEST_EXAMPLES = 10;

export const parameters = z.strictObject({
  exponent: z
    .number()
    .min(0.1)
    .max(3)
    .default(0.5)
    .meta({
      title: 'exponent of use',
      symbol: 'α',
      description: 'the quantum of rank k is used with a probability p_k ∝ k^(−1−α)',
      scale: 'linear',
      range: [0.3, 1.2],
    }),
  quanta: z
    .union([z.enum(['infinite']), z.int().min(2).max(1e8)])
    .default('infinite')
    .meta({
      title: 'quanta',
      symbol: 'K',
      description: 'how many quanta there are to learn: a number, or `infinite`',
      scale: 'log',
      range: [300, 30000],
    }),
  learner: z.enum(['counting', 'gradient']).default('counting').meta({
    title: 'learner',
    description:
      '`counting` has a quantum all at once, when it has met it a number of times; `gradient` learns each by gradient descent on a linear network of one unit a layer, an example at a time',
  }),
  threshold: z
    .int()
    .min(1)
    .max(1000)
    .default(3)
    .meta({
      title: 'threshold',
      symbol: 'τ',
      description: 'how often a quantum must be met until it is learned; the median, where thresholds differ',
      scale: 'log',
      range: [1, 10],
    }),
  spread: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({
      title: 'spread of thresholds',
      symbol: 'w',
      description:
        'quanta differ in difficulty: ln of the threshold is logistic with this width, drawn for each of them; 0 where all are alike',
      scale: 'linear',
      range: [0, 0.6],
    }),
  depth: z
    .int()
    .min(1)
    .max(6)
    .default(2)
    .meta({
      title: 'layers',
      symbol: 'ℓ',
      description: 'weights that are multiplied; 1 learns at once and exponentially, 2 in a sigmoid, more suddenly',
      scale: 'linear',
      range: [1, 3],
    }),
  rate: z
    .number()
    .min(1e-3)
    .max(1)
    .default(0.1)
    .meta({
      title: 'learning rate',
      symbol: 'η',
      description: 'of the squared loss ½(1 − f)² of the example at hand; at most 1/layers',
      scale: 'log',
      range: [0.05, 0.3],
    }),
  start: z
    .number()
    .min(1e-6)
    .max(0.4)
    .default(0.03)
    .meta({
      title: 'output at the start',
      symbol: 'f₀',
      description: 'of each quantum, which is learned where its output is 1',
      scale: 'log',
      range: [0.01, 0.1],
    }),
  examples: sizeField(
    {
      title: 'examples',
      symbol: 'D',
      description: 'number of training examples, each of which shows one quantum',
      range: [1000, 10000],
    },
    30000,
    1e7,
    FEWEST_EXAMPLES,
  ),
  theory: z
    .enum(['exact', 'power-law'])
    .default('exact')
    .meta({
      title: 'theory',
      description: '`exact`: the sums over all quanta; `power-law`: what they become for many examples',
      drawn: ['exact'],
    }),
});

export type QuantaParameters = z.output<typeof parameters>;
