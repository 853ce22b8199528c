import type { Preset } from '../contract.ts';
import { atanasov2024, burns2023, das2023, dohmatob2024, ildiz2024, medvedev2025 } from '../shared/bibliography.ts';

export const sources = [ildiz2024, burns2023, das2023, dohmatob2024, medvedev2025, atanasov2024];

export const presets: Preset[] = [
  {
    id: 'beyond-the-supervisor',
    title: 'A student beats the supervisor whose labels it learns, and comes near to what true labels teach',
    source: 'burns2023',
    settings: { supervisorRidge: '0.001:1:10:log', noise: '0.4' },
    shown: ['supervisorError', 'studentError', 'ceilingError'],
    budget: 120,
  },
  {
    id: 'random-features',
    title: 'A supervisor of few random features is beaten by a student that sees all directions',
    source: 'medvedev2025',
    settings: { supervisor: 'random', features: '40:160:5:log', supervisorRidge: '0.01', noise: '0.2', ridge: '0.03' },
    shown: ['supervisorError', 'studentError'],
    budget: 120,
  },
  {
    id: 'best-labels',
    title: 'Labels of a model that is worse than the truth teach more than the truth does',
    source: 'ildiz2024',
    settings: {
      labels: 'surrogate',
      dimension: '500',
      decay: '2',
      target: 'source',
      source: '0.125',
      ridge: '0',
      noise: '0.05',
      samples: '50:400:6:log',
    },
    shown: ['studentError', 'ceilingError'],
    budget: 120,
  },
  {
    id: 'mixing',
    title: 'The best weight of a fit’s own labels is above 1 where noise is strong, below 0 under too large a ridge',
    source: 'das2023',
    settings: { labels: 'own', supervisorRidge: '0.01,0.2', mix: '-2:3:11' },
    shown: ['studentError', 'bestMix'],
    budget: 180,
  },
  {
    id: 'when-the-student-wins',
    title: 'Where a student beats its supervisor, over the supervisor’s ridge and the noise',
    source: 'burns2023',
    settings: { supervisorRidge: '0.001:1:8:log', noise: '0.03:1:7:log' },
    shown: ['gain'],
    budget: 240,
  },
];
