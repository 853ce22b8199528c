import type { Preset } from '../contract.ts';
import { baik2005, fyodorov2015 } from '../shared/bibliography.ts';

export const sources = [baik2005, fyodorov2015];

export const presets: Preset[] = [
  {
    id: 'transition',
    title: 'The planted direction is seen from λ = 1 on, and not at all below',
    source: 'baik2005',
    settings: { signal: '0.2,0.4,1.5,2,2.5,3', size: '300' },
    budget: 120,
  },
  {
    id: 'escape',
    title: 'From a random start the flow finds the direction after a time of order ln N',
    source: 'fyodorov2015',
    settings: { signal: '2,3', size: '200,400', time: '8' },
    budget: 180,
    shown: ['flowOverlap'],
  },
];
