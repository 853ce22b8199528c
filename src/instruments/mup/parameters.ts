import { z } from 'zod';
import { seedField } from '../fields.ts';

const sizeField = (title: string, description: string, range: [number, number], most = 1e6) =>
  z.int().min(1).max(most).optional().meta({ title, description, scale: 'log', range });

const namesField = (title: string, description: string) =>
  z.string().min(1).optional().meta({ title, description, kind: 'text' });

/** Deeper than any network that is trained. */
export const MOST_DEPTH = 2048;
/** Of the back-test. */
export const MOST_TRIALS = 64;

export const parameters = z.object({
  width: sizeField('target width', 'of a network that is described; shapes have their own target', [256, 16384]),
  depth: sizeField(
    'target depth',
    'hidden layers, or blocks of the transformer; as deep as the base unless given',
    [1, 128],
    MOST_DEPTH,
  ),
  heads: sizeField(
    'target heads',
    'of attention; as many as at base unless given, and then it is their size that grows',
    [1, 128],
  ),
  optimiser: z.enum(['sgd', 'adam', 'adamw']).default('adamw').meta({
    title: 'optimiser',
    description:
      'whose learning rates are wanted; adamw: with weight decay apart from the gradient, as of torch.optim.AdamW',
  }),
  readOut: z.enum(['auto', 'weights', 'multiplier']).default('auto').meta({
    title: 'read-out',
    description:
      'where the read-out takes its 1/n: in its initial weights and rate, with no change to the network; or as a factor in front of it, which one that shares its weights with the embedding needs. auto: weights, unless it shares them',
  }),
  branchPower: z
    .number()
    .min(0.5)
    .max(1)
    .default(1)
    .meta({
      title: 'power of the depth',
      symbol: 'α',
      description:
        'residual branches are multiplied by depth to the −α: 1 (CompleteP), or ½ with Adam’s rates falling as the root of the depth',
      scale: 'linear',
      range: [0.5, 1],
    }),
  rate: z
    .number()
    .positive()
    .optional()
    .meta({
      title: 'learning rate',
      symbol: 'η',
      description: 'the base’s, to have those of the target as numbers',
      scale: 'log',
      range: [1e-5, 1],
    }),
  decay: z
    .number()
    .min(0)
    .optional()
    .meta({
      title: 'weight decay',
      symbol: 'λ',
      description: 'the base’s, to have those of the target as numbers',
      scale: 'linear',
      range: [0, 0.3],
    }),
  epsilon: z
    .number()
    .positive()
    .default(1e-8)
    .meta({ title: 'Adam’s ε', symbol: 'ε', description: 'the base’s', scale: 'log', range: [1e-12, 1e-6] }),
  embeddings: namesField(
    'embeddings',
    'names of tensors that are tables of vectors, with commas, where shapes leave it open',
  ),
  readOuts: namesField(
    'read-outs',
    'names of weights that lead from a width to the outputs, with commas, where shapes leave it open',
  ),
  layout: z.enum(['out-in', 'in-out']).default('out-in').meta({
    title: 'layout',
    description: 'of weights: out × in as torch.nn.Linear has them, or in × out as JAX and GPT-2’s Conv1D',
  }),
  tied: z.enum(['auto', 'yes', 'no']).default('auto').meta({
    title: 'tied',
    description: 'whether an embedding reads out too, where no tensor is a read-out',
  }),
  residual: z.enum(['auto', 'yes', 'no']).default('auto').meta({
    title: 'residual',
    description: 'whether layers of which the target has more are branches that add to a stream',
  }),
  trials: z
    .int()
    .min(2)
    .max(MOST_TRIALS)
    .default(6)
    .meta({ title: 'trials', description: 'of the back-test, at each width', scale: 'log', range: [2, 16] }),
  margin: z
    .number()
    .min(0.01)
    .max(0.5)
    .default(0.25)
    .meta({
      title: 'margin',
      description: 'how far from 0 an exponent of the back-test may be; half of the ½ by which exponents go wrong',
      scale: 'linear',
      range: [0.1, 0.3],
    }),
  seed: seedField('of the back-test'),
});

export type Asked = ReturnType<typeof parameters.parse>;
