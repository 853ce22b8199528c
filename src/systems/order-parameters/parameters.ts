import { z } from 'zod';
import { sizeField } from '../shared/fields.ts';
import { actsOnlyWith } from '../shared/inert.ts';

export const parameters = z.strictObject({
  student: z.enum(['descent', 'ridge', 'hebb', 'principal', 'perceptron']).default('descent').meta({
    title: 'student',
    description:
      'what learns the teacher’s direction: a linear network trained from a random start until it fits all samples; ridge regression on noisy labels; Hebb’s rule on signs; the first principal component of inputs that vary more in that direction; or a plane that has to separate random labels, without a teacher',
  }),
  dimension: sizeField(
    { title: 'dimension', symbol: 'd', description: 'directions of the inputs', range: [40, 60] },
    40,
    1000,
    4,
  ),
  ratio: z
    .number()
    .min(0.05)
    .max(100)
    .default(0.5)
    .meta({
      title: 'samples per direction',
      symbol: 'α',
      description: 'n/d; the number of samples is rounded to a whole one',
      scale: 'linear',
      range: [0.3, 0.9],
    }),
  start: z
    .number()
    .min(0)
    .max(100)
    .default(0.5)
    .meta({
      title: 'start',
      symbol: 's²',
      description: 'mean squared length of the network’s weights before training, which are normal',
      scale: 'linear',
      range: [0, 1],
    }),
  ridge: z
    .number()
    .min(0)
    .max(1e4)
    .default(0.3)
    .meta({
      title: 'ridge',
      symbol: 'λ',
      description: 'of J = ½ Σ (y − w·x)²/d + ½ λ|w|²: per direction, and not per sample; 0 is least squares',
      scale: 'log',
      range: [0.2, 2],
    }),
  noise: z
    .number()
    .min(0.01)
    .max(1e3)
    .default(0.5)
    .meta({
      title: 'label noise',
      symbol: 'σ²',
      description: 'variance of the noise on the labels of ridge regression; the teacher’s is 1',
      scale: 'linear',
      range: [0.1, 1],
    }),
  temperature: z
    .number()
    .min(0)
    .max(1e3)
    .default(0)
    .meta({
      title: 'temperature',
      symbol: 'T',
      description: 'weights of ridge regression are drawn from e^(−dJ/T); at 0 they are the minimum of J',
      scale: 'linear',
      range: [0, 1],
    }),
  shared: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({
      title: 'shared samples',
      symbol: 'c',
      description:
        'share of the samples that two students have in common, rounded to whole ones; what else is random is their own',
      scale: 'linear',
      range: [0, 1],
    }),
  signal: z
    .number()
    .min(0)
    .max(20)
    .default(2)
    .meta({
      title: 'signal',
      symbol: 'θ/θ_c',
      description: 'by how much more the inputs vary along the teacher, in units of the threshold θ_c = α^(−½)',
      scale: 'linear',
      range: [0, 2.5],
    }),
  draws: z
    .int()
    .min(20)
    .max(1e5)
    .default(200)
    .meta({
      title: 'draws',
      description: 'independent training sets of one trial, over which order parameters fluctuate',
      scale: 'log',
      range: [100, 200],
    }),
});

export type OrderParameters = z.output<typeof parameters>;

export const inert = [
  actsOnlyWith(['start'], 'student', 'descent'),
  actsOnlyWith(['ridge', 'noise', 'temperature'], 'student', 'ridge'),
  actsOnlyWith(['shared'], 'student', 'descent', 'ridge', 'hebb'),
  actsOnlyWith(['signal'], 'student', 'principal'),
];

/** What a student's figure runs over, where it is not that of `descent`. */
export function sweepFor(given: Record<string, unknown>): Record<string, string> | undefined {
  if (given.student === 'principal') return { signal: '0:2.5:11' };
  if (given.student === 'perceptron') return { ratio: '1.2:2.8:9' };
  if (given.student === 'ridge') return { ratio: Number(given.ridge) === 0 ? '1.5:4:6' : '0.5:4:8' };
  return given.student === 'hebb' ? { ratio: '0.5:4:8' } : undefined;
}
