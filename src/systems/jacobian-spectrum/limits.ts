import { arcsin } from '../../numeric/arc.ts';
import { wholePower } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { fussCatalanMoment } from './theory/spectrum.ts';

export const limits: Limit[] = [
  {
    id: 'quarter-circle',
    title: 'The singular values of one Gaussian matrix lie on a quarter circle',
    ...closedForm('the quarter-circle law', 'marchenko1967'),
    ...exactAt(100, 200, 400),
    deviation: (width, context) => {
      const settings = { activation: 'linear', weightVariance: 1, depth: 1, width };
      const { edges } = prepare(parameters.parse(settings));
      // ∫ (1/π)√(4 − s²) ds
      const below = (s: number) => {
        const [x, half] = [Math.min(2, s), Math.min(1, s / 2)];
        return (x * Math.sqrt(4 - x * x) + 4 * arcsin(half)) / (2 * Math.PI);
      };
      const density = Array.from(edges.subarray(1), (s, i) => (below(s) - below(edges[i])) / edges[1]);
      return farthest(context, settings, { density });
    },
  },
  {
    id: 'fuss-catalan',
    title: 'Products of wide Gaussian matrices have the Fuss–Catalan moments',
    ...closedForm('the Fuss–Catalan law', 'penson2011'),
    ...fallingAs(1, [500, 1000, 2000]),
    deviation: (width, context) => {
      const [depth, second] = [3, fussCatalanMoment(3, 2)];
      return farthest(
        context,
        { activation: 'linear', weightVariance: 1, depth, width },
        { mean: 1, secondMoment: second, spread: second - 1 },
      );
    },
  },
  {
    id: 'isometry',
    title: 'Orthogonal linear layers stretch every direction alike',
    ...closedForm('orthogonal matrices', 'pennington2017'),
    ...exactAt(0.5, 1, 2),
    deviation: (weightVariance, context) => {
      const mean = wholePower(weightVariance, 5);
      return farthest(
        context,
        { activation: 'linear', weights: 'orthogonal', weightVariance, depth: 5 },
        { mean, secondMoment: mean * mean, spread: 0 },
      );
    },
  },
  {
    id: 'short-signals',
    title: 'Orthogonal tanh layers come as near to isometry as their signals are short',
    ...closedForm('linear layers', 'pennington2017'),
    ...fallingAs(2, [1e2, 1e3, 1e4]),
    deviation: (inverse, context) =>
      farthest(
        context,
        { activation: 'tanh', weights: 'orthogonal', weightVariance: 1, depth: 4, startLength: 1 / inverse },
        { spread: 0 },
      ),
  },
];
