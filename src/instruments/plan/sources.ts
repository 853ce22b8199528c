import type { Source } from '../../systems/contract.ts';
import { dohmatob2024strong } from '../../systems/shared/bibliography.ts';
import { sources as ofFit } from '../fit/sources.ts';

export const sources: Source[] = [
  ...ofFit.filter(({ id }) => id === 'hoffmann2022' || id === 'muennighoff2023'),
  dohmatob2024strong,
  {
    id: 'mccandlish2018',
    authors: ['Sam McCandlish', 'Jared Kaplan', 'Dario Amodei', 'OpenAI Dota Team'],
    title: 'An Empirical Model of Large-Batch Training',
    year: 2018,
    arxiv: '1812.06162',
  },
];
