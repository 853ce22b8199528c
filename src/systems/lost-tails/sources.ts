import type { Preset } from '../contract.ts';
import { dohmatob2024tails, hutter2021 } from '../shared/bibliography.ts';

export const sources = [hutter2021, dohmatob2024tails];

export const presets: Preset[] = [
  {
    id: 'change-of-law',
    title: 'The longer a generator’s own training, the later the plateau that its lost tail sets',
    source: 'dohmatob2024tails',
    settings: { generatorSamples: '100,1000,10000' },
    shown: ['error'],
  },
  {
    id: 'generations-of-generators',
    title: 'Each generation of generators loses more of the tail',
    source: 'dohmatob2024tails',
    settings: { generations: '1,2,4,8' },
    shown: ['error', 'lostShare'],
  },
  {
    id: 'narrowed-tail',
    title: 'A narrowed tail makes the power of the error smaller: (β − 1)/β′',
    source: 'dohmatob2024tails',
    settings: { generator: 'narrowed', narrowedExponent: '1.5,2,3' },
    shown: ['error', 'slope'],
  },
  {
    id: 'delayed-drop',
    title: 'A few real samples end the plateau, late and all at once',
    source: 'dohmatob2024tails',
    settings: { generator: 'cut', realShare: '0,0.01,0.1', samples: '1000000', tokens: '1000000' },
    shown: ['error'],
    budget: 60,
  },
];
