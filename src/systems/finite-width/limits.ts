import { power } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { leadingRelativeVariance } from './theory/variance.ts';

export const limits: Limit[] = [
  {
    id: 'log-normal',
    title: 'Wide relu networks have log-normal lengths, of variance 5L/n and mean −5L/(2n)',
    ...closedForm('the log-normal law', 'hanin2018'),
    ...fallingAs(1, [100, 200, 400]),
    deviation: (width, context) => {
      const depth = 10;
      const variance = (5 * (depth - 1) + 2) / width;
      return farthest(
        context,
        { width, depth },
        { varianceLog: variance, meanLog: -variance / 2, relativeVariance: variance },
      );
    },
  },
  {
    id: 'one-layer',
    title: 'The first layer of any network is Gaussian: its length is χ²_n/n',
    ...closedForm('the χ² law', 'hanin2018'),
    ...exactAt(10, 30, 90),
    deviation: async (width, context) => {
      const found = ['linear', 'relu', 'tanh', 'erf'].map((activation) =>
        farthest(context, { activation, width, depth: 1 }, { relativeVariance: 2 / width }),
      );
      return Math.max(...(await Promise.all(found)));
    },
  },
  {
    id: 'narrow',
    title: 'Two layers of two relu units: a quarter of all networks is dead',
    ...closedForm('coins', 'hanin2018'),
    ...exactAt(2, 3, 5),
    deviation: (width, context) => farthest(context, { width, depth: 2 }, { deadShare: power(2, -width) }),
  },
  {
    id: 'wide-with-biases',
    title: 'Wide relu networks with biases fluctuate to leading order as all do',
    ...closedForm('the leading order in 1/n', 'hanin2018'),
    ...fallingAs(1, [100, 200, 400]),
    deviation: (width, context) => {
      const [depth, startLength] = [5, 2];
      const layer = { weightVariance: 1.5, biasVariance: 0.3 };
      const leading = leadingRelativeVariance({ phi: 'relu', ...layer }, startLength, width, depth);
      return farthest(context, { ...layer, startLength, width, depth }, { relativeVariance: leading });
    },
  },
  {
    id: 'linear-smooth',
    title: 'Smooth networks with weak signals fluctuate as linear ones do',
    ...closedForm('linear layers', 'hanin2018'),
    ...fallingAs(1, [1e1, 1e2, 1e3]),
    deviation: (inverse, context) => {
      const [width, depth] = [100, 4];
      const settings = { activation: 'tanh', weightVariance: 1, startLength: 1 / inverse, width, depth };
      return farthest(context, settings, { relativeVariance: (2 * depth) / width });
    },
  },
];
