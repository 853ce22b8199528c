import { squared } from '../../numeric/special.ts';
import type { Limit } from '../contract.ts';
import { closedForm, exactAt, fallingAs, farthest } from '../shared/limits.ts';

export const limits: Limit[] = [
  {
    id: 'hill',
    title: 'Hill’s estimator is a Gamma variable: right on average, and off by ξ/√k',
    ...closedForm('a Gamma variable', 'clauset2009'),
    ...exactAt(10, 50, 200),
    deviation: (tail, context) => {
      const expected = { estimate: 0.5, spread: 0.5 / Math.sqrt(tail) };
      return farthest(context, { estimator: 'hill', exponent: 3, samples: 1000, tail }, expected);
    },
  },
  {
    id: 'continuous-numbers',
    title: 'Whole numbers from a large one on are as real ones: α̂ = α + (α − 1)/n, off by (α − 1)/√n',
    ...closedForm('the continuous power law', 'clauset2009'),
    ...fallingAs(2, [10, 20, 40]),
    deviation: (smallest, context) => {
      const [exponent, samples] = [2.5, 10000];
      const spread = 1.5 * Math.sqrt((1 + 4 / samples) / samples);
      const settings = { estimator: 'zeta', exponent, samples, smallest };
      return farthest(context, settings, { estimate: exponent + 1.5 / samples, spread });
    },
  },
  {
    id: 'power-law',
    title: 'Maximum likelihood of a power law overestimates α − 1 by 1/n, and is off by 1/√n of it',
    ...closedForm('leading order in 1/n', 'clauset2009'),
    ...fallingAs(1, [1e3, 1e4, 1e5]),
    deviation: (samples, context) => {
      const expected = { estimate: 2.5 + 1.5 / samples, spread: 1.5 / Math.sqrt(samples) };
      return farthest(context, { estimator: 'power-law', exponent: 2.5, samples }, expected);
    },
  },
  {
    id: 'cut',
    title: 'Not to know where a power law begins costs 1.89 times as many samples',
    ...closedForm('that of a known beginning, times a constant simulated here', 'clauset2009'),
    ...fallingAs(1, [1e3, 1e4, 1e5]),
    deviation: async (samples, { predicted }) => {
      const of = (estimator: string) => predicted('spread', { estimator, exponent: 2.5, samples });
      const [cut, known] = [await of('power-law-cut'), await of('power-law')];
      return Math.abs(squared(Number(cut) / Number(known)) / squared(1.375) - 1);
    },
  },
  {
    id: 'moments',
    title: 'Noise and signal from moments: no bias, and deviations of √(d(σ² + τ²)² + …)/n',
    ...closedForm('leading order in n and d', 'dicker2014'),
    ...fallingAs(1, [100, 400, 1600]),
    deviation: async (samples, context) => {
      const [dimension, noise, signal] = [samples / 2, 0.4, 1];
      const settings = { samples, dimension, noise, signal };
      const variances = {
        'noise-level': 0.5 * squared(1.4) + noise * noise + signal * signal,
        'signal-level': 1.5 * squared(1.4) - noise * noise + 3 * squared(signal),
      };
      const distances = Object.entries(variances).map(([estimator, variance]) => {
        const estimate = estimator === 'noise-level' ? noise : signal;
        const spread = Math.sqrt((2 * variance) / samples);
        return farthest(context, { ...settings, estimator }, { estimate, spread });
      });
      return Math.max(...(await Promise.all(distances)));
    },
  },
  {
    id: 'flat-spectrum',
    title: 'Of D equal eigenvalues the sample has a participation ratio of D/(1 + D/n), the unbiased estimate has D',
    ...closedForm('Marchenko and Pastur’s moments', 'chun2025'),
    ...fallingAs(1, [200, 800, 3200]),
    deviation: async (samples, context) => {
      const settings = { decay: 0, dimension: samples / 4, samples };
      return Math.max(
        await farthest(context, { ...settings, estimator: 'participation-ratio' }, { estimate: samples / 4 }),
        await farthest(
          context,
          { ...settings, estimator: 'sample-participation-ratio' },
          { estimate: samples / 5, bias: -0.2 },
        ),
      );
    },
  },
  {
    id: 'neighbours',
    title: 'On a flat torus the ratio of two distances knows the dimension and nothing else',
    ...closedForm('a Pareto ratio', 'facco2017'),
    ...exactAt(1, 2, 5),
    deviation: async (intrinsic, context) => {
      const at = (estimator: string) => farthest(context, { estimator, intrinsic }, { estimate: intrinsic });
      return Math.max(await at('two-nn'), await at('levina-bickel'));
    },
  },
];
