import type { Preset } from '../contract.ts';
import { bao2017, huh2024, kornblith2019, raghu2017, szekely2014 } from '../shared/bibliography.ts';

export const sources = [kornblith2019, raghu2017, huh2024, szekely2014, bao2017];

export const presets: Preset[] = [
  {
    id: 'nothing-in-common',
    title: 'Independent representations: linear CKA and canonical correlations are far from 0, debiased CKA is not',
    source: 'kornblith2019',
    settings: { shared: '0', xDimension: '30', yDimension: '50', samples: '100:400:3:log' },
    shown: ['cka', 'debiased', 'gaussianDebiased', 'meanSquaredCorrelation'],
  },
  {
    id: 'more-features-than-inputs',
    title: 'With more features than inputs any two representations look alike, until the bias is taken off',
    source: 'kornblith2019',
    settings: { shared: '0', xDimension: '10:640:4:log', yDimension: '200', samples: '60' },
    shown: ['cka', 'debiased'],
    budget: 1300,
  },
  {
    id: 'variance-of-nothing',
    title: 'The variance of debiased CKA of independent representations is 2/(n(n − 3)), whatever they are',
    source: 'szekely2014',
    settings: { shared: '0', xDimension: '5', yDimension: '10', xDecay: '0,1', samples: '30:90:3:log' },
    shown: ['spread'],
    margin: 0.05,
    budget: 290,
  },
  {
    id: 'chance-of-neighbours',
    title: 'Neighbours, principal components and rotations of independent representations agree by chance',
    source: 'huh2024',
    settings: { shared: '0', samples: '60:240:3:log' },
    shown: ['neighbours', 'svcca', 'procrustes'],
  },
  {
    id: 'strength-of-the-signal',
    title: 'From nothing in common to the same ten components',
    source: 'bao2017',
    settings: { correlation: '0:0.9:7', samples: '100' },
    shown: ['cka', 'debiased', 'meanSquaredCorrelation'],
  },
];
