import { z } from 'zod';
import { dimensionField, sizeField } from '../shared/fields.ts';

const probability = (initial: number, title: string, symbol: string, description: string, range: [number, number]) =>
  z.number().min(0).max(1).default(initial).meta({ title, symbol, description, scale: 'linear', range });

export const parameters = z.strictObject({
  samples: sizeField(
    {
      title: 'synthetic samples',
      symbol: 'n',
      description: 'number of samples that the generator labels, before the verifier sees them',
      range: [200, 1000],
    },
    600,
    1e6,
  ),
  dimension: dimensionField(100, [20, 100], 1e5).meta({
    title: 'input dimension',
    symbol: 'd',
    description: 'number of input directions',
    scale: 'log',
    range: [20, 100],
    size: true,
  }),
  signal: z
    .number()
    .min(0.01)
    .max(10)
    .default(1.2)
    .meta({
      title: 'signal',
      symbol: '‖μ‖',
      description: 'distance of each class mean from the origin, in units of the noise in each direction',
      scale: 'linear',
      range: [0.6, 2],
    }),
  wrongLabels: probability(0.3, 'wrong labels', 'p', 'probability that the generator’s label is wrong', [0.1, 0.9]),
  keepsCorrect: probability(
    0.9,
    'correct ones kept',
    'φ',
    'probability that the verifier keeps a sample whose label is correct',
    [0.5, 1],
  ),
  keepsWrong: probability(
    0.4,
    'wrong ones kept',
    'ψ',
    'probability that the verifier keeps a sample whose label is wrong',
    [0.05, 0.6],
  ),
});

export type VerifiedDataParameters = z.output<typeof parameters>;
