import type { Preset } from '../contract.ts';
import { gunasekar2018, ji2019, nacson2018, soudry2017, wang2020, zhang2024 } from '../shared/bibliography.ts';

export const sources = [soudry2017, gunasekar2018, ji2019, nacson2018, zhang2024, wang2020];

export const presets: Preset[] = [
  {
    id: 'logarithmic',
    title: 'Gradient descent finds the largest margin as slowly as 1/ln t, while the loss falls as 1/t',
    source: 'soudry2017',
    settings: { steps: '1000000', dimension: '2', samples: '10' },
    shown: ['margin', 'loss'],
  },
  {
    id: 'geometries',
    title: 'Steepest descent in three norms finds the largest margin of each',
    source: 'gunasekar2018',
    settings: { optimiser: 'normalised,sign,coordinate', dimension: '2:8:4' },
    shown: ['finalMargin', 'decayRate'],
  },
  {
    id: 'adam',
    title: 'Adam without ε finds the largest ℓ∞ margin',
    source: 'zhang2024',
    settings: { optimiser: 'adam', schedule: 'constant', step: '0.005', steps: '30000', dimension: '2:8:4' },
    shown: ['finalMargin', 'decayRate'],
  },
  {
    id: 'epsilon',
    title: 'With ε > 0 the end of Adam is that of gradient descent, in ℓ2',
    source: 'wang2020',
    settings: { optimiser: 'adam', schedule: 'constant', step: '0.02', epsilon: '0.05:0.5:3:log', dimension: '3' },
    shown: ['finalMargin'],
  },
  {
    id: 'adam-memory',
    title:
      'The loss of Adam falls as that of sign descent with small steps, and as fast as its memory lets it with large ones',
    source: 'zhang2024',
    settings: { optimiser: 'adam', schedule: 'constant', step: '0.002:0.1:6:log', beta2: '0.9,0.99', beta1: '0.9' },
    shown: ['decayRate'],
  },
];
