import type { Preset } from '../contract.ts';
import { elhage2022, liu2025, welch1974 } from '../shared/bibliography.ts';

export const sources = [elhage2022, liu2025, welch1974];

export const presets: Preset[] = [
  {
    id: 'without-relu',
    title: 'Without ReLU there is no superposition: the loss of principal components',
    source: 'elhage2022',
    settings: { features: '64', dimensions: '4,8,16,24', activation: 'linear,relu' },
    shown: ['loss'],
  },
  {
    id: 'polygons',
    title: 'Sparse features in a plane: the best of four thousand starts is the best polygon, with the rest left out',
    source: 'elhage2022',
    settings: { dimensions: '2', features: '3:9:7', start: 'normal', restarts: '4000' },
    shown: ['loss', 'represented'],
    budget: 120,
  },
  {
    id: 'rare-polygons',
    title: 'How many random starts end in the pentagon, the hexagon and the heptagon',
    source: 'elhage2022',
    settings: { dimensions: '2', features: '5,6,7', restarts: '100', bias: '-0.8,-0.4,-0.1' },
    shown: ['found', 'loss'],
  },
  {
    id: 'tight-frames',
    title: 'Trained features overlap as little as vectors can, in any number of dimensions',
    source: 'welch1974',
    settings: { features: '64,128', dimensions: '4,6,8,12,16' },
    shown: ['overlap', 'totalDimensionality'],
  },
  {
    id: 'one-over-m',
    title: 'Random unit vectors without biases lose as 1/m; a length and a bias make it less, and fall faster',
    source: 'liu2025',
    settings: { features: '128', dimensions: '4,8,16,32', steps: '50', restarts: '1' },
    shown: ['unitLoss', 'unitExponent', 'randomLoss'],
  },
  {
    id: 'not-one-over-m',
    title: 'The loss of trained features does not fall as 1/m, although their squared overlaps do',
    source: 'liu2025',
    settings: { features: '128', dimensions: '6,8,12,16', restarts: '1' },
    shown: ['loss', 'overlap', 'lawExponent'],
    expected: 'broken',
    because: 'a bias hides interference for the square of a threshold, which falls about as 1/m',
  },
  {
    id: 'local-exponent',
    title: 'What appears instead: the loss of 256 features falls about as 1/m², and faster where all is nearly free',
    source: 'liu2025',
    settings: { features: '256', dimensions: '4,8,16,32', restarts: '1', doubled: 'yes' },
    shown: ['exponent', 'loss', 'overlap'],
    budget: 300,
  },
];
