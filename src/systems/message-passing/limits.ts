import { arccos } from '../../numeric/arc.ts';
import type { Limit, LimitContext } from '../contract.ts';
import { ridge } from '../ridge/system.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';

/** What `ridge` says of a target of power 1 on equal directions, 200 rows of 100 numbers. */
async function ridgeError(strength: number, noise: number, { engine }: LimitContext): Promise<number> {
  const settings = { dimension: 100, samples: 200, noise, ridge: strength };
  const problem = ridge.prepare(ridge.parameters.parse(settings), { engine });
  const context = { engine, wanted: new Set(['excessError'] as const), progress: () => {}, check: () => {} };
  const { observables } = await ridge.predict(problem, context as unknown as Parameters<typeof ridge.predict>[1]);
  return observables.excessError!.value as number;
}

const LINEAR = { channel: 'linear', dimension: 100, ratio: 2 };

export const limits: Limit[] = [
  {
    id: 'bayes-is-ridge',
    title: 'Of fields with normal noise Bayes’ estimator is ridge regression with the ridge σ²D/n',
    ...otherSystem('ridge', 'rangan2010'),
    ...exactAt(0.1, 0.5, 2),
    deviation: async (noise, context) => {
      const error = await ridgeError(noise / 2, noise, context);
      return farthest(context, { ...LINEAR, noise }, { settledError: error, leastError: error });
    },
  },
  {
    id: 'square-loss-is-ridge',
    title: 'The square loss is ridge regression, of the ridge λ/α',
    ...otherSystem('ridge', 'aubin2020'),
    ...exactAt(0.1, 0.5, 2),
    deviation: async (strength, context) => {
      const error = await ridgeError(strength / 2, 0.3, context);
      const settings = { ...LINEAR, estimator: 'square', noise: 0.3, ridge: strength };
      return farthest(context, settings, { settledError: error });
    },
  },
  {
    id: 'first-step-is-hebb',
    title: 'The first step from nothing sums the rows that are labelled 1 less the others, as Hebb’s rule',
    ...closedForm('Hebb’s rule', 'barbier2017'),
    ...exactAt(0, 0.5, 2),
    deviation: (noise, context) => {
      const told = (2 * 2) / (Math.PI * (1 + noise));
      const m = told / (1 + told);
      const error = arccos(Math.sqrt(m / (1 + noise))) / Math.PI;
      const expected = { overlap: [m], power: [m], variance: [1 / (1 + told)], error: [error] };
      return farthest(context, { ratio: 2, noise, steps: 1 }, expected);
    },
  },
  {
    id: 'weak-recovery',
    title: 'Half a row for each dimension neither adds to a small overlap of magnitudes nor takes from it',
    ...closedForm('the weak-recovery threshold', 'mondelli2017'),
    ...fallingAs(1, [200, 400, 800]),
    deviation: async (scale, { predicted }) =>
      ((await predicted('growth', { channel: 'abs', ratio: 0.5, start: 1 / scale, steps: 3 })) as number) - 1,
  },
  {
    id: 'spectral-start-finds-all',
    title: 'With many rows the spectral start is the teacher',
    ...closedForm('the teacher', 'lu2017'),
    ...fallingAs(2, [25, 50, 100]),
    deviation: async (ratio, { predicted }) =>
      ((await predicted('spectralOverlap', { channel: 'abs', ratio })) as number) - 1,
  },
];
