import type { Preset } from '../contract.ts';
import { hanin2018, marchenko1967, pennington2017, penson2011 } from '../shared/bibliography.ts';

export const sources = [pennington2017, hanin2018, penson2011, marchenko1967];

export const presets: Preset[] = [
  {
    id: 'relu-spectra',
    title: 'Neither Gaussian nor orthogonal weights make a relu network an isometry: half of all directions are lost',
    source: 'pennington2017',
    settings: { weights: 'gaussian,orthogonal', depth: '4', width: '400' },
    shown: ['density'],
    budget: 1300,
  },
  {
    id: 'linear-spectra',
    title: 'Products of two and of six Gaussian matrices: most directions shrink, a few are stretched',
    source: 'penson2011',
    settings: { activation: 'linear', weightVariance: '1', depth: '2,6', width: '400' },
    shown: ['density'],
  },
  {
    id: 'isometry',
    title: 'On the critical line, orthogonal weights bring tanh networks near to isometry where signals are short',
    source: 'pennington2017',
    settings: {
      activation: 'tanh',
      weights: 'gaussian,orthogonal',
      weightVariance: '1.0499956',
      biasVariance: '2.01e-5',
      startLength: '0.0248',
      depth: '2:8:4',
      width: '400',
    },
    shown: ['spread'],
  },
];
