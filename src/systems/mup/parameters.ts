import { z } from 'zod';
import { dataFields, sizeField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  study: z
    .enum(['coordinates', 'rates'])
    .default('coordinates')
    .meta({
      title: 'study',
      description:
        'the coordinate check: how far a few steps move each kind of layer; or trainings at many learning rates, and which of them is best',
      drawn: ['coordinates'],
    }),
  parameterisation: z.enum(['standard', 'ntk', 'mean-field', 'mup']).default('mup').meta({
    title: 'parameterisation',
    description: 'how initial weights and the rates of the layers depend on the width; that of PyTorch is the standard',
  }),
  optimiser: z
    .enum(['sgd', 'adam', 'adamw'])
    .default('adam')
    .meta({
      title: 'optimiser',
      description: 'adamw: Adam with weight decay apart from the gradient and from the rates of the layers',
      drawn: ['sgd', 'adam'],
    }),
  network: z
    .enum(['mlp', 'residual', 'transformer'])
    .default('mlp')
    .meta({
      title: 'network',
      description:
        'fully connected; with residual branches times 1/√depth; or a transformer that predicts the next token',
      drawn: ['mlp'],
    }),
  width: sizeField(
    {
      title: 'smallest width',
      symbol: 'n₀',
      description: 'the width at which all parameterisations are the standard one; the others are multiples of it',
      range: [32, 64],
    },
    16,
    4096,
  ),
  octaves: z
    .int()
    .min(1)
    .max(10)
    .default(6)
    .meta({
      title: 'octaves of width',
      symbol: 'log₂(n/n₀)',
      description: 'how often the width is doubled',
      scale: 'linear',
      range: [2, 4],
    }),
  depth: z
    .int()
    .min(1)
    .max(256)
    .default(1)
    .meta({
      title: 'depth',
      symbol: 'L',
      description: 'layers from width to width, residual branches, or blocks of the transformer',
      scale: 'log',
      range: [1, 4],
    }),
  activation: z
    .enum(['tanh', 'relu', 'gelu', 'erf', 'linear'])
    .default('tanh')
    .meta({ title: 'activation', description: 'of the hidden units', drawn: ['tanh', 'erf'] }),
  trained: z.enum(['all', 'input', 'hidden', 'output']).default('all').meta({
    title: 'trained layers',
    description: 'which weights the steps of the coordinate check move; one kind alone has a pure power of the width',
  }),
  steps: z.int().min(1).max(1000).default(1).meta({
    title: 'steps',
    symbol: 't',
    description: 'of the coordinate check',
    scale: 'log',
  }),
  rate: z
    .number()
    // A change in proportion to less is lost in the rounding of what it changes.
    .min(1e-12)
    .max(10)
    .default(1e-7)
    .meta({
      title: 'learning rate',
      symbol: 'η',
      description:
        'of the coordinate check: so small that changes are in proportion to it at every width, or as large as in practice, where only μP and mean field have predictions',
      scale: 'log',
      range: [1e-8, 1e-7],
    }),
  task: z
    .enum(['random', 'digits'])
    .default('random')
    .meta({
      title: 'task',
      description: 'inputs and labels ±1 at random; or handwritten digits or the `data` given',
      drawn: ['random'],
    }),
  samples: z.int().min(1).max(1e4).default(1).meta({
    title: 'samples',
    symbol: 'P',
    description: 'data, or sequences, of the coordinate check; of one datum at random the whole change is predicted',
    scale: 'log',
  }),
  dimension: z
    .int()
    .min(1)
    .max(1e4)
    .default(16)
    .meta({
      title: 'input dimension',
      symbol: 'd',
      description: 'inputs of the task `random`',
      scale: 'log',
      range: [8, 32],
    }),
  trainingSamples: z.int().min(1).max(1e5).default(64).meta({
    title: 'training samples',
    symbol: 'P',
    description: 'data, or sequences, that are trained on',
    scale: 'log',
  }),
  trainingSteps: z.int().min(1).max(1e5).default(10).meta({
    title: 'training steps',
    symbol: 'T',
    description: 'of each training, with all data at a time',
    scale: 'log',
  }),
  fastest: z.number().positive().max(1e4).default(0.25).meta({
    title: 'largest rate',
    symbol: 'η_max',
    description: 'the learning rates tried are this one and its halves, quarters, eighths and so on',
    scale: 'log',
  }),
  rates: z
    .int()
    .min(3)
    .max(40)
    .default(13)
    .meta({ title: 'rates', description: 'how many learning rates are tried', scale: 'linear' }),
  decay: z.number().min(0).max(100).default(0.1).meta({
    title: 'weight decay',
    symbol: 'λ',
    description: 'of adamw: every step takes η λ of each weight, whatever the rate of its layer',
    scale: 'linear',
  }),
  heads: z.int().min(1).max(256).default(4).meta({
    title: 'heads',
    description: 'of the transformer at every width',
    scale: 'log',
  }),
  attentionScale: z.enum(['usual', 'root', 'inverse']).default('usual').meta({
    title: 'attention scale',
    description:
      'what q·k is multiplied by: 1/√(head size) (root), in proportion to 1/(head size) (inverse), or as is usual: inverse for mup and mean-field, root for the others',
  }),
  length: z.int().min(1).max(1024).default(8).meta({
    title: 'length',
    description: 'tokens of a sequence',
    scale: 'log',
  }),
  vocabulary: z.int().min(2).max(1024).default(8).meta({
    title: 'vocabulary',
    description:
      'words of a language made for this: after each of them the k-th of a ranking of its own follows with probability ∝ 1/k',
    scale: 'log',
  }),
  text: z.string().optional().meta({
    title: 'text',
    description: 'a text to learn instead, character by character',
    kind: 'text',
  }),
  ...dataFields('learned by the fully connected networks'),
});

export type MupParameters = z.output<typeof parameters>;
