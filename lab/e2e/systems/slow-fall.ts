import { z } from 'zod';
import { defineSystem } from '../../../src/systems/contract.ts';

// A system whose theory takes its time, as those of later systems do: the page must say so and stay
// at hand.

const parameters = z.strictObject({
  height: z
    .number()
    .positive()
    .max(1000)
    .default(10)
    .meta({ title: 'height', symbol: 'h', unit: 'm', description: 'of the fall', scale: 'log', range: [1, 100] }),
  patience: z
    .number()
    .min(0)
    .max(20)
    .default(0.4)
    .meta({
      title: 'patience',
      symbol: 'τ',
      unit: 's',
      description: 'that a prediction takes',
      scale: 'linear',
      range: [0, 2],
    }),
});

type Problem = z.output<typeof parameters>;

const counted = globalThis as { theoryCalls?: number };

function fallTime({ height }: Problem): number {
  return Math.sqrt((2 * height) / 9.81);
}

export const slowFall = defineSystem({
  id: 'test-slow-fall',
  title: 'A fall that is thought over',
  strand: 'universal behaviour',
  question: 'How long does a stone fall?',
  sources: [
    {
      id: 'morin2008',
      authors: ['David Morin'],
      title: 'Introduction to Classical Mechanics',
      year: 2008,
      doi: '10.1017/CBO9780511808951',
    },
  ],
  parameters,
  sweep: { height: '1:100:6:log' },
  prepare: (p): Problem => p,
  observables: {
    fallTime: { label: 'time of the fall', symbol: 't', description: 'from rest', scale: 'log' },
  },
  shown: ['fallTime'],
  margin: { value: 0.1, reason: 'the clock is a sundial' },
  validity: () => [],
  cost: ({ patience }) => ({ seconds: 1e-4, bytes: 0, theory: patience }),
  predict: async (p, { progress, check }) => {
    counted.theoryCalls = (counted.theoryCalls ?? 0) + 1;
    for (let i = 0; i < 10; i++) {
      const until = performance.now() + 100 * p.patience;
      while (performance.now() < until) check();
      progress((i + 1) / 10);
    }
    return { observables: { fallTime: { value: fallTime(p), error: 1e-15 } } };
  },
  trial: (p, { random }) => ({
    observables: { fallTime: fallTime(p) * (1 + 0.05 * (random.uniform() - 0.5)) },
  }),
  limits: [],
  presets: [],
});
