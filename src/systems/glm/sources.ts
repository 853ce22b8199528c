import type { Preset } from '../contract.ts';
import {
  aubin2020,
  barbier2017,
  candes2018,
  donoho2013,
  loureiro2021,
  loureiro2021mixtures,
  mignacco2020,
  montanari2019,
  sur2018,
} from '../shared/bibliography.ts';
import type { GlmParameters } from './parameters.ts';

export const sources = [
  aubin2020,
  sur2018,
  candes2018,
  donoho2013,
  mignacco2020,
  montanari2019,
  loureiro2021,
  loureiro2021mixtures,
  barbier2017,
];

/** Whose theory it is. */
export function sourceFor({ data, teacher, loss, ridge, unseen, spectrum }: GlmParameters): string {
  if (data) return 'loureiro2021mixtures';
  if (teacher === 'clusters') return 'mignacco2020';
  if (teacher === 'linear') return 'donoho2013';
  if (loss === 'margin') return 'montanari2019';
  if (loss === 'logistic' && ridge === 0) return 'sur2018';
  return unseen > 0 || spectrum !== 'isotropic' ? 'loureiro2021' : 'aubin2020';
}

export const presets: Preset[] = [
  {
    id: 'losses',
    title: 'Test errors of three losses on the labels of a perceptron',
    source: 'aubin2020',
    settings: { loss: 'logistic,hinge,square', teacher: 'sign', signal: '1', ridge: '0.1', samples: '100:1200:6:log' },
    shown: ['testError'],
    budget: 120,
  },
  {
    id: 'best-ridge',
    title: 'Logistic regression with the best ridge comes next to the Bayes error, square loss does not',
    source: 'aubin2020',
    settings: { loss: 'logistic,square', teacher: 'sign', signal: '1', samples: '800', ridge: '0.001:10:7:log' },
    shown: ['testError', 'leastTestError'],
    budget: 120,
  },
  {
    id: 'separability',
    title: 'Where the likelihood of logistic regression has no maximum, over samples and signal',
    source: 'candes2018',
    settings: { ridge: '0', dimension: '100', samples: '100:700:7', signal: '1:16:5:log' },
    shown: ['separable'],
    budget: 120,
    expected: 'unresolved',
    because: 'a share known within 0.05 takes a hundred trials a point, more than its budget makes',
  },
  {
    id: 'bias',
    title: 'Maximum likelihood overestimates the weights of a logistic regression',
    source: 'sur2018',
    settings: { ridge: '0', signal: '5', dimension: '200', samples: '1000,1400,2000,4000' },
    shown: ['bias', 'spread'],
    budget: 180,
    expected: 'unresolved',
    because: 'the spread within 3 % takes some 550 trials near the border, more than its budget makes',
    published: [
      { of: 'bias', at: { samples: 1000 }, value: 1.4994, accuracy: 5e-5, where: 'α_* at κ = 0.2, γ² = 5' },
      { of: 'spread', at: { samples: 1000 }, value: 4.7436, accuracy: 5e-5, where: 'σ_* at κ = 0.2, γ² = 5' },
    ],
  },
  {
    id: 'likelihood-ratio',
    title: 'Likelihood ratios of useless directions are larger than the classical theory says',
    source: 'sur2018',
    settings: { ridge: '0', signal: '2', dimension: '60', samples: '300,600' },
    shown: ['likelihoodRatio'],
    budget: 120,
    expected: 'unresolved',
    because: 'a ratio scatters by 1.4 times its mean, and 3 % of it are thousands of trials away',
  },
  {
    id: 'largest-margin',
    title: 'The largest margin and the error of its plane, below the threshold',
    source: 'montanari2019',
    settings: { loss: 'margin', teacher: 'sign', signal: '1', samples: '200,400,800' },
    shown: ['margin', 'testError', 'alignment'],
    budget: 120,
  },
  {
    id: 'outliers',
    title: 'Huber’s threshold beside outliers: the best one depends on the number of samples',
    source: 'donoho2013',
    settings: {
      loss: 'huber',
      teacher: 'linear',
      signal: '1',
      ridge: '0',
      noise: '0.25',
      outliers: '0.1',
      threshold: '0.2:5:6:log',
      samples: '400,1000',
    },
    shown: ['excess'],
    budget: 120,
    expected: 'unresolved',
    because: 'an excess error within 3 % takes thousands of trials beside outliers',
  },
  {
    id: 'clusters',
    title: 'Beside two balanced clusters the largest ridge is the best one, for every loss',
    source: 'mignacco2020',
    settings: {
      loss: 'logistic,hinge,square',
      teacher: 'clusters',
      signal: '1.5',
      samples: '200',
      ridge: '0.1:100:4:log',
    },
    shown: ['testError'],
    budget: 120,
  },
  {
    id: 'intercept',
    title: 'Unequal clusters, with an intercept',
    source: 'mignacco2020',
    settings: {
      loss: 'square',
      teacher: 'clusters',
      signal: '1.5',
      positive: '0.25',
      intercept: 'fitted',
      ridge: '0.5',
      samples: '200,300,600',
    },
    shown: ['testError', 'intercept'],
    budget: 120,
  },
  {
    id: 'covariates',
    title: 'A teacher on other features than the student’s, and inputs of unequal variance',
    source: 'loureiro2021',
    settings: {
      loss: 'logistic',
      teacher: 'sign',
      signal: '1',
      unseen: '0,0.3',
      spectrum: 'power-law',
      decay: '0.5',
      ridge: '0.05',
      samples: '200,400,800',
    },
    shown: ['testError', 'testLoss'],
    budget: 120,
  },
  {
    id: 'digits',
    title: 'Two Gaussian clusters tell how logistic regression learns the large digits from the small',
    source: 'loureiro2021mixtures',
    settings: { data: 'digits', ones: '5,6,7,8,9', ridge: '1', samples: '100:1200:6:log' },
    shown: ['testError', 'overlap'],
    budget: 120,
  },
];
