import type { Preset } from '../contract.ts';
import { demircigil2017, krotov2016, ramsauer2020 } from '../shared/bibliography.ts';

export const sources = [krotov2016, ramsauer2020, demircigil2017];

export const presets: Preset[] = [
  {
    id: 'degrees',
    title: 'The higher the degree of the energy, the more patterns are kept',
    source: 'krotov2016',
    settings: { units: '40', degree: '2,3,4', patterns: '10:5000:9:log' },
  },
  {
    id: 'corrupted',
    title: 'A step mends queries of which a part is flipped, up to a number of patterns',
    source: 'krotov2016',
    settings: { flipped: '0,0.1,0.2', patterns: '30:1000:7:log' },
  },
  {
    id: 'attention',
    title: 'Attention recalls random patterns, exponentially many in N',
    source: 'ramsauer2020',
    settings: { memory: 'softmax', units: '25,50', sharpness: '0.2', patterns: '3:30000:9:log' },
    shown: ['weight', 'error'],
  },
  {
    id: 'sharpness',
    title: 'From the mean of all patterns to one of them, as the softmax sharpens',
    source: 'ramsauer2020',
    settings: { memory: 'softmax', patterns: '300', flipped: '0,0.2', sharpness: '0.02:0.5:9:log' },
    shown: ['weight', 'error'],
  },
];
