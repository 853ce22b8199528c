import { z } from 'zod';

export const parameters = z.strictObject({
  samples: z
    .int()
    .min(1)
    .max(1e6)
    .default(10)
    .meta({
      title: 'samples',
      symbol: 'n',
      description: 'numbers that the mean is estimated from',
      scale: 'log',
      range: [2, 100],
      size: true,
    }),
  shrinkage: z
    .number()
    .min(0)
    .default(1)
    .meta({
      title: 'shrinkage',
      symbol: 'λ',
      description: 'weight of the guess that the mean is 0, counted in samples',
      scale: 'linear',
      range: [0, 10],
    }),
  mean: z
    .number()
    .min(-1e6)
    .max(1e6)
    .default(1)
    .meta({ title: 'true mean', symbol: 'μ', description: 'what is estimated', scale: 'linear', range: [-2, 2] }),
  deviation: z
    .number()
    .positive()
    .max(1e6)
    .default(1)
    .meta({
      title: 'deviation',
      symbol: 'σ',
      description: 'standard deviation of a sample',
      scale: 'log',
      range: [0.3, 3],
    }),
});

/** What theory and experiment both start from. They import this file and never each other. */
export type Problem = z.output<typeof parameters>;

/**
 * Turns parameters into the problem. Here they are the same; throw `BadInput` where parameters
 * contradict each other.
 */
export function prepare(values: z.output<typeof parameters>): Problem {
  return values;
}
