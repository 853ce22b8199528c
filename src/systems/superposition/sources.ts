import type { Preset } from '../contract.ts';
import { elhage2022, liu2025 } from '../shared/bibliography.ts';

export const sources = [elhage2022, liu2025];

export const presets: Preset[] = [
  {
    id: 'phases',
    title: 'Ignored, in superposition or with a dimension of its own: the second of two features in one dimension',
    source: 'elhage2022',
    settings: { density: '0.05:1:8:log', importance: '0.1:10:8:log' },
    shown: ['dimensionality'],
    budget: 120,
    expected: 'broken',
    because:
      'next to the boundary of two phases both are minima of almost the same loss, and noise of training decides',
  },
  {
    id: 'switching',
    title:
      'A second feature joins as inputs become sparser: at once where it is less important, slowly where it is not',
    source: 'elhage2022',
    settings: { density: '0.1:0.9:6', importance: '0.25,0.5,0.8' },
    shown: ['dimensionality', 'loss'],
    budget: 90,
    expected: 'broken',
    because: 'a weight that fades continuously costs so little that noise of training keeps some of it',
  },
];
