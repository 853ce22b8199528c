import type { Preset } from '../contract.ts';
import { gerdes2024, ho2020, song2020implicit, song2020score } from '../shared/bibliography.ts';

export const sources = [gerdes2024, ho2020, song2020implicit, song2020score];

export const presets: Preset[] = [
  {
    id: 'ordering-strength',
    title: 'Ordering strength pulls the scales apart, from all at once to one after the other',
    source: 'gerdes2024',
    settings: { strength: '0,1,2,5', leastNoise: '-7', mostNoise: '3' },
    shown: ['emergence'],
  },
  {
    id: 'pixel-by-pixel',
    title: 'From one pixel after the other to all at once: what windows of time that overlap make of a chain',
    source: 'gerdes2024',
    settings: {
      covariance: 'chain',
      dimension: '5',
      basis: 'pixel',
      schedule: 'sequential',
      order: 'position',
      overlap: '0.2,0.5,1',
      leastNoise: '-8',
      mostNoise: '6',
      steps: '100',
    },
    shown: ['variance'],
  },
  {
    id: 'fewer-steps',
    title: 'What four samplers are off by after few steps, and the floor of those that never forget the prior',
    source: 'song2020implicit',
    settings: {
      sampler: 'ancestral,ddim,euler-maruyama,probability-flow',
      steps: '4:64:5:log',
      dimension: '8',
      mostNoise: '2',
    },
    shown: ['targetDivergence'],
  },
];
