import type { Preset } from '../contract.ts';
import { hanin2018 } from '../shared/bibliography.ts';

export const sources = [hanin2018];

export const presets: Preset[] = [
  {
    id: 'log-normal',
    title:
      'The logarithm of what a relu network makes of a signal: its variance grows as 5L/n, narrower networks differ more',
    source: 'hanin2018',
    settings: { depth: '2:20:7', width: '16,32,64' },
    shown: ['varianceLog', 'meanLog'],
    budget: 520,
  },
  {
    id: 'linear-and-relu',
    title: 'Five against two: relu layers fluctuate as linear ones two and a half times as narrow',
    source: 'hanin2018',
    settings: { activation: 'linear,relu', depth: '5', width: '16:128:4:log' },
    shown: ['relativeVariance', 'varianceLog'],
    budget: 150,
  },
];
