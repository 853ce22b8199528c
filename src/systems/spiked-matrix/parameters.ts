import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';

export const parameters = z.strictObject({
  signal: z
    .number()
    .min(0)
    .max(20)
    .default(2)
    .meta({
      title: 'signal',
      symbol: 'λ',
      description: 'strength of the planted direction, in units of half the radius of the noise: it is seen from 1 on',
      scale: 'linear',
      range: [0, 3],
    }),
  size: sizeField(
    { title: 'dimension', symbol: 'N', description: 'rows of the symmetric matrix', range: [150, 250] },
    200,
    2000,
  ),
  start: z
    .union([z.literal('random'), z.number().positive().max(0.99)])
    .default('random')
    .meta({
      title: 'start',
      symbol: 'm₀',
      description:
        'overlap of the start of the flow with the planted direction, or a `random` start, whose overlap is of order 1/√N',
      scale: 'log',
      range: [0.1, 0.5],
    }),
  time: z
    .number()
    .positive()
    .max(1e3)
    .default(6)
    .meta({
      title: 'time',
      symbol: 't',
      description: 'how long the gradient flow on −σᵀYσ/2 is followed: power iteration by e^(Yt)',
      scale: 'log',
      range: [2, 8],
    }),
});

export type SpikedMatrixParameters = z.output<typeof parameters>;
