import type { Preset } from '../contract.ts';
import { bergsma2025, defazio2024, li2025, qiu2025 } from '../shared/bibliography.ts';

export const sources = [li2025, qiu2025, bergsma2025, defazio2024];

export const presets: Preset[] = [
  {
    id: 'schedules',
    title: 'Risk under four schedules, each at its best rate: what decay buys comes at the end',
    source: 'li2025',
    settings: { schedule: 'constant,linear,cosine,warmup-stable-decay' },
    shown: ['risk', 'gain'],
  },
  {
    id: 'functional-law',
    title: 'A schedule enters through the sum of its rates and one convolution',
    source: 'li2025',
    settings: { schedule: 'linear,warmup-stable-decay', rate: '0.03', theory: 'functional', batch: '16', noise: '10' },
    shown: ['risk'],
    margin: 0.05,
  },
  {
    id: 'decay-share',
    title: 'Risk at the end over the share of the budget in which the rate falls: the least lies near 0.6',
    source: 'bergsma2025',
    // Far apart: close points leave the place of the least to their noise.
    settings: { decayShare: '0.2:1:3', rate: '0.15', dimension: '20' },
    shown: ['finalRisk', 'bestDecay'],
  },
  {
    id: 'collapse',
    title: 'At constant rates that are best for their budgets, risks over that at the end are one curve',
    source: 'qiu2025',
    settings: { schedule: 'constant', steps: '200,800', theory: 'collapse' },
    shown: ['relativeRisk', 'halfway'],
    // Of finite budgets the curve is off by up to 4 per cent, by theory=exact.
    margin: 0.08,
  },
  {
    id: 'network-decay',
    title: 'A network under linear decay ends with less risk than at a constant rate',
    source: 'bergsma2025',
    settings: { model: 'network', schedule: 'linear' },
    shown: ['gain', 'networkGains'],
  },
];
