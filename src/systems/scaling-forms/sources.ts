import type { Preset } from '../contract.ts';
import { bahri2021, sharma2020 } from '../shared/bibliography.ts';

export const sources = [sharma2020, bahri2021];

export const presets: Preset[] = [
  {
    id: 'resolution-limited',
    title: 'Piecewise linear functions on manifolds of 1, 2 and 4 dimensions: the exponent is 4/d',
    source: 'sharma2020',
    settings: { regressor: 'piecewise', dimension: '1,2,4', degree: '1', samples: '20000' },
    shown: ['error', 'errorExponent'],
  },
  {
    id: 'piecewise-constant',
    title: 'The nearest neighbour’s label on spheres of 1, 2 and 4 dimensions: the exponent is 2/d',
    source: 'bahri2021',
    settings: { dimension: '1,2,4', degree: '1' },
    shown: ['error', 'errorExponent'],
  },
  {
    id: 'variance-limited',
    title: 'More samples than functions to fit: the exponent is 1 whatever the dimension',
    source: 'bahri2021',
    settings: { regressor: 'harmonics', dimension: '2,3', degree: '3', noise: '0.5' },
    shown: ['error', 'errorExponent'],
    // Of a fit in few functions the error scatters by its own order.
    margin: 0.1,
  },
];
