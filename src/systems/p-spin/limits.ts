import { power } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs } from '../shared/limits.ts';
import { matrixCorrelation, matrixEnergy, matrixGradient } from './theory/matrix.ts';

const last = (curve: number | Float64Array) => (curve as Float64Array).at(-1)!;

export const limits: Limit[] = [
  {
    id: 'matrix',
    title: 'p = 2 with small steps is power iteration: energy, gradient and correlation are Bessel functions',
    ...closedForm('the flow of a random matrix', 'fyodorov2015'),
    ...fallingAs(1, [10, 20, 40]),
    deviation: async (cuts, { predicted }) => {
      const settings = { order: 2, time: 2, waiting: 1, step: 1 / cuts };
      const expected = { energy: matrixEnergy(2), gradient: matrixGradient(2), correlation: matrixCorrelation(2, 1) };
      let most = 0;
      for (const [name, value] of Object.entries(expected))
        most = Math.max(most, Math.abs(last(await predicted(name, settings)) / value - 1));
      return most;
    },
  },
  {
    id: 'one-step',
    title: 'One step towards a signal is known: nothing yet correlates with the couplings',
    ...closedForm('one step', 'cugliandolo1993'),
    ...exactAt(0.05, 0.1, 0.2),
    deviation: async (h, { predicted }) => {
      const [p, r, m] = [3, 2.5, 0.4];
      const settings = { order: p, signal: r, startOverlap: m, step: h, time: h, waiting: 0 };
      const pull = r * power(m, p - 1);
      const length = Math.sqrt(1 + 2 * h * pull * m + h * h * (p / 2 + pull * pull));
      return last(await predicted('overlap', settings)) / ((m + h * pull) / length) - 1;
    },
  },
  {
    id: 'start',
    title: 'At a random start half of the curvatures are negative',
    ...closedForm('a centred semicircle', 'auffinger2013'),
    ...fallingAs(1, [50, 100, 200]),
    deviation: async (inverse, { predicted }) =>
      ((await predicted('negativeShare', { order: 3, time: 1 / inverse, waiting: 0 })) as number) / 0.5 - 1,
  },
  {
    id: 'spectrum-share',
    title: 'The bins hold every curvature once, at every order',
    ...closedForm('a normalised density', 'auffinger2013'),
    ...exactAt(2, 3, 5),
    deviation: async (order, { predicted }) => {
      const density = (await predicted('spectrum', { order, size: 20, time: 2 })) as Float64Array;
      return density.reduce((sum, one) => sum + 0.15 * one, 0) - 1;
    },
  },
];
