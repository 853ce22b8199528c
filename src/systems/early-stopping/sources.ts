import type { Preset } from '../contract.ts';
import { ali2018 } from '../shared/bibliography.ts';

export const sources = [ali2018];

export const presets: Preset[] = [
  {
    id: 'flow-and-ridge',
    title:
      'Stopped early against ridge at ρ = 1/t: risks within the factor 1.69 along the path, and best at about the same time',
    source: 'ali2018',
    settings: { samples: '60', dimension: '30', decay: '0', noise: '1', step: '0.3', duration: '20' },
    shown: ['risk', 'ridgeRisk', 'bestTime'],
  },
];
