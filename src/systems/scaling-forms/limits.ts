import { squared, wholePower } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { isotropicExactExcessError } from '../ridge/theory/isotropic.ts';
import { closedForm, exactAt, fallingAs, farthest, otherSystem } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { functionsUpTo, prepare } from './problem.ts';

const last = (curve: number | Float64Array) => (curve as Float64Array).at(-1)!;
const sizesOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings)).sizes;

export const limits: Limit[] = [
  {
    id: 'common-sphere',
    title: 'On the common sphere, of a linear target, k neighbours leave [(k+1)/(n+1)] (2/k + (1 − 1/k)(k+2)/(n+2))',
    ...closedForm('moments of the beta distribution', 'bahri2021'),
    ...exactAt(1, 3, 20),
    deviation: (neighbours, context) => {
      const settings = { dimension: 2, degree: 1, neighbours, noise: 0.3, samples: 1000 };
      const k = neighbours;
      const error = (n: number) => 0.3 / k + ((k + 1) / (n + 1)) * (2 / k + ((1 - 1 / k) * (k + 2)) / (n + 2));
      return farthest(context, settings, { error: sizesOf(settings).map(error) });
    },
  },
  {
    id: 'flat',
    title: 'Many points have their neighbours where the sphere is flat: E r² = Γ(1 + 2/d)(nρV_d)^(−2/d), 4/n for d = 2',
    ...closedForm('Poisson points in the plane', 'bahri2021'),
    ...fallingAs(1, [500, 1000, 2000]),
    deviation: async (samples, { predicted }) =>
      last(await predicted('neighbourDistance', { dimension: 2, samples })) / (4 / samples) - 1,
  },
  {
    id: 'slopes',
    title: 'A neighbour’s label is off by the slope of the target: L = ⟨|∇f|²⟩E r²/d, to second order in the distance',
    ...closedForm('first order in the distance', 'bahri2021'),
    ...fallingAs(2, [100, 200, 400]),
    deviation: async (samples, { predicted }) => {
      // On a circle the mean square slope of a harmonic is ℓ², and E θ² = 2π²/((n + 1)(n + 2)).
      const settings = { dimension: 1, degree: 2, samples };
      const square = (2 * squared(Math.PI)) / ((samples + 1) * (samples + 2));
      return last(await predicted('error', settings)) / (4 * square) - 1;
    },
  },
  {
    id: 'fine-grid',
    title: 'On a fine grid piecewise linear functions are off by (h⁴/120)⟨f″²⟩, and in the plane by z⁴(1/60 + 1/72)',
    ...closedForm('the fourth power of the spacing', 'sharma2020'),
    ...fallingAs(2, [40, 80, 160]),
    deviation: async (side, { predicted }) => {
      const at = (dimension: number, samples: number) =>
        predicted('error', { regressor: 'piecewise', degree: 1, dimension, samples }).then(last);
      const z = (2 * Math.PI) / side;
      const line = (await at(1, side)) / (wholePower(z, 4) / 120) - 1;
      const plane = (await at(2, side * side)) / (wholePower(z, 4) * (1 / 60 + 1 / 72)) - 1;
      return Math.max(Math.abs(line), Math.abs(plane));
    },
  },
  {
    id: 'random-points',
    title: 'Points at random on a circle are off by ⟨f″²⟩/n⁴, 120 times as much as on a grid',
    ...closedForm('the fifth moment of a gap', 'sharma2020'),
    ...fallingAs(1, [500, 1000, 2000]),
    deviation: async (samples, { predicted }) => {
      const settings = { regressor: 'piecewise', design: 'random', dimension: 1, degree: 1, samples };
      return last(await predicted('error', settings)) / wholePower((2 * Math.PI) / samples, 4) - 1;
    },
  },
  {
    id: 'gaussian-features',
    title: 'With many samples a fit of p functions costs what p Gaussian features cost in ridge regression',
    ...otherSystem('ridge', 'bahri2021'),
    ...fallingAs(1, [1000, 2000, 4000]),
    deviation: async (samples, { predicted }) => {
      const settings = { regressor: 'harmonics', dimension: 2, degree: 3, noise: 0.4, samples };
      const p = functionsUpTo(3, 2);
      return last(await predicted('error', settings)) / isotropicExactExcessError(p, samples, 1, 0.4) - 1;
    },
  },
];
