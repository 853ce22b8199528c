import type { Preset } from '../contract.ts';
import { biroli2024 } from '../shared/bibliography.ts';

export const sources = [biroli2024];

export const presets: Preset[] = [
  {
    id: 'three-regimes',
    title: 'Noise, generalisation, memorisation: what a U-turn keeps, by the time at which it is made',
    source: 'biroli2024',
    settings: { samples: '128', dimension: '16' },
  },
  {
    id: 'more-data',
    title: 'More training data put memorisation off towards the end of generation',
    source: 'biroli2024',
    settings: { samples: '16,64,256', dimension: '12', lastTime: '2' },
    shown: ['ownWeight', 'memorisation'],
  },
];
