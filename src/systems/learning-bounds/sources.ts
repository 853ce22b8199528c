import type { Preset } from '../contract.ts';
import { engel2001, koltchinskii2002, maurer2004, seung1992, vapnik1971 } from '../shared/bibliography.ts';

export const sources = [vapnik1971, koltchinskii2002, maurer2004, seung1992, engel2001];

export const presets: Preset[] = [
  {
    id: 'how-vacuous',
    title: 'What bounds allow and what learners do, over samples per dimension',
    source: 'vapnik1971',
    settings: { load: '1:5:4:log' },
    shown: ['gibbsError', 'bayesError', 'vcGap', 'marginGap', 'pacBayes', 'rademacher'],
    budget: 120,
  },
  {
    id: 'learning-curves',
    title: 'Learning curves of a perceptron by three rules: the Hebb rule falls behind as 1/√α',
    source: 'seung1992',
    settings: { load: '0.5:5:5:log', dimension: '60' },
    shown: ['hebbError', 'gibbsError', 'bayesError'],
    budget: 90,
  },
  {
    id: 'posteriors',
    title: 'The sharper a posterior, the more it may err beyond its training error, and the more it does',
    source: 'maurer2004',
    settings: { sharpness: '1:20:5:log', load: '3', dimension: '50' },
    shown: ['pacBayes'],
    budget: 90,
  },
];
