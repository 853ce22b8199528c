import type { Preset } from '../contract.ts';
import { alemohammad2023, shumailov2024 } from '../shared/bibliography.ts';

export const sources = [shumailov2024, alemohammad2023];

export const presets: Preset[] = [
  {
    id: 'typical-collapse',
    title: 'The typical variance dies exponentially, the sooner the fewer samples',
    source: 'shumailov2024',
    settings: { samples: '10,30,100', generations: '100' },
    shown: ['logVariance', 'logVarianceSpread', 'halfLife'],
  },
  {
    id: 'drift-of-the-mean',
    title: 'Unbiased fits keep the mean variance, and their mean walks away',
    source: 'alemohammad2023',
    settings: { samples: '100', generations: '30' },
    shown: ['meanVariance', 'meanSquare'],
  },
  {
    id: 'estimators',
    title: 'Maximum likelihood loses variance on average as well',
    source: 'shumailov2024',
    settings: { samples: '100', generations: '30', estimator: 'unbiased,likelihood' },
    shown: ['logVariance', 'meanVariance', 'meanSquare'],
  },
];
