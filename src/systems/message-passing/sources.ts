import type { Preset } from '../contract.ts';
import { aubin2020, barbier2017, lu2017, mondelli2017, rangan2010 } from '../shared/bibliography.ts';
import type { MessagePassingParameters } from './parameters.ts';

export const sources = [barbier2017, rangan2010, aubin2020, mondelli2017, lu2017];

export function sourceFor({ channel, estimator }: MessagePassingParameters): string {
  if (estimator !== 'bayes') return 'aubin2020';
  return channel === 'linear' ? 'rangan2010' : 'barbier2017';
}

export const presets: Preset[] = [
  {
    id: 'ten-steps',
    title: 'Messages follow their state evolution, step by step',
    source: 'barbier2017',
    settings: { dimension: '2000' },
    shown: ['overlap', 'power', 'variance', 'error'],
    budget: 60,
  },
  {
    id: 'perceptron',
    title: 'Bayes’ error of signs falls as 1/α',
    source: 'barbier2017',
    settings: { ratio: '0.5,1,2,4,8', dimension: '500' },
    shown: ['settledError', 'leastError'],
    budget: 60,
  },
  {
    id: 'logistic',
    title: 'A logistic loss with a well-chosen ridge comes close to Bayes’ error',
    source: 'aubin2020',
    settings: { estimator: 'logistic', ridge: '0.016' },
    shown: ['settledError', 'leastError'],
    budget: 60,
  },
  {
    id: 'weak-recovery',
    title: 'An overlap of 0.1 with the signal of phase retrieval grows from α = 0.80 on, a vanishing one from 0.604 on',
    source: 'mondelli2017',
    settings: {
      channel: 'abs',
      noise: '0.1',
      ratio: '0.4,0.55,0.7,0.85,1',
      start: '0.1',
      steps: '3',
      dimension: '2000',
    },
    shown: ['growth', 'recovery'],
    margin: 0.05,
    budget: 120,
  },
  {
    id: 'spectral-start',
    title: 'The spectral start of phase retrieval',
    source: 'lu2017',
    settings: { channel: 'abs', ratio: '1,1.5,2,3,4', dimension: '500', steps: '2' },
    shown: ['spectralOverlap'],
    budget: 60,
  },
];
