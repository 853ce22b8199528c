import { z } from 'zod';

/** The key of an instrument's random numbers; `of` says what they are drawn for. */
export function seedField(of: string) {
  return z
    .int()
    .min(0)
    .max(1e9)
    .default(1)
    .meta({ title: 'seed', description: of, scale: 'linear', range: [1, 10] });
}
