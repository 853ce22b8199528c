import type { Engine } from '../../numeric/engine.ts';
import { power, squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare, timesOf } from './problem.ts';

const problemOf = (settings: Record<string, unknown>, engine: Engine) =>
  prepare(parameters.parse(settings), { engine });

const last = (curve: number | Float64Array) => (curve as Float64Array).at(-1)!;

export const limits: Limit[] = [
  {
    id: 'one-weight',
    title: 'With one weight the error shrinks by 1 − ηλ a step, and ridge divides by 1 + 1/(λt)',
    ...closedForm('a geometric series', 'ali2018'),
    ...exactAt(0.05, 0.3, 1.5),
    deviation: (step, context) => {
      const settings = { dimension: 1, step, samples: 10 };
      const problem = problemOf(settings, context.engine);
      const [[lambda], [truth]] = [problem.covariance, problem.truth];
      const risk = (phi: number) =>
        lambda * squared(truth * (1 - phi)) + (problem.parameters.noise / 10) * squared(phi);
      return farthest(context, settings, {
        risk: problem.steps.map((k) => risk(1 - power(1 - step, k))),
        ridgeRisk: timesOf(problem).map((t) => risk(1 / (1 + 1 / (lambda * t)))),
      });
    },
  },
  {
    id: 'trained-to-the-end',
    title: 'Trained for long, the risk is the noise that d weights of n data take up, σ²d/n',
    ...closedForm('least squares', 'ali2018'),
    ...fallingAs(1, [1e3, 2e3, 4e3]),
    deviation: async (duration, { predicted }) => {
      const settings = { duration, decay: 0, dimension: 20 };
      return last(await predicted('ridgeRisk', settings)) / ((0.5 * 20) / 40) - 1;
    },
  },
  {
    id: 'momentum-is-faster',
    title: 'With small steps momentum is gradient descent at the time t = ηk/(1 − β)',
    ...closedForm('gradient flow', 'ali2018'),
    ...fallingAs(1, [100, 200, 400]),
    deviation: async (inverse, { predicted }) => {
      const at = (momentum: number, step: number) => predicted('risk', { momentum, step, duration: 20 }).then(last);
      return (await at(0.8, 1 / inverse)) / (await at(0, 1e-4)) - 1;
    },
  },
];
