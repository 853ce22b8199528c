import type { Preset } from '../contract.ts';
import { elhage2022 } from '../shared/bibliography.ts';

export const sources = [elhage2022];

export const presets: Preset[] = [
  {
    id: 'phases',
    title: 'Ignored, in superposition or with a dimension of its own: the second of two features in one dimension',
    source: 'elhage2022',
    settings: { density: '0.05:1:8:log', importance: '0.1:10:8:log' },
    shown: ['dimensionality'],
    budget: 180,
  },
  {
    id: 'switching',
    title:
      'A second feature joins as inputs become sparser: at once where it is less important, slowly where it is not',
    source: 'elhage2022',
    settings: { density: '0.1:0.95:8', importance: '0.25,0.5,0.8' },
    shown: ['dimensionality', 'loss'],
    budget: 180,
  },
];
