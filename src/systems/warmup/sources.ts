import type { Preset } from '../contract.ts';
import { kalra2024, lewkowycz2020 } from '../shared/bibliography.ts';

export const sources = [kalra2024, lewkowycz2020];

export const presets: Preset[] = [
  {
    id: 'largest-rate',
    title:
      'The largest trainable rate grows with the warm-up where that begins at the edge, and not where it begins at 0.2',
    source: 'kalra2024',
    settings: { warmup: '2:20:7', initial: '0.2,edge', rate: '3.5' },
    shown: ['largestRate'],
  },
  {
    id: 'trainable',
    title: 'Which target rates survive which warm-up',
    source: 'kalra2024',
    settings: { rate: '3:12:10', warmup: '1:28:10', width: '64', steps: '100' },
    shown: ['outcome'],
  },
  {
    id: 'mechanism',
    title: 'Small catapults keep the rate times the sharpness near 2 while the rate rises',
    source: 'kalra2024',
    settings: { rate: '6', warmup: '16', initial: 'edge,3', steps: '50' },
    shown: ['load', 'sharpness', 'loss'],
  },
  {
    id: 'gi-adam',
    title: 'The loss that Adam raises at its first steps, and GI-Adam does not, over the rate',
    source: 'kalra2024',
    settings: { model: 'network', adamRate: '0.1:3:4:log', warmup: '0', rate: '3', width: '64', steps: '60' },
    shown: ['preconditionedRatio', 'adamPeak', 'giAdamPeak'],
  },
];
