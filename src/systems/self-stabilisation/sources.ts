import type { Preset } from '../contract.ts';
import { cohen2021, cohen2024, damian2022 } from '../shared/bibliography.ts';

export const sources = [damian2022, cohen2021, cohen2024];

export const presets: Preset[] = [
  {
    id: 'closed-orbits',
    title: 'A network at the edge of stability goes round in closed orbits, small and large',
    source: 'damian2022',
    settings: { start: '0.2,0.3,0.5' },
    shown: ['displacement', 'excess', 'meanSquare', 'period'],
    budget: 120,
  },
];
