import { squared } from '../../numeric/special.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { ridge } from '../ridge/system.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';

/** What `ridge` says of one fit of a target of power 1 on equal directions. */
async function ridgeError(settings: Record<string, unknown>, { engine }: LimitContext): Promise<number> {
  const problem = ridge.prepare(ridge.parameters.parse(settings), { engine });
  const context = { engine, wanted: new Set(['excessError'] as const), progress: () => {}, check: () => {} };
  const { observables } = await ridge.predict(problem, context as unknown as Parameters<typeof ridge.predict>[1]);
  return observables.excessError!.value as number;
}

export const limits: Limit[] = [
  {
    id: 'no-synthetic-part',
    title:
      'Without synthetic rows both fits are ridge regression on the real ones, with Bayes’ ridge σ²D/n where it is the best',
    ...otherSystem('ridge', 'dohmatob2024strong'),
    ...exactAt(0.1, 0.5, 2),
    deviation: async (noise, context) => {
      const settings = { dimension: 80, samples: 200, noise };
      const real = await ridgeError({ ...settings, ridge: (noise * 80) / 200 }, context);
      return farthest(context, { ...settings, share: 0 }, { realError: real, excessError: real });
    },
  },
  {
    id: 'perfect-generator',
    title: 'Synthetic rows with the true labels are as good as real ones',
    ...otherSystem('ridge', 'dohmatob2024strong'),
    ...exactAt(0.25, 0.5, 0.75),
    deviation: async (share, context) => {
      const settings = { dimension: 80, noise: 0.3, ridge: 0.2 };
      const [all, real] = [90 / (1 - share), 90];
      const errors = [await ridgeError({ ...settings, samples: all }, context)];
      errors.push(await ridgeError({ ...settings, samples: real }, context));
      const expected = { excessError: errors[0], realError: errors[1], advantage: errors[1] - errors[0] };
      return farthest(context, { ...settings, samples: real, share, error: 0 }, expected);
    },
  },
  {
    id: 'strong-collapse',
    title: 'With ever more data the error ends at p₂²c², however good it could be without the synthetic share',
    ...closedForm('strong collapse', 'dohmatob2024strong'),
    ...fallingAs(1, [1e3, 3e3, 1e4]),
    deviation: async (samples, { predicted }) => {
      const settings = { dimension: 50, samples, share: 0.5, error: 0.4, ridge: 1e-9, noise: 0.2 };
      return ((await predicted('excessError', settings)) as number) / (squared(0.5) * 0.4) - 1;
    },
  },
];
