import type { Preset } from '../contract.ts';
import { saxe2013, simon2023steps } from '../shared/bibliography.ts';

export const sources = [simon2023steps, saxe2013];

export const presets: Preset[] = [
  {
    id: 'staircase',
    title: 'The loss of Barlow Twins comes down in steps, one for each eigenvector of Γ',
    source: 'simon2023steps',
    settings: {
      start: 'aligned',
      embedding: '4',
      initial: '1e-5',
    },
    shown: ['loss', 'halfTime', 'eigenvalue'],
  },
  {
    id: 'random-starts',
    title: 'Random weights leave each mode what a QR factorisation says, and set the times of its steps',
    source: 'simon2023steps',
    settings: { start: 'aligned,random' },
    shown: ['loss', 'halfTime'],
  },
  {
    id: 'pairs',
    title: 'What is learned turns towards the leading eigenvector as pairs are added, by angles that fall as 1/√P',
    source: 'simon2023steps',
    settings: { start: 'aligned', embedding: '1', dimension: '12', decay: '1', pairs: '1000:16000:5:log' },
    shown: ['misalignment', 'samplingExponent'],
    margin: 0.1,
    budget: 60,
  },
  {
    id: 'digits',
    title: 'Digits and noisy copies of them: principal components are learned in turn',
    source: 'simon2023steps',
    settings: { data: 'digits', start: 'aligned', embedding: '4', varying: '0.05' },
    shown: ['loss', 'halfTime'],
  },
];
