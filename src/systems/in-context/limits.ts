import { attentionDynamics } from '../attention-dynamics/system.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';

/** Of endless contexts and tasks without a ridge: what one context leaves open, x₀/(1 + x₀). */
function openAfterOneContext(length: number, noise: number): number {
  const x0 = (1 + noise) / length;
  return noise + x0 / (1 + x0);
}

/** The loss that `attention-dynamics` ends in after so long. */
async function lossAfter(duration: number, settings: Record<string, unknown>, { engine }: LimitContext) {
  const parameters = attentionDynamics.parameters.parse({ ...settings, duration });
  const problem = attentionDynamics.prepare(parameters, { engine });
  const wanted = new Set(['loss'] as const);
  const { observables } = await attentionDynamics.predict(problem, { engine, wanted, progress() {}, check() {} });
  return (observables.loss!.value as Float64Array).at(-1)!;
}

export const limits: Limit[] = [
  {
    id: 'endless-contexts',
    title:
      'With endless contexts of new tasks attention is one step of gradient descent, with the error ρ + x₀/(1 + x₀)',
    ...closedForm('the best step of gradient descent', 'ahn2023'),
    ...fallingAs(1, [100, 1000, 10_000]),
    deviation: (contexts, context) => {
      const left = openAfterOneContext(2, 0.1);
      const settings = { ...{ dimension: 4, contexts, tasks: 'unlimited', ridge: 0, length: 2, noise: 0.1 } };
      return farthest(context, settings, { iclError: left, idgError: left, gap: 0 });
    },
  },
  {
    id: 'peak',
    title: 'Without a ridge errors diverge where contexts are as many as features: e τ/(τ − 1) above',
    ...closedForm('double descent at n = d²', 'lu2024'),
    ...exactAt(1.01, 1.1, 2),
    deviation: (contexts, context) => {
      const tau = Math.round(contexts * 400) / 400;
      const left = (openAfterOneContext(2, 0.1) * tau) / (tau - 1);
      const settings = { dimension: 20, contexts, tasks: 'unlimited', ridge: 0, length: 2, noise: 0.1 };
      return farthest(context, settings, { iclError: left, idgError: left });
    },
  },
  {
    id: 'strong-ridge',
    title: 'A strong ridge leaves attention at zero, and all of the label as the error',
    ...closedForm('no attention', 'lu2024'),
    ...fallingAs(1, [1e3, 1e4, 1e5]),
    deviation: (ridge, context) => farthest(context, { ridge, tasks: 0.5 }, { iclError: 1.1, idgError: 1.1, gap: 0 }),
  },
  {
    id: 'many-tasks',
    title: 'With many tasks the next one costs no more than those of training, in contexts of any length',
    ...closedForm('a task for each context', 'lu2024'),
    ...fallingAs(1, [100, 1000, 10_000]),
    deviation: async (tasks, context) => {
      const off = ['same', 8].map(async (testLength) => {
        const own = (await context.predicted('iclError', { tasks: 'unlimited', testLength })) as number;
        return farthest(context, { tasks, testLength }, { iclError: own, idgError: own, gap: 0 });
      });
      return Math.max(...(await Promise.all(off)));
    },
  },
  {
    id: 'span-of-tasks',
    title:
      'After endless long contexts of fewer tasks than dimensions a new task costs what is outside their span, 1 − κ',
    ...closedForm('the projector on the tasks', 'lu2024'),
    ...fallingAs(1, [1e3, 3e3, 1e4]),
    deviation: (length, context) => {
      const settings = { ...{ contexts: 'unlimited', tasks: 0.5, ridge: 0, length, noise: 0.1 } };
      return farthest(context, settings, { idgError: 0.1, iclError: 0.6, gap: 0.5 });
    },
  },
  {
    id: 'end-of-training',
    title: 'A trained network ends where gradient descent on linear attention does, at finite sizes',
    ...otherSystem('attention-dynamics', 'ahn2023'),
    ...exactAt(200, 400, 800),
    deviation: async (duration, context) => {
      // Inputs of variance 1 make labels √d times as large.
      const [dimension, noise] = [4, 0.1];
      const white = { dimension, decay: 0, length: 10, noise: dimension * noise, rate: 0.05 };
      const left = (2 * (await lossAfter(duration, white, context))) / dimension;
      const settings = { attention: 'trained', dimension, length: 2.5, tasks: 'unlimited', noise };
      return farthest(context, settings, { iclError: left, idgError: left, gap: 0 });
    },
  },
  {
    id: 'trained-in-many-dimensions',
    title: 'In many dimensions trained networks do what is fitted to endless contexts without a ridge',
    ...closedForm('the proportional limit', 'lu2024'),
    ...fallingAs(1, [10, 20, 40]),
    deviation: async (dimension, context) => {
      const shape = { dimension, tasks: 0.5, length: 2 };
      const fitted = { ...shape, contexts: 'unlimited', ridge: 0 };
      const expected: Record<string, number> = {};
      for (const name of ['iclError', 'idgError']) expected[name] = (await context.predicted(name, fitted)) as number;
      return farthest(context, { ...shape, attention: 'trained' }, expected);
    },
  },
];
