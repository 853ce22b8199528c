import type { Preset } from '../contract.ts';
import { ahn2023, lu2024 } from '../shared/bibliography.ts';

export const sources = [lu2024, ahn2023];

export const presets: Preset[] = [
  {
    id: 'task-diversity',
    title: 'The more tasks, the less a new one costs: attention learns to learn',
    source: 'lu2024',
    settings: { tasks: '0.3:4:8:log', contexts: '2', length: '2', ridge: '0.1' },
    shown: ['iclError', 'idgError'],
    budget: 60,
  },
  {
    id: 'double-descent',
    title: 'The error peaks where contexts are as many as features, d², unless a ridge is there',
    source: 'lu2024',
    settings: { dimension: '28', contexts: '0.25,0.4,2,3,5', ridge: '0,0.1', tasks: '1', length: '1.5' },
    shown: ['iclError'],
    budget: 120,
  },
  {
    id: 'transition',
    title: 'Where attention learns in context: the price of a new task over contexts and tasks',
    source: 'lu2024',
    settings: { tasks: '0.3:4:7:log', contexts: '0.5:5:6:log', length: '3' },
    shown: ['gap'],
    budget: 120,
  },
];
