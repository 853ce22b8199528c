import type { Preset } from '../contract.ts';
import { wang2018 } from '../shared/bibliography.ts';

export const sources = [wang2018];

export const presets: Preset[] = [
  {
    id: 'given-up-minority',
    title: 'Least squares gives a minority up, and the accuracy over all does not show it',
    source: 'wang2018',
    settings: { classifier: 'least-squares,discriminant', minority: '0.1,0.2,0.3,0.4,0.5', samples: '400' },
    shown: ['minorityAccuracy', 'majorityAccuracy', 'totalAccuracy'],
  },
  {
    id: 'thresholds',
    title: 'Few samples in many dimensions move the midpoint; taking the bias off treats both classes alike',
    source: 'wang2018',
    settings: {
      classifier: 'discriminant',
      threshold: 'midpoint,unbiased,prior',
      minority: '0.2',
      samples: '200,400,800,1600',
    },
    shown: ['minorityAccuracy', 'majorityAccuracy'],
  },
];
