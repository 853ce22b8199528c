import { power } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';

/** Steps of the lazy limit, each of which is given. */
const STEPS = 12;

export const limits: Limit[] = [
  {
    id: 'lazy-course',
    title: 'Below c = 2 a wide network learns with its kernel at rest: f = f₀(1 − c)^t',
    ...closedForm('gradient descent with a constant kernel', 'lewkowycz2020'),
    ...fallingAs(1, [1e4, 1e5, 1e6]),
    deviation: (width, context) => {
      const c = 1.3;
      const still = new Array(STEPS + 1).fill(1);
      return farthest(
        context,
        { rate: c, width, steps: STEPS },
        {
          loss: still.map((_, t) => 0.5 * power(1 - c, 2 * t)),
          kernel: still,
          sharpness: still,
          finalSharpness: 1,
          peakLoss: 1,
          settled: 2,
        },
      );
    },
  },
  {
    id: 'edges',
    title: 'As the width grows, the loss rises from c = 2 on, the sharpness from 5/2, and training diverges from 4',
    ...closedForm('growth of small outputs', 'lewkowycz2020'),
    ...fallingAs(1, [1e3, 1e4, 1e5]),
    deviation: (width, context) => farthest(context, { width }, { lazyEdge: 2, sharpnessEdge: 2.5, divergentEdge: 4 }),
  },
  {
    id: 'phases',
    title: 'Between the edges lie the four phases, in their order',
    ...closedForm('the phase diagram', 'kalra2023'),
    ...exactAt(1e2, 1e3, 1e4),
    deviation: async (width, context) => {
      const phases = Object.entries({ '1.9': 1, '2.2': 2, '2.8': 3, '4.2': 4 });
      const found = phases.map(([rate, phase]) =>
        farthest(context, { rate: Number(rate), width, edges: 'no' }, { phase }),
      );
      return Math.max(...(await Promise.all(found)));
    },
  },
  {
    id: 'log-periodic',
    title:
      'In the catapult phase the final sharpness has no limit of infinite width: it is periodic in ln n, with the period 2 ln(c − 1)',
    ...closedForm('the same output, one step later', 'lewkowycz2020'),
    ...fallingAs(1, [1.6e3, 1.6e4, 1.6e5]),
    deviation: async (width, { predicted }) => {
      const [here, there] = [width, 2.25 * width].map((n) =>
        predicted('finalSharpness', { rate: 2.5, width: n, edges: 'no' }),
      );
      return ((await here) as number) / ((await there) as number) - 1;
    },
  },
  {
    id: 'gradient-flow',
    title: 'As the rate falls, training is gradient flow, which conserves λ² − 4f²/n',
    ...closedForm('the conserved imbalance', 'saxe2013'),
    ...fallingAs(1, [10, 100, 1000]),
    deviation: (inverse, context) => {
      const settings = { rate: 1 / inverse, steps: 30 * inverse, width: 16, output: 2, edges: 'no' };
      return farthest(context, settings, { finalSharpness: Math.sqrt(0.75) });
    },
  },
];
