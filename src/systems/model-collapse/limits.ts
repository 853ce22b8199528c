import { power, squared } from '../../numeric/special.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { ridge } from '../ridge/system.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';

const last = (curve: number | Float64Array) => (curve as Float64Array).at(-1)!;

/** What `ridge` says of one fit, as a chain of one. */
async function oneFit(settings: Record<string, unknown>, { engine }: LimitContext) {
  const problem = ridge.prepare(ridge.parameters.parse(settings), { engine });
  const wanted = new Set(['excessError', 'biasSquared', 'varianceData', 'varianceNoise'] as const);
  const context = { engine, wanted, progress: () => {}, check: () => {} };
  const { observables } = await ridge.predict(problem, context as unknown as Parameters<typeof ridge.predict>[1]);
  const value = (name: keyof typeof observables) => observables[name]!.value as number;
  return {
    excessError: [value('excessError')],
    biasSquared: [value('biasSquared')],
    variance: [value('varianceData') + value('varianceNoise')],
  };
}

export const limits: Limit[] = [
  {
    id: 'first-generation',
    title: 'The first generation, which sees real labels, is ridge regression',
    ...otherSystem('ridge', 'dohmatob2024'),
    ...exactAt(0.01, 0.1, 1),
    deviation: async (ridge, context) => {
      // The power of a uniform target on an isotropic spectrum is 1 in both systems.
      const settings = { dimension: 150, samples: 200, ridge, noise: 0.3 };
      return farthest(context, { ...settings, generations: 1 }, await oneFit(settings, context));
    },
  },
  {
    id: 'least-squares',
    title:
      'Least squares adds σ²D/(n − D − 1) a generation, whatever the spectrum, and 1 to the power of what it learned',
    ...closedForm('linear growth', 'gerstgrasser2024'),
    ...exactAt(1, 2, 5),
    deviation: (generations, context) => {
      const settings = { spectrum: 'power-law', dimension: 40, samples: 120, noise: 0.3, ridge: 0, generations };
      const errors = Array.from({ length: generations }, (_, g) => ((g + 1) * 0.3 * 40) / 79);
      return farthest(context, settings, {
        excessError: errors,
        variance: errors,
        modelPower: errors.map((e) => 1 + e),
      });
    },
  },
  {
    id: 'accumulated-labels',
    title: 'With all labels kept generation g adds 1/g² of that: the error stays below π²/6 of the first one',
    ...closedForm('a bounded sum', 'gerstgrasser2024'),
    ...fallingAs(1, [10, 20, 40]),
    deviation: async (generations, { predicted }) => {
      const settings = { dimension: 40, samples: 120, noise: 0.3, ridge: 0, labels: 'accumulate', generations };
      return last(await predicted('excessError', settings)) / ((squared(Math.PI) / 6) * ((0.3 * 40) / 79)) - 1;
    },
  },
  {
    id: 'least-norm',
    title:
      'Without noise and ridge fewer samples than dimensions lose a share each generation: 1 − (n/D)^g, and (n/D)^g is left',
    ...closedForm('exponential collapse', 'dohmatob2024'),
    ...exactAt(20, 50, 90),
    deviation: (samples, context) => {
      const settings = { dimension: 100, samples, noise: 0, ridge: 0, generations: 4 };
      const left = [1, 2, 3, 4].map((g) => power(samples / 100, g));
      return farthest(context, settings, {
        excessError: left.map((one) => 1 - one),
        biasSquared: left.map((one) => squared(1 - one)),
        variance: left.map((one) => one - one * one),
        modelPower: left,
      });
    },
  },
  {
    id: 'large-ridge',
    title: 'A large ridge learns nothing: after g generations λ^(−g) is left of the target',
    ...closedForm('the null model', 'dohmatob2024'),
    ...fallingAs(3, [100, 300, 1000]),
    deviation: async (ridge, { predicted }) => {
      const settings = { spectrum: 'power-law', ridge, generations: 3 };
      return last(await predicted('biasSquared', settings)) - 1;
    },
  },
];
