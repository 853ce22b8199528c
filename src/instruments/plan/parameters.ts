import { z } from 'zod';
import { deviceNames } from './devices.ts';

export const parameters = z.object({
  compute: z
    .number()
    .min(1)
    .optional()
    .meta({
      title: 'compute',
      symbol: 'C',
      unit: 'FLOP',
      description: 'the budget of one training run, with a fit; or give the loss to be reached',
      scale: 'log',
      range: [1e15, 1e26],
    }),
  loss: z
    .number()
    .positive()
    .optional()
    .meta({
      title: 'loss',
      symbol: 'L',
      description: 'the loss to be reached, at the cheapest budget, or with the fewest rows of a forecast',
      scale: 'log',
      range: [0.1, 10],
    }),
  tokens: z
    .number()
    .positive()
    .optional()
    .meta({
      title: 'tokens there are',
      symbol: 'U',
      unit: 'tokens',
      description: 'different tokens, or rows of a forecast, to train on; without end unless given',
      scale: 'log',
      range: [1e8, 1e14],
    }),
  epochs: z
    .number()
    .min(1)
    .max(1000)
    .optional()
    .meta({
      title: 'epochs',
      description: 'how often a token may be seen at most, with tokens; as often as is best unless given',
      scale: 'log',
      range: [1, 60],
    }),
  synthetic: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({
      title: 'synthetic share',
      description:
        'of the tokens or rows, those that a model labelled; what they cost is known with a forecast, and not of a law of training runs',
      scale: 'linear',
      range: [0, 1],
    }),
  generator: z
    .number()
    .positive()
    .optional()
    .meta({
      title: 'generator’s error',
      symbol: 'c²',
      description:
        'with a forecast and a synthetic share: the mean squared error of the model that labels the synthetic rows, against the truth without noise',
      scale: 'log',
      range: [1e-3, 1],
    }),
  noiseScale: z
    .number()
    .positive()
    .optional()
    .meta({
      title: 'noise scale',
      symbol: 'B_c',
      unit: 'tokens',
      description:
        'the gradient’s, measured at the end of such a run: the critical batch, from which steps and tokens at other batches follow',
      scale: 'log',
      range: [1e3, 1e8],
    }),
  device: z.enum(deviceNames).default('h100').meta({
    title: 'device',
    description: 'what the hours and the energy are counted for',
  }),
  utilization: z
    .number()
    .min(0.001)
    .max(1)
    .default(0.4)
    .meta({
      title: 'utilisation',
      description: 'the share of the device’s peak that training makes use of',
      scale: 'linear',
      range: [0.1, 0.7],
    }),
  operations: z
    .number()
    .positive()
    .optional()
    .meta({
      title: 'operations',
      unit: 'FLOP',
      description: 'of each parameter at each token of training; as the fit has it unless given',
      scale: 'linear',
      range: [2, 8],
    }),
});

export type Asked = z.output<typeof parameters>;
