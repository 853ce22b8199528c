import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';
import { actsOnlyWith } from '../shared/inert.ts';

export const parameters = z.strictObject({
  memory: z.enum(['power', 'softmax']).default('power').meta({
    title: 'memory',
    description: 'energy −Σ (ξ·s)^n of binary units, or the softmax memory, which is attention',
  }),
  units: z
    .int()
    .min(4)
    .max(1000)
    .default(60)
    .meta({ title: 'units', symbol: 'N', description: 'of the network', scale: 'log', range: [30, 80], size: true }),
  patterns: sizeField(
    { title: 'patterns', symbol: 'K', description: 'random ones, of ±1, that are stored', range: [300, 1000] },
    400,
    100_000,
    2,
  ),
  degree: z
    .int()
    .min(2)
    .max(6)
    .default(3)
    .meta({
      title: 'degree',
      symbol: 'n',
      description: 'of the energy; 2 is Hopfield’s',
      scale: 'linear',
      range: [2, 4],
    }),
  sharpness: z
    .number()
    .positive()
    .max(10)
    .default(0.13)
    .meta({
      title: 'sharpness',
      symbol: 'β',
      description: 'inverse temperature of the softmax; attention has 1/√N',
      scale: 'log',
      range: [0.05, 0.3],
    }),
  flipped: z
    .number()
    .min(0)
    .max(0.45)
    .default(0)
    .meta({
      title: 'flipped',
      symbol: 'p',
      description:
        'share of the units of the query that are not those of its pattern; their number pN is rounded, halves up',
      scale: 'linear',
      range: [0, 0.3],
    }),
});

export type DenseMemoryParameters = z.output<typeof parameters>;

export const inert = [actsOnlyWith(['degree'], 'memory', 'power'), actsOnlyWith(['sharpness'], 'memory', 'softmax')];
