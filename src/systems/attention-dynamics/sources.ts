import type { Preset } from '../contract.ts';
import { ahn2023, zhang2025 } from '../shared/bibliography.ts';

export const sources = [zhang2025, ahn2023];

export const presets: Preset[] = [
  {
    id: 'one-drop',
    title: 'With keys and queries merged the loss stays on one plateau and drops once',
    source: 'zhang2025',
    settings: { model: 'merged', dimension: '4', decay: '0', length: '20', duration: '5', rate: '0.005', batch: '128' },
    shown: ['loss'],
  },
  {
    id: 'from-plateau-to-plateau',
    title: 'Separate heads learn one principal component after the other',
    source: 'zhang2025',
    settings: {
      model: 'separate',
      dimension: '3',
      decay: '0.7',
      length: '30',
      start: '0.1',
      duration: '80',
      rate: '0.01',
    },
    shown: ['loss', 'halfTime'],
  },
];
