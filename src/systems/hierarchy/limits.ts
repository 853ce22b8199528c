import { power, wholePower } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';

const samplesOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings)).samples;

export const limits: Limit[] = [
  {
    id: 'many-symbols',
    title: 'With many symbols tuples are independent: P_c = n_c m^L, and every statistic is 1 + (P − 1)/P_c',
    ...closedForm('independent choices', 'cagnetta2024'),
    ...fallingAs(1, [64, 128, 256]),
    deviation: (symbols, context) => {
      const settings = { symbols, classes: 5, productions: 4, levels: 3 };
      const grown = samplesOf(settings).map((P) => 1 + (P - 1) / (5 * wholePower(4, 3)));
      return farthest(context, settings, {
        criticalSamples: 5 * wholePower(4, 3),
        contrast: grown,
        countVariance: grown,
        strangers: grown,
      });
    },
  },
  {
    id: 'two-levels',
    title: 'With two levels, from the chance that two different tuples share a symbol',
    ...closedForm('pairs of tuples', 'cagnetta2024'),
    ...exactAt(4, 6, 9),
    deviation: (v, context) => {
      const [nc, m, s] = [3, 4, 3];
      const settings = { symbols: v, classes: nc, productions: m, tuple: s, levels: 2 };
      const shared = (power(v, s - 1) - 1) / (power(v, s) - 1);
      /** Σ_z P(z|α)², of one class, where Σ_z P(z|α) P(z|α′) of two is `shared`. */
      const own = 1 / m + (1 - 1 / m) * shared;
      const grown = (by: number) => (P: number) => 1 + ((P - 1) * by) / (nc * m);
      const samples = samplesOf(settings);
      return farthest(context, settings, {
        criticalSamples: (nc * m) / (own - shared),
        contrast: samples.map(grown(own - shared)),
        countVariance: samples.map((P) => grown(own)(P) - P / (nc * v * m)),
        synonyms: samples.map(() => 1),
        strangers: samples.map(grown(own - (1 - own) / (v - 1))),
      });
    },
  },
  {
    id: 'one-level-more',
    title: 'One level more takes m (1 − v^(−s))/(1 − 1/v) times as many samples',
    ...closedForm('another random map', 'cagnetta2024'),
    ...exactAt(2, 3, 4),
    deviation: async (levels, context) => {
      const below = (await context.predicted('criticalSamples', { symbols: 8, productions: 3, levels })) as number;
      return farthest(
        context,
        { symbols: 8, productions: 3, levels: levels + 1 },
        { criticalSamples: (below * 3 * (1 - 1 / 64)) / (1 - 1 / 8) },
      );
    },
  },
];
