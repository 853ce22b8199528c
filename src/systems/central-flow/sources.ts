import type { Preset } from '../contract.ts';
import { barrett2020, cohen2021, cohen2024, damian2022 } from '../shared/bibliography.ts';

export const sources = [cohen2024, damian2022, cohen2021, barrett2020];

export const presets: Preset[] = [
  {
    id: 'central-flow',
    title: 'The central flow has the smoothed loss, the sharpness and the size of the oscillation',
    source: 'cohen2024',
    settings: {},
  },
  {
    id: 'gradient-flow',
    title: 'Gradient flow parts from gradient descent at the edge of stability',
    source: 'cohen2021',
    settings: { theory: 'gradient' },
    shown: ['loss', 'sharpness'],
    expected: 'broken',
    because:
      'gradient flow sharpens on beyond 2/η, which gradient descent cannot follow: that is what the figure shows',
  },
  {
    id: 'modified-loss',
    title: 'Below the edge gradient descent follows the modified loss, to second order in the step',
    source: 'barrett2020',
    settings: { theory: 'modified', step: '0.01:0.05:4:log', time: '4', window: '50', jitter: '0' },
    shown: ['departure', 'flowOrder', 'modifiedOrder'],
  },
];
