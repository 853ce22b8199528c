import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { linearFluctuation } from './theory/fluctuations.ts';

export const limits: Limit[] = [
  {
    id: 'small-weights',
    title: 'With small weights erf is a line, and each layer scatters as one of a linear network does',
    ...closedForm('L/N times PR + 1 − 2 tr K⁴/(tr K²)²', 'dyer2019'),
    ...fallingAs(1, [10, 20, 40]),
    deviation: (scale, context) => {
      const settings = { activation: 'erf', depth: 1, weightVariance: 1 / scale, inputs: 10, width: 1e3 };
      const { layers } = prepare(parameters.parse({ ...settings, activation: 'linear' }));
      const v = linearFluctuation(layers[0].kernel, 10) / 1e3;
      return farthest(context, settings, { seedDistance: v / (1 + v), kernelDistance: 1 - 1 / Math.sqrt(1 + v) });
    },
  },
  {
    id: 'same-shape',
    title: 'Another network of the same shape is another seed',
    ...closedForm('the distance between seeds', 'kornblith2019'),
    ...exactAt(200, 400, 800),
    deviation: async (width, context) => {
      const settings = { width, activation: 'linear', other: 'fully-connected', otherWidth: width, otherDepth: 1 };
      const seedDistance = (await context.predicted('seedDistance', settings)) as number;
      return farthest(context, settings, { otherDistance: seedDistance });
    },
  },
  {
    id: 'wide',
    title: 'Two wide networks are twice as far from each other as either is from infinite width',
    ...closedForm('twice', 'kornblith2019'),
    ...fallingAs(1, [1000, 2000, 4000]),
    deviation: async (width, { predicted }) => {
      const settings = { width, activation: 'linear' };
      const [between, from] = await Promise.all(
        ['seedDistance', 'kernelDistance'].map((name) => predicted(name, settings) as Promise<number>),
      );
      return Math.abs(between / (2 * from) - 1);
    },
  },
];
