import { squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs } from '../shared/limits.ts';

const last = (curve: number | Float64Array) => (curve as Float64Array).at(-1)!;

export const limits: Limit[] = [
  {
    id: 'walk-of-the-mean',
    title: 'Unbiased fits keep E v = 1, and the mean takes a random step of variance 1/n in each generation',
    ...closedForm('a random walk', 'alemohammad2023'),
    ...exactAt(2, 10, 40),
    deviation: async (generations, { predicted }) => {
      const settings = { samples: 50, generations };
      const off = [
        last(await predicted('meanVariance', settings)) - 1,
        last(await predicted('meanSquare', settings)) / (generations / 50) - 1,
      ];
      return Math.max(...off.map(Math.abs));
    },
  },
  {
    id: 'exponential-samples',
    title: 'Three samples have an exponential variance: E ln v = −Kγ and Var ln v = Kπ²/6',
    ...closedForm('moments of the logarithm of an exponential', 'shumailov2024'),
    ...exactAt(1, 7, 30),
    deviation: async (generations, { predicted }) => {
      const settings = { samples: 3, generations };
      const gamma = 0.5772156649015329;
      const off = [
        last(await predicted('logVariance', settings)) / (-generations * gamma) - 1,
        last(await predicted('logVarianceSpread', settings)) / ((generations * squared(Math.PI)) / 6) - 1,
      ];
      return Math.max(...off.map(Math.abs));
    },
  },
  {
    id: 'many-samples',
    title:
      'With many samples the variance falls by a share 1/n a generation, typical and not; with maximum likelihood by 2/n',
    ...closedForm('leading order in 1/n', 'shumailov2024'),
    ...fallingAs(1, [100, 200, 400]),
    deviation: async (samples, { predicted }) => {
      const drop = (estimator: string) => predicted('logVariance', { samples, generations: 10, estimator });
      const off = [
        last(await drop('unbiased')) / (-10 / samples) - 1,
        last(await drop('likelihood')) / (-20 / samples) - 1,
      ];
      return Math.max(...off.map(Math.abs));
    },
  },
];
