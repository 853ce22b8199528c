import type { Source } from '../../systems/contract.ts';

export const sources: Source[] = [
  {
    id: 'cagnetta2026',
    authors: ['Francesco Cagnetta', 'Allan Raventós', 'Surya Ganguli', 'Matthieu Wyart'],
    title: 'Deriving neural scaling laws from the statistics of natural language',
    year: 2026,
    arxiv: '2602.07488',
  },
];
