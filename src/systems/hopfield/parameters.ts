import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';
import { noEffect } from '../shared/inert.ts';

export const parameters = z.strictObject({
  units: sizeField(
    { title: 'units', symbol: 'N', description: 'of the network; the theory is for N → ∞', range: [200, 400] },
    500,
    10_000,
    20,
  ),
  load: z
    .number()
    .positive()
    .max(2)
    .default(0.1)
    .meta({
      title: 'load',
      symbol: 'α',
      description: 'stored patterns over units; their number is rounded to a whole one',
      scale: 'linear',
      range: [0.02, 0.15],
    }),
  temperature: z
    .number()
    .min(0)
    .max(100)
    .default(0)
    .meta({
      title: 'temperature',
      symbol: 'T',
      description:
        'of the heat bath that updates units, one after the other; at 0 each follows its field until all agree',
      scale: 'linear',
      range: [0.1, 0.5],
    }),
  sweeps: z
    .int()
    .min(10)
    .max(1e5)
    .default(200)
    .meta({
      title: 'sweeps',
      description: 'updates of every unit before, and again while, a warm network is measured',
      scale: 'log',
      range: [50, 100],
    }),
});

export type HopfieldParameters = z.output<typeof parameters>;

export const inert = [
  noEffect(
    ['sweeps'],
    (p: HopfieldParameters) => p.temperature === 0,
    'has no effect at temperature 0, where units are updated until all agree with their fields',
  ),
];
