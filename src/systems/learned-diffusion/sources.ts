import type { Preset } from '../contract.ts';
import { gerdes2024, ho2020, kadkhodaie2023, song2020implicit } from '../shared/bibliography.ts';

export const sources = [kadkhodaie2023, gerdes2024, song2020implicit, ho2020];

export const presets: Preset[] = [
  {
    id: 'halves-agree',
    title: 'Denoisers that have no image in common make the same one of the same noise, once images suffice',
    source: 'kadkhodaie2023',
    settings: { images: '30,150,800' },
    shown: ['similarity', 'moreAlike'],
  },
];
