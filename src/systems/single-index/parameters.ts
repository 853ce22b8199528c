import { z } from 'zod';
import { activationNames } from './activations.ts';

export const parameters = z.strictObject({
  activation: z.enum(activationNames).default('he2').meta({
    title: 'activation',
    symbol: 'σ',
    description:
      'of student and teacher alike: normalised Hermite polynomials he1, he2 (phase retrieval), he3, or relu, abs, tanh, erf(z/√2)',
  }),
  dimension: z
    .int()
    .min(20)
    .max(1e6)
    .default(300)
    .meta({
      title: 'input dimension',
      symbol: 'd',
      description: 'number of inputs',
      scale: 'log',
      range: [100, 400],
      size: true,
    }),
  stepSize: z
    .number()
    .positive()
    .max(100)
    .default(0.1)
    .meta({
      title: 'step size',
      symbol: 'δ₀',
      description:
        'a step moves the weights by δ/d against the gradient on the sphere; δ₀ is δ, unless `stepRule` shrinks it',
      scale: 'log',
      range: [0.05, 0.3],
    }),
  stepRule: z.enum(['critical', 'constant']).default('critical').meta({
    title: 'step rule',
    description:
      'how δ depends on d: critical, δ = δ₀ d^(1 − k/2) for an information exponent k ≥ 3, so that a random start is not drowned in noise; or constant, δ = δ₀',
  }),
  start: z
    .union([z.number().min(1e-9).lt(1), z.literal('random')])
    .default(0.25)
    .meta({
      title: 'initial overlap',
      symbol: 'm₀',
      description:
        'overlap w·w* of the unit weights at the start, or `random`: a uniformly random direction, with its sign chosen so that the overlap is positive',
      scale: 'log',
      range: [0.1, 0.5],
    }),
  duration: z
    .number()
    .positive()
    .max(1e5)
    .default(2)
    .meta({
      title: 'duration',
      symbol: 't_max',
      description:
        'time t = δ·steps/d up to which curves are measured; a run then goes on until escape, if theory expects that within ten durations',
      scale: 'log',
      range: [0.5, 3],
    }),
  threshold: z
    .number()
    .positive()
    .lt(1)
    .default(0.5)
    .meta({
      title: 'threshold',
      symbol: 'm_esc',
      description: 'the overlap that counts as escaped',
      scale: 'linear',
      range: [0.55, 0.8],
    }),
  theory: z.enum(['diffusion', 'flow', 'population']).default('diffusion').meta({
    title: 'theory',
    description:
      'diffusion: the overlap as a diffusion, with its fluctuations at finite d; flow: the differential equation for d → ∞; population: gradient flow on the population loss, δ → 0 as well',
  }),
});

export type SingleIndexParameters = z.output<typeof parameters>;
