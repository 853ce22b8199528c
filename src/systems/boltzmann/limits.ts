import { exp, log, power } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';

const logistic = (x: number) => 1 / (1 + exp(-x));

export const limits: Limit[] = [
  {
    id: 'two-units',
    title: 'One visible and one hidden unit have a bias that falls by the square of one number a step',
    ...closedForm('the chain of two states', 'hinton2002'),
    ...exactAt(1, 2, 3),
    deviation: (task, context) => {
      const settings = { visible: 1, hidden: 1, weightScale: 3, task, samples: 9, steps: 6 };
      const { machine, data, steps } = prepare(parameters.parse(settings), context);
      const [w, b, c] = [machine.W[0], machine.b[0], machine.c[0]];
      // The second eigenvalue of the chain, and the chance that the visible unit is 1.
      const lambda = (logistic(c + w) - logistic(c)) * (logistic(b + w) - logistic(b));
      const p = logistic(b + log((1 + exp(c + w)) / (1 + exp(c))));
      const share = data.reduce((sum, [v]) => sum + v / data.length, 0);
      return farthest(context, settings, {
        bias: steps.map((k) => power(lambda, 2 * k)),
        alignment: steps.map((k) => 1 - power(lambda, k)),
        logLikelihood: share * log(p) + (1 - share) * log(1 - p),
      });
    },
  },
  {
    id: 'weak-weights',
    title: 'Weak weights let a chain forget in one step: the bias falls as their fourth power',
    ...closedForm('independent units', 'hinton2002'),
    ...fallingAs(4, [32, 64, 128]),
    deviation: async (inverse, { predicted }) => {
      const settings = { weightScale: 1 / inverse, biasScale: 0, steps: 2 };
      return ((await predicted('bias', settings)) as Float64Array)[0];
    },
  },
];
