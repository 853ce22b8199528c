import type { Preset } from '../contract.ts';
import { bernstein2024, gupta2018, kingma2014, lessard2014, su2015, velikanov2022 } from '../shared/bibliography.ts';

export const sources = [velikanov2022, su2015, lessard2014, kingma2014, gupta2018, bernstein2024];

export const presets: Preset[] = [
  {
    id: 'exponents',
    title: 'Descent, the heavy ball and Nesterov’s method on one spectrum: the same exponent, and twice it',
    source: 'velikanov2022',
    settings: { optimiser: 'gradient-descent,heavy-ball,nesterov', capacity: '2', source: '3', momentum: '0.5' },
    shown: ['loss', 'exponent'],
  },
  {
    id: 'law-of-descent',
    title: 'Gradient descent falls as its law, (a − 1)/b',
    source: 'velikanov2022',
    settings: { optimiser: 'gradient-descent', capacity: '2', source: '3' },
    shown: ['loss', 'lawExponent'],
  },
  {
    id: 'muon',
    title: 'Muon takes the same length from all singular values',
    source: 'bernstein2024',
    settings: { optimiser: 'muon', dimension: '16', steps: '60' },
    shown: ['loss', 'stepsToTarget'],
  },
  {
    id: 'adam-on-a-network',
    title: 'Adam at its best rate brings a network to the target in fewer steps than descent at its own',
    source: 'kingma2014',
    settings: { model: 'network', optimiser: 'adam' },
    shown: ['speedup', 'networkFaster'],
  },
];
