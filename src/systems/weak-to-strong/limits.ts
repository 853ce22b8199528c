import { squared } from '../../numeric/special.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { ridge } from '../ridge/system.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';

/** What `ridge` says of one fit; a uniform target on equal directions has power 1 in both. */
async function ridgeError(settings: Record<string, unknown>, { engine }: LimitContext): Promise<number> {
  const problem = ridge.prepare(ridge.parameters.parse(settings), { engine });
  const context = { engine, wanted: new Set(['excessError'] as const), progress: () => {}, check: () => {} };
  const { observables } = await ridge.predict(problem, context as unknown as Parameters<typeof ridge.predict>[1]);
  return observables.excessError!.value as number;
}

const isotropic = { spectrum: 'isotropic', target: 'uniform', dimension: 80 };

export const limits: Limit[] = [
  {
    id: 'no-supervision',
    title: 'Without a share of the supervisor’s labels all three are ridge regression',
    ...otherSystem('ridge', 'dohmatob2024'),
    ...exactAt(0.01, 0.1, 1),
    deviation: async (ridge, context) => {
      const own = { ...isotropic, noise: 0.3, supervisorSamples: 120, supervisorRidge: 0.5, samples: 200, ridge };
      const [weak, strong] = await Promise.all(
        [
          { samples: 120, ridge: 0.5 },
          { samples: 200, ridge },
        ].map((fit) => ridgeError({ dimension: 80, noise: 0.3, ...fit }, context)),
      );
      return farthest(
        context,
        { ...own, mix: 0 },
        {
          supervisorError: weak,
          studentError: strong,
          ceilingError: strong,
          gain: weak - strong,
          advantage: 0,
          errors: [weak, strong, strong],
        },
      );
    },
  },
  {
    id: 'no-round',
    title: 'After no round of distillation the supervisor is left, a ridge regression',
    ...otherSystem('ridge', 'das2023'),
    ...exactAt(0.01, 0.1, 1),
    deviation: async (ridge, context) => {
      const expected = await ridgeError({ dimension: 80, noise: 0.3, samples: 120, ridge }, context);
      const fit = { ...isotropic, noise: 0.3, supervisorSamples: 120, supervisorRidge: ridge };
      const fresh = await farthest(context, { ...fit, rounds: 0 }, { studentError: expected, gain: 0 });
      return Math.max(fresh, await farthest(context, { ...fit, labels: 'own', mix: 0 }, { studentError: expected }));
    },
  },
  {
    id: 'perfect-supervisor',
    title: 'The labels of a supervisor without error are true labels without noise',
    ...otherSystem('ridge', 'ildiz2024'),
    ...fallingAs(1, [1e3, 3e3, 1e4]),
    deviation: async (supervisorSamples, context) => {
      const fit = { samples: 60, ridge: 0.2 };
      const expected = await ridgeError({ dimension: 80, noise: 0, ...fit }, context);
      const settings = { ...isotropic, ...fit, noise: 0.3, supervisorSamples, supervisorRidge: 0 };
      return farthest(context, settings, { studentError: expected });
    },
  },
  {
    id: 'least-squares-supervisor',
    title: 'Least squares on equal directions is too long by its own error',
    ...closedForm('E_w = σ²D/(n_w − D)', 'dohmatob2024'),
    ...exactAt(100, 200, 1000),
    deviation: (supervisorSamples, context) => {
      const expected = (0.3 * 80) / (supervisorSamples - 80);
      const settings = { ...isotropic, noise: 0.3, supervisorSamples, supervisorRidge: 0 };
      return farthest(context, settings, { supervisorError: expected, overlength: expected });
    },
  },
  {
    id: 'unlimited-labels',
    title:
      'On ever more labels of least squares with error E the best student on equal directions errs by E/(1 + E), at the ridge E',
    ...closedForm('E/(1 + E)', 'burns2023'),
    ...fallingAs(1, [1e4, 3e4, 1e5]),
    deviation: (samples, context) => {
      const error = (0.3 * 80) / 120;
      const settings = { ...isotropic, noise: 0.3, supervisorSamples: 200, supervisorRidge: 0, samples, ridge: error };
      return farthest(context, settings, { studentError: error / (1 + error) });
    },
  },
  {
    id: 'unlimited-own-rows',
    title: 'With ever more rows distillation shrinks once more, or undoes it where its weight is negative',
    ...closedForm('a filter', 'das2023'),
    ...fallingAs(1, [1e4, 3e4, 1e5]),
    deviation: async (supervisorSamples, context) => {
      const h = 1 / 1.2;
      const deviations = [-1, 1].map((mix) => {
        const settings = { ...isotropic, labels: 'own', supervisorSamples, supervisorRidge: 0.2, mix };
        return farthest(context, settings, { studentError: squared((1 - h) * (1 + mix * h)) });
      });
      return Math.max(...(await Promise.all(deviations)));
    },
  },
  {
    id: 'unlimited-surrogate',
    title: 'With ever more rows the best labels undo the ridge, and their student errs by nothing',
    ...closedForm('no error', 'ildiz2024'),
    ...fallingAs(1, [1e4, 3e4, 1e5]),
    deviation: (samples, context) => {
      const settings = { ...isotropic, labels: 'surrogate', samples, ridge: 0.2 };
      return farthest(context, settings, { advantage: squared(0.2 / 1.2), studentError: 0 });
    },
  },
  {
    id: 'equal-directions',
    title: 'On equal directions and without a ridge no labels teach more than the true ones',
    ...closedForm('1 − n/D + σ²n/(D − n)', 'ildiz2024'),
    ...exactAt(20, 40, 60),
    deviation: (samples, context) => {
      const expected = 1 - samples / 80 + (0.1 * samples) / (80 - samples);
      const settings = { ...isotropic, labels: 'surrogate', samples, ridge: 0, noise: 0.1 };
      return farthest(context, settings, { studentError: expected, ceilingError: expected, supervisorError: 0 });
    },
  },
  {
    id: 'many-features',
    title: 'Very many random features are as good as all directions',
    ...otherSystem('ridge', 'atanasov2024'),
    ...fallingAs(1, [1e4, 3e4, 1e5]),
    deviation: async (features, context) => {
      const expected = await ridgeError({ dimension: 80, noise: 0.3, samples: 120, ridge: 0.1 }, context);
      const settings = { ...isotropic, supervisor: 'random', features, supervisorSamples: 120, supervisorRidge: 0.1 };
      return farthest(context, { ...settings, noise: 0.3 }, { supervisorError: expected });
    },
  },
  {
    id: 'few-features',
    title: 'A supervisor of some directions learns these, on very many samples; the rest is missing in its student too',
    ...closedForm('the power of what is left out', 'burns2023'),
    ...fallingAs(1, [1e4, 3e4, 1e5]),
    deviation: (supervisorSamples, context) => {
      const supervisor = { supervisor: 'few', features: 60, supervisorSamples, supervisorRidge: 0 };
      const settings = { ...isotropic, ...supervisor, noise: 0.3, samples: 200, ridge: 0 };
      return farthest(context, settings, { supervisorError: 0.25, studentError: 0.25 });
    },
  },
];
