import type { Preset } from '../contract.ts';
import { arora2019, braun2022, domine2024, jacot2021, mulayoff2020, saxe2013 } from '../shared/bibliography.ts';

export const sources = [saxe2013, jacot2021, arora2019, braun2022, domine2024, mulayoff2020];

export const presets: Preset[] = [
  {
    id: 'stage-like-transitions',
    title: 'Each mode is learned in a sigmoidal transition of its own, the stronger the earlier',
    source: 'saxe2013',
    settings: {
      start: 'aligned',
      modes: '4',
      strongest: '4',
      ratio: '0.6',
      initial: '1e-3',
      dynamics: 'flow',
      step: '5e-4',
      mode: '1,2,3,4',
    },
    shown: ['strength'],
  },
  {
    id: 'saddle-to-saddle',
    title: 'From a small random start the loss falls from plateau to plateau while the rank grows one by one',
    source: 'jacot2021',
    settings: {
      start: 'gaussian',
      modes: '4',
      strongest: '4',
      ratio: '0.5',
      initial: '1e-6,1e-4,1e-2',
      step: '0.02',
      time: '18',
    },
    shown: ['loss', 'modesLearned', 'effectiveRank'],
  },
  {
    id: 'depth',
    title: 'Deeper networks wait longer and learn more abruptly from the same small start',
    source: 'arora2019',
    settings: {
      start: 'aligned',
      depth: '2,3,4',
      modes: '2',
      strongest: '1',
      ratio: '0.5',
      initial: '0.01',
      time: '14',
      step: '0.02',
    },
    shown: ['loss', 'effectiveRank'],
  },
  {
    id: 'lazy-to-rich',
    title: 'The imbalance of the layers takes learning from sigmoidal to exponential',
    source: 'domine2024',
    settings: {
      start: 'rotated',
      imbalance: '0,0.5,2',
      time: '4',
      initial: '0.01',
      modes: '2',
      strongest: '1',
      step: '0.01',
      angle: '1',
    },
    shown: ['loss', 'effectiveRank'],
  },
];
