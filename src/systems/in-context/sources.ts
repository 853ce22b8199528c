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
    budget: 240,
  },
  {
    id: 'transition',
    title: 'Where attention learns in context: the price of a new task over contexts and tasks',
    source: 'lu2024',
    settings: { tasks: '0.3:4:7:log', contexts: '0.5:5:6:log', length: '3' },
    shown: ['gap'],
    budget: 180,
  },
  {
    id: 'trained-networks',
    title: 'Networks that are trained come to the best linear attention; softmax follows it with the tasks',
    source: 'ahn2023',
    settings: { attention: 'trained', dimension: '5', tasks: '0.4,2,6' },
    shown: ['iclError', 'idgError', 'softmaxError'],
    // Sets of a few tasks scatter, and every trial has its own.
    margin: 0.1,
    budget: 240,
  },
  {
    id: 'trained-lengths',
    title: 'A trained network errs the less, the more examples it is given, as one step of gradient descent',
    source: 'ahn2023',
    settings: { attention: 'trained', dimension: '5', tasks: 'unlimited', length: '1,1.6,2.6,4' },
    shown: ['iclError', 'softmaxError'],
    budget: 300,
  },
  {
    id: 'finite-dimension',
    title: 'In few dimensions errors are above the limit, by as much as 1/d says',
    source: 'lu2024',
    settings: { sizes: 'one', dimension: '10', tasks: '0.5,1,2' },
    shown: ['iclError', 'idgError'],
    expected: 'broken',
    because: 'ten dimensions are few; the deviation falls as 1/d under --scale 1,2,4',
  },
];
