import type { Preset } from '../contract.ts';
import { benarous2021, benarous2022 } from '../shared/bibliography.ts';

export const sources = [benarous2021, benarous2022];

export const presets: Preset[] = [
  {
    id: 'escape',
    title: 'Samples until escape from a random start, for information exponents 1, 2 and 3',
    source: 'benarous2021',
    settings: { activation: 'he1,he2,he3', start: 'random', dimension: '40:160:5:log', duration: '8' },
    shown: ['escapeSamples'],
    expected: 'unresolved',
    because:
      'from a random start the samples until escape scatter by more than their mean: 5 % takes some 25 000 trials a point',
  },
  {
    id: 'descent-alone',
    title:
      'With information exponent 1 there is nothing to search for: the samples until escape are as many as dimensions',
    source: 'benarous2021',
    settings: { activation: 'he1', start: '0.1', dimension: '60:240:3:log' },
    shown: ['escapeSamples', 'escapeExponent', 'halfOverlapTime'],
  },
  {
    id: 'phase-retrieval',
    title: 'Search and descent: the overlap from a random start when the information exponent is 2',
    source: 'benarous2021',
    settings: { activation: 'he2', start: 'random', dimension: '100,400', duration: '5' },
    shown: ['overlap', 'populationLoss'],
    expected: 'unresolved',
    because: 'random starts escape at times that scatter widely: early overlaps take some 15 000 trials a point',
  },
  {
    id: 'finite-steps',
    title: 'Finite steps act on the overlap: a correction to population gradient flow that changes the phase diagram',
    source: 'benarous2022',
    settings: { activation: 'he2', start: '0.3', stepSize: '0.02,0.1,0.3', duration: '2' },
    margin: 0.1,
  },
];
