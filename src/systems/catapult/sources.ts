import type { Preset } from '../contract.ts';
import { kalra2023, lewkowycz2020, saxe2013 } from '../shared/bibliography.ts';

export const sources = [lewkowycz2020, kalra2023, saxe2013];

export const presets: Preset[] = [
  {
    id: 'final-sharpness',
    title: 'Large rates end at flat minima: final sharpness over the learning rate, across the edge at 2',
    source: 'lewkowycz2020',
    settings: { rate: '0.2:3.9:38', width: '512', edges: 'no' },
    shown: ['finalSharpness', 'settled', 'peakLoss'],
  },
  {
    id: 'catapult',
    title: 'A lazy training, and one that is thrown out of its minimum and lands in a flatter one',
    source: 'lewkowycz2020',
    settings: { rate: '1.5,2.2,3.5', width: '512', steps: '30', edges: 'no' },
    shown: ['loss', 'kernel', 'sharpness'],
  },
  {
    id: 'phases',
    title: 'The four phases of early training, over the learning rate and the width',
    source: 'kalra2023',
    settings: { rate: '1.45:4.45:16', width: '4:1024:9:log', steps: '200', edges: 'no' },
    shown: ['phase'],
  },
  {
    id: 'edges',
    title: 'The rates at which the loss rises, the sharpness rises and training diverges, over the width',
    source: 'kalra2023',
    settings: { width: '4:1024:9:log' },
    shown: ['lazyEdge', 'sharpnessEdge', 'divergentEdge'],
  },
  {
    id: 'wide-networks',
    title:
      'Several data: the lazy phase of a linear, a tanh and a relu network of width 1024 ends at 2 over the sharpness',
    source: 'lewkowycz2020',
    settings: {
      model: 'network',
      rate: '2.5',
      activation: 'linear,tanh,relu',
      width: '1024',
      samples: '4',
      steps: '100',
    },
    shown: ['lazyEdge', 'divergentEdge', 'settled'],
    budget: 90,
  },
  {
    id: 'relu-depth',
    title: 'Where relu networks diverge depends on their depth: one hidden layer, and two',
    source: 'lewkowycz2020',
    settings: {
      model: 'network',
      rate: '2.5',
      activation: 'relu',
      depth: '1,2',
      width: '256',
      samples: '4',
      steps: '60',
    },
    shown: ['divergentEdge', 'lazyEdge'],
    expected: 'broken',
    because:
      'the edge of divergence is measured, nobody predicts it; that of the lazy phase lies a tenth above 2 at this width, with two hidden layers',
  },
];
