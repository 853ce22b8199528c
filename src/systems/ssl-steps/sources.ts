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
    title: 'From random weights the same steps come later, the last mode most',
    source: 'simon2023steps',
    settings: { start: 'aligned,redrawn' },
    shown: ['loss', 'halfTime'],
  },
  {
    id: 'pairs',
    title: 'What is learned turns towards the leading eigenvectors as pairs are added',
    source: 'simon2023steps',
    settings: { start: 'aligned', pairs: '1000:32000:6:log' },
    shown: ['misalignment', 'samplingExponent'],
  },
  {
    id: 'digits',
    title: 'Digits and noisy copies of them: principal components are learned in turn',
    source: 'simon2023steps',
    settings: { data: 'digits', start: 'aligned', embedding: '4', varying: '0.05' },
    shown: ['loss', 'halfTime'],
  },
];
