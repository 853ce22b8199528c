import type { Preset } from '../contract.ts';
import { dohmatob2024, gerstgrasser2024 } from '../shared/bibliography.ts';

export const sources = [dohmatob2024, gerstgrasser2024];

export const presets: Preset[] = [
  {
    id: 'linear-growth',
    title: 'Replaced labels: the error of least squares grows by the same in every generation',
    source: 'gerstgrasser2024',
    settings: { samples: '300', dimension: '100', noise: '0.25,1', ridge: '0', generations: '10' },
  },
  {
    id: 'accumulated-labels',
    title: 'Accumulated labels: the error stays below π²/6 of the first generation’s',
    source: 'gerstgrasser2024',
    settings: {
      samples: '300',
      dimension: '100',
      noise: '1',
      ridge: '0',
      generations: '10',
      labels: 'replace,accumulate',
    },
  },
  {
    id: 'collapse-without-noise',
    title: 'Even without noise, fewer samples than dimensions forget the target exponentially fast',
    source: 'dohmatob2024',
    settings: { samples: '120,160', dimension: '200', noise: '0', ridge: '0', generations: '6' },
    shown: ['excessError', 'modelPower'],
  },
  {
    id: 'ridge-against-collapse',
    title: 'The ridge that is best on real labels is too small after generations of synthetic ones',
    source: 'dohmatob2024',
    settings: {
      samples: '150',
      dimension: '100',
      spectrum: 'power-law',
      decay: '1',
      noise: '0.3',
      ridge: 'clean,optimal',
    },
  },
];
