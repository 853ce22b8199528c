import type { Preset } from '../contract.ts';
import { cohen2021, cohen2022 } from '../shared/bibliography.ts';

export const sources = [cohen2021, cohen2022];

/** The network of the notes: two hidden layers on a thousand digits. */
const THOUSAND = { samples: '1000', width: '64' };

export const presets: Preset[] = [
  {
    id: 'learning-rates',
    title: 'Sharpness rises to 2/η and stays there, whatever the learning rate: 1000 digits, two hidden layers of 64',
    source: 'cohen2021',
    settings: { ...THOUSAND, rate: '0.2,0.3,0.4', steps: '1500' },
    shown: ['sharpness', 'lateSharpness', 'loss'],
    budget: 240,
  },
  {
    id: 'architectures',
    title: 'A fully connected network and a convolutional one come to the same edge',
    source: 'cohen2021',
    settings: { architecture: 'mlp,cnn', width: '6', samples: '40', rate: '0.6', steps: '1000' },
    shown: ['sharpness', 'lateSharpness', 'loss'],
    budget: 120,
  },
  {
    id: 'transformer',
    title: 'A transformer that predicts the next word comes to the edge as well',
    source: 'cohen2021',
    settings: { architecture: 'transformer', samples: '8', depth: '1', width: '12', rate: '0.2', steps: '2000' },
    shown: ['sharpness', 'lateSharpness', 'loss'],
    budget: 60,
  },
  {
    id: 'polynomial',
    title: 'A small network on a Chebyshev polynomial, at several learning rates',
    source: 'cohen2021',
    settings: {
      ...{ task: 'chebyshev', degree: '6', samples: '20', width: '[30,20]', weightScale: '1' },
      ...{ rate: '0.2,0.3,0.4169', steps: '4000' },
    },
    shown: ['sharpness', 'lateSharpness', 'loss'],
  },
  {
    id: 'momentum',
    title: 'With momentum the edge is another: heavy ball and Nesterov on a Chebyshev polynomial',
    source: 'cohen2021',
    settings: {
      ...{ task: 'chebyshev', degree: '5', samples: '20', width: '[24,16]', weightScale: '1' },
      ...{ optimiser: 'heavy-ball,nesterov', momentum: '0.5', rate: '0.2', steps: '6000' },
    },
    shown: ['sharpness', 'lateSharpness', 'oscillation'],
  },
  {
    id: 'adam',
    title: 'The preconditioned sharpness of Adam rises to 38/η',
    source: 'cohen2022',
    settings: {
      ...{ task: 'chebyshev', degree: '5', samples: '20', width: '[24,16]', weightScale: '1' },
      ...{ optimiser: 'adam', rate: '0.001,0.002', steps: '6000' },
    },
    shown: ['sharpness', 'lateSharpness', 'loss'],
  },
  {
    id: 'digits-momentum',
    title: 'The heavy ball on 1000 digits stands at its own threshold, 3/η for β = 0.5',
    source: 'cohen2021',
    settings: { ...THOUSAND, optimiser: 'heavy-ball', momentum: '0.5', rate: '0.3', steps: '1500' },
    shown: ['sharpness', 'lateSharpness', 'loss'],
    budget: 240,
  },
  {
    id: 'digits-adam',
    title: 'Adam on 1000 digits: its preconditioned sharpness stands at 38/η',
    source: 'cohen2022',
    settings: { ...THOUSAND, optimiser: 'adam', rate: '0.001,0.002', steps: '1500' },
    shown: ['sharpness', 'lateSharpness', 'loss'],
    budget: 240,
  },
];
