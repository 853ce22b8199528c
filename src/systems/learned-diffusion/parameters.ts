import { z } from 'zod';
import { fixedBases } from '../../diffusion/bases.ts';
import { samplers } from '../../diffusion/samplers.ts';
import type { InertRule } from '../contract.ts';
import { inertWithoutData, inputFields, sizeField } from '../shared/fields.ts';
import { actsOnlyWith } from '../shared/inert.ts';

export const parameters = z.strictObject({
  denoiser: z
    .enum(['linear', 'network'])
    .default('linear')
    .meta({
      title: 'denoiser',
      description:
        'the best linear one for the covariance of the training images, or a network that is trained to undo noise',
      // A network is trained for seconds.
      drawn: ['linear'],
    }),
  images: sizeField(
    {
      title: 'training images',
      symbol: 'n',
      description: 'images that one denoiser learns from',
      range: [30, 400],
    },
    200,
    1e5,
  ),
  halves: z.enum(['two', 'one']).default('two').meta({
    title: 'halves',
    description: 'whether a second denoiser learns as many other images, none of them in common, or there is only one',
  }),
  distribution: z.enum(['images', 'gaussian']).default('images').meta({
    title: 'distribution',
    description: 'what is learned: the images themselves, or Gaussian draws of their covariance',
  }),
  ...inputFields('images to learn, one a row or one array each; in place of the digits', 'pixel'),
  across: z.int().min(1).max(4096).optional().meta({
    title: 'pixels across',
    description:
      'in a row of an image of `data`: unless given, as the array has them, or the square root of its pixels, or all of them',
  }),
  basis: z
    .enum(['principal', ...fixedBases])
    .default('principal')
    .meta({
      title: 'basis',
      description: 'whose components are noised, each on its own schedule; principal are those of the images',
    }),
  schedule: z.enum(['hierarchical', 'sequential']).default('hierarchical').meta({
    title: 'schedule',
    description: 'one speed with an offset for each component, or a window of time for each',
  }),
  strength: z
    .number()
    .min(0)
    .max(3)
    .default(1)
    .meta({
      title: 'ordering strength',
      symbol: 'a',
      description:
        'of the hierarchical schedule: 0 shows all components at once, 1 is standard diffusion, above 1 those of large variance come earlier still',
      scale: 'linear',
      range: [0.5, 1.5],
    }),
  overlap: z
    .number()
    .min(0.1)
    .max(1)
    .default(0.5)
    .meta({
      title: 'overlap',
      symbol: 'b',
      description: 'of the sequential schedule: share of the time that one component takes',
      scale: 'linear',
      range: [0.4, 1],
    }),
  leastNoise: z
    .number()
    .min(-12)
    .max(-1)
    .default(-4)
    .meta({
      title: 'γ at the data',
      symbol: 'γ_min',
      description: 'ln(σ²/α²) of the noisiest component at time 0',
      scale: 'linear',
      range: [-5, -3],
    }),
  mostNoise: z
    .number()
    .min(0)
    .max(12)
    .default(4)
    .meta({
      title: 'γ at the noise',
      symbol: 'γ_max',
      description: 'ln(σ²/α²) of the clearest component at time 1',
      scale: 'linear',
      range: [3.5, 6],
    }),
  sampler: z.enum(samplers).default('ddim').meta({
    title: 'sampler',
    description: 'how the denoiser makes samples; ddim and probability-flow draw no noise on the way',
  }),
  steps: z
    .int()
    .min(2)
    .max(1000)
    .default(16)
    .meta({ title: 'steps', symbol: 'K', description: 'from noise to image', scale: 'log', range: [4, 16] }),
  samples: z
    .int()
    .min(20)
    .max(1e4)
    .default(60)
    .meta({
      title: 'samples',
      symbol: 'M',
      description: 'drawn by each denoiser, from the same noise',
      scale: 'log',
      range: [40, 80],
    }),
  modes: z
    .int()
    .min(1)
    .max(64)
    .default(6)
    .meta({
      title: 'modes',
      description: 'principal modes that are looked at, from the first',
      scale: 'linear',
      range: [3, 8],
    }),
  width: z.int().min(8).max(2048).default(256).meta({
    title: 'width',
    description: 'units of each hidden layer of the network',
    scale: 'log',
  }),
  depth: z.int().min(1).max(8).default(3).meta({
    title: 'depth',
    description: 'hidden layers of the network',
    scale: 'linear',
  }),
  updates: z.int().min(10).max(1e6).default(3000).meta({
    title: 'updates',
    description: 'steps of Adam that train the network',
    scale: 'log',
  }),
  batch: z.int().min(8).max(4096).default(128).meta({
    title: 'batch',
    description: 'noisy images in each of them',
    scale: 'log',
  }),
  rate: z.number().positive().max(1).default(2e-3).meta({
    title: 'learning rate',
    symbol: 'η',
    description: 'at its largest: it rises over the first updates, and falls along a cosine',
    scale: 'log',
  }),
});

export type LearnedParameters = z.output<typeof parameters>;

export const inert: readonly InertRule<LearnedParameters>[] = [
  inertWithoutData,
  {
    keys: ['across'],
    when: ({ data }) => data === undefined,
    reason: 'acts only with data=<file>',
  },
  actsOnlyWith(['strength'], 'schedule', 'hierarchical'),
  actsOnlyWith(['overlap'], 'schedule', 'sequential'),
  actsOnlyWith(['width', 'depth', 'updates', 'batch', 'rate'], 'denoiser', 'network'),
];
