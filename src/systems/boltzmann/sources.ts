import type { Preset } from '../contract.ts';
import { hinton2002 } from '../shared/bibliography.ts';

export const sources = [hinton2002];

export const presets: Preset[] = [
  {
    id: 'strength',
    title: 'The stronger the weights, the farther contrastive divergence is from the gradient, and the longer',
    source: 'hinton2002',
    settings: { weightScale: '0.5,1,2', steps: '20' },
  },
  {
    id: 'machines',
    title: 'The bias differs between machines of one size and strength by a factor of several',
    source: 'hinton2002',
    settings: { task: '1,2,3,4', weightScale: '1.5' },
  },
];
