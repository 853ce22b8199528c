import type { Preset } from '../contract.ts';
import { auffinger2013, cugliandolo1993, fyodorov2015, sellke2024 } from '../shared/bibliography.ts';

export const sources = [cugliandolo1993, auffinger2013, sellke2024, fyodorov2015];

export const presets: Preset[] = [
  {
    id: 'descent-to-threshold',
    title: 'From a random start the energy sinks towards the threshold, at every order of the interaction',
    source: 'sellke2024',
    settings: { order: '2,3', time: '10', size: '200' },
    margin: 0.02,
    budget: 90,
  },
  {
    id: 'ageing',
    title: 'The longer the wait, the slower the state forgets',
    source: 'cugliandolo1993',
    settings: { waiting: '0.5,1,2', time: '6' },
    shown: ['correlation'],
    budget: 60,
    expected: 'unresolved',
    because:
      'correlations were up to 3.0 ± 0.5 per cent off at N = 100, most after the shortest wait, which is the margin itself',
  },
  {
    id: 'planted-signal',
    title: 'A signal strong enough is found from a start that already points towards it',
    source: 'cugliandolo1993',
    settings: { signal: '3,4', startOverlap: '0.6', time: '4' },
    shown: ['overlap'],
    budget: 60,
  },
];
