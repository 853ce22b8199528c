import { z } from 'zod';
import { fixedBases } from '../../diffusion/bases.ts';
import { samplers } from '../../diffusion/samplers.ts';

export const parameters = z.strictObject({
  covariance: z
    .union([z.enum(['power-law', 'chain']), z.array(z.number().positive().max(1e6)).min(2).max(64)])
    .default('power-law')
    .meta({
      title: 'covariance of the data',
      symbol: 'Σ',
      description:
        'a field on a ring whose wave number k has a variance (1 + k)^(−decay); a chain of correlation ρ^|i−j|; or the variances of modes that are waves. All are scaled to a mean variance of 1 a pixel',
    }),
  dimension: z
    .int()
    .min(2)
    .max(64)
    .default(16)
    .meta({ title: 'dimension', symbol: 'd', description: 'number of pixels', scale: 'linear', range: [4, 10] }),
  decay: z
    .number()
    .min(0)
    .max(6)
    .default(2)
    .meta({
      title: 'spectral decay',
      symbol: 'β',
      description: 'of the power law: a larger one is a smoother field',
      scale: 'linear',
      range: [0.5, 2.5],
    }),
  correlation: z
    .number()
    .min(0)
    .max(0.99)
    .default(0.8)
    .meta({
      title: 'correlation of neighbours',
      symbol: 'ρ',
      description: 'of the chain',
      scale: 'linear',
      range: [0.2, 0.9],
    }),
  basis: z
    .enum(['principal', ...fixedBases])
    .default('principal')
    .meta({
      title: 'basis',
      description: 'whose components are noised, each on its own schedule; principal are the eigenvectors of Σ',
    }),
  prior: z.enum(['white', 'matched']).default('white').meta({
    title: 'prior',
    description:
      'the noise that sampling begins with: of variance 1, or of each component’s own variance, which is to whiten the data',
  }),
  schedule: z.enum(['hierarchical', 'sequential']).default('hierarchical').meta({
    title: 'schedule',
    description: 'one speed with an offset for each component, or a window of time for each',
  }),
  order: z.enum(['variance', 'position']).default('variance').meta({
    title: 'order',
    description: 'components of large variance are generated first, or those that come first in the basis',
  }),
  strength: z
    .number()
    .min(0)
    .max(20)
    .default(1)
    .meta({
      title: 'ordering strength',
      symbol: 'a',
      description:
        'of the hierarchical schedule: ln SNR = const − γ − a·l with l = −ln S (order=variance; with a white prior 1 is standard diffusion), or l from 0 to 1 (order=position)',
      scale: 'linear',
      range: [0, 2],
    }),
  overlap: z
    .number()
    .positive()
    .max(1)
    .default(0.5)
    .meta({
      title: 'overlap',
      symbol: 'b',
      description:
        'of the sequential schedule: share of the time that one component takes, from 1/d (strictly one after the other) to 1 (all at once)',
      scale: 'linear',
      range: [0.3, 1],
    }),
  leastNoise: z
    .number()
    .min(-30)
    .max(-1)
    .default(-7)
    .meta({
      title: 'γ at the data',
      symbol: 'γ_min',
      description: 'ln(σ²/α²) of the noisiest component at time 0',
      scale: 'linear',
      range: [-9, -5],
    }),
  mostNoise: z
    .number()
    .min(0)
    .max(30)
    .default(3)
    .meta({
      title: 'γ at the noise',
      symbol: 'γ_max',
      description: 'ln(σ²/α²) of the clearest component at time 1',
      scale: 'linear',
      range: [2, 5],
    }),
  sampler: z.enum(samplers).default('ancestral').meta({
    title: 'sampler',
    description: 'how the score becomes samples; ddim and probability-flow draw no noise on the way',
  }),
  steps: z
    .int()
    .min(1)
    .max(2000)
    .default(32)
    .meta({ title: 'steps', symbol: 'K', description: 'from noise to data', scale: 'log', range: [8, 40] }),
  samples: z
    .int()
    .min(100)
    .max(1e6)
    .default(4000)
    .meta({
      title: 'samples',
      symbol: 'M',
      description: 'drawn in one trial; the prediction does not depend on them',
      scale: 'log',
      range: [1000, 3000],
    }),
});

export type DiffusionParameters = z.output<typeof parameters>;
