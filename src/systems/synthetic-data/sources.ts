import type { Preset } from '../contract.ts';
import { dohmatob2024strong } from '../shared/bibliography.ts';

export const sources = [dohmatob2024strong];

export const presets: Preset[] = [
  {
    id: 'strong-collapse',
    title: 'A fixed share of synthetic data sets a floor that more data do not lower',
    source: 'dohmatob2024strong',
    settings: { samples: '100:3000:8:log', share: '0.1,0.5', error: '0.5', noise: '0.1' },
    shown: ['excessError'],
  },
  {
    id: 'help-or-hurt',
    title: 'Synthetic data help up to a break-even error of the generator',
    source: 'dohmatob2024strong',
    settings: { error: '0.1:3:13:log', samples: '120', share: '0.6667' },
    shown: ['excessError', 'realError', 'breakEven'],
    budget: 120,
  },
  {
    id: 'quality-and-share',
    title: 'When synthetic data help, by their quality and share',
    source: 'dohmatob2024strong',
    settings: { share: '0.1:0.9:9', error: '0.03:3:9:log' },
    shown: ['advantage'],
    expected: 'unresolved',
    because: 'the advantage is the difference of two errors, and 5 % of it are thousands of trials a point away',
  },
];
