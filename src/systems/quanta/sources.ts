import type { Preset } from '../contract.ts';
import { hutter2021, michaud2023 } from '../shared/bibliography.ts';

export const sources = [michaud2023, hutter2021];

export const presets: Preset[] = [
  {
    id: 'smooth-law',
    title: 'Quanta are learned one by one, each all at once; their mean loss is a smooth power',
    source: 'michaud2023',
    settings: { exponent: '0.4', examples: '100000' },
    shown: ['loss', 'learned', 'examplesExponent', 'learnedExponent'],
  },
  {
    id: 'slots',
    title: 'A learner with room for n quanta: the power of its loss is another, −α in place of −α/(1 + α)',
    source: 'michaud2023',
    settings: { exponent: '0.4,0.8', examples: '100000' },
    shown: ['capacityLoss', 'slotsExponent'],
  },
  {
    id: 'memorising',
    title: 'Learning that is memorising: an item is known once it has been seen, and the tail makes the exponent',
    source: 'hutter2021',
    settings: { threshold: '1', exponent: '0.3,0.6,1.2', examples: '30000' },
    shown: ['loss', 'examplesExponent'],
  },
  {
    id: 'sigmoids',
    title: 'A sum of sigmoids: the width of a single transition leaves the exponent as it is',
    source: 'michaud2023',
    settings: { spread: '0,0.5', threshold: '10' },
    shown: ['loss', 'examplesExponent'],
  },
];
