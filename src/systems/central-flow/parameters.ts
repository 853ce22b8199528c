import { z } from 'zod';
import { noEffect } from '../shared/inert.ts';

export const parameters = z.strictObject({
  theory: z
    .enum(['central', 'gradient', 'modified'])
    .default('central')
    .meta({
      title: 'theory',
      drawn: ['central'],
      description:
        'which flow predicts gradient descent: central, with the oscillation at the edge of stability; gradient, −∇L alone; or modified, −∇(L + η/4 |∇L|²), which has the finite step to first order and no edge',
    }),
  hidden: z.array(z.int().min(1).max(256)).max(4).default([12, 8]).meta({
    title: 'hidden units',
    description: 'of each hidden layer, as an array; [] is linear regression on the input',
  }),
  activation: z.enum(['tanh', 'erf', 'gelu']).default('tanh').meta({
    title: 'activation',
    symbol: 'φ',
    description: 'of the hidden units; smooth, since the flow takes third derivatives of the loss',
  }),
  degree: z
    .int()
    .min(1)
    .max(12)
    .default(4)
    .meta({
      title: 'degree',
      symbol: 'k',
      description: 'of the target, the Chebyshev polynomial T_k on [−1, 1]',
      scale: 'linear',
      range: [4, 5],
    }),
  samples: z
    .int()
    .min(2)
    .max(256)
    .default(20)
    .meta({
      title: 'samples',
      symbol: 'n',
      description: 'inputs, evenly spaced on [−1, 1] with both ends',
      scale: 'linear',
      range: [18, 24],
    }),
  draw: z.int().min(1).max(1e6).default(3).meta({
    title: 'initial weights',
    description:
      'which draw of them, by its number: weights of variance 1/fan-in, biases 0. The theory predicts one course from them, so they belong to the problem and not to the trial',
  }),
  step: z
    .number()
    .positive()
    .max(10)
    .default(0.25)
    .meta({
      title: 'step',
      symbol: 'η',
      description: 'of full-batch gradient descent on L = ½⟨(f − T_k)²⟩; the edge of stability is the sharpness 2/η',
      scale: 'log',
      range: [0.235, 0.26],
    }),
  time: z
    .number()
    .positive()
    .max(1e5)
    .default(320)
    .meta({
      title: 'training time',
      symbol: 't',
      description: 'η times the number of steps',
      scale: 'log',
      range: [255, 275],
    }),
  window: z.int().min(2).max(1e6).default(1000).meta({
    title: 'window',
    description:
      'steps that curves are averaged over, up to each of their points; below 1000 single bursts of the oscillation are seen',
    scale: 'log',
  }),
  jitter: z
    .number()
    .min(0)
    .max(1)
    .default(1e-5)
    .meta({
      title: 'jitter',
      symbol: 'ς',
      description:
        'standard deviation of a normal number that is added to each weight after each step, so that the experiment is not plain gradient descent: it keeps the oscillation from dying out before the edge. 0 is plain gradient descent, and trials then differ by 1e-8 in their initial weights alone',
      scale: 'log',
      range: [3e-6, 3e-5],
    }),
  substeps: z.int().min(1).max(64).default(1).meta({
    title: 'substeps',
    description:
      'steps of the theory’s integration in one step of gradient descent: more of them show its numerical error',
    scale: 'log',
  }),
});

export type CentralFlowParameters = z.output<typeof parameters>;

export const inert = [
  noEffect<CentralFlowParameters>(
    ['activation'],
    ({ hidden }) => hidden.length === 0,
    'has no effect without hidden units',
  ),
  noEffect<CentralFlowParameters>(
    ['substeps'],
    ({ theory }) => theory !== 'central',
    'acts only with theory=central: the other flows choose their own steps',
  ),
];
