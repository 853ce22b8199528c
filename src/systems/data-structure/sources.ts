import type { Preset } from '../contract.ts';
import { atanasov2024, atanasov2024correlated } from '../shared/bibliography.ts';

export const sources = [atanasov2024correlated, atanasov2024];

export const presets: Preset[] = [
  {
    id: 'copies',
    title: 'Copies of half of the rows are worth less than nothing, unless they are labelled anew',
    source: 'atanasov2024correlated',
    settings: { defect: 'duplicates', labels: 'same,fresh', copies: '1,2,4,8,16' },
    shown: ['excessError', 'mendedError', 'cleanError', 'effectiveRows'],
  },
  {
    id: 'copies-help',
    title: 'With a ridge too small for the noise, copies act as more of it: deduplication makes the fit worse',
    source: 'atanasov2024correlated',
    settings: {
      defect: 'duplicates',
      spectrum: 'isotropic',
      dimension: '100',
      samples: '90',
      copies: '4',
      ridge: '0.05',
      noise: '4',
    },
    shown: ['excessError', 'mendedError', 'deduplicationHelps'],
    expected: 'broken',
    because: 'the claim that each row once is the better training set is wrong at a ridge far below the best',
  },
  {
    id: 'time-series',
    title: 'The more neighbouring rows are alike, the fewer rows they are worth',
    source: 'atanasov2024correlated',
    settings: { defect: 'autocorrelation', correlation: '0,0.2,0.4,0.6,0.8', samples: '300', dimension: '120' },
    shown: ['excessError', 'cleanError', 'effectiveRows'],
  },
  {
    id: 'leaking-pool',
    title: 'A pool that training rows were drawn from promises too small an error',
    source: 'atanasov2024correlated',
    settings: { defect: 'resampling', draws: '0.5,1,2,4' },
    shown: ['excessError', 'mendedError', 'rowsError'],
  },
  {
    id: 'uneven-noise',
    title: 'Rows of much noise spoil a fit that weighs all rows alike',
    source: 'atanasov2024correlated',
    settings: { defect: 'uneven-noise', noisier: '1,3,10,30' },
  },
  {
    id: 'gaps',
    title: 'Missing entries act as noise that no amount of care with the labels removes',
    source: 'atanasov2024',
    settings: { defect: 'masked-inputs', kept: '0.3,0.5,0.7,0.9,1' },
    shown: ['excessError', 'cleanError', 'maskedError'],
  },
  {
    id: 'subspace',
    title: 'Inputs about a subspace: the noise off it acts as a ridge, and as variance',
    source: 'atanasov2024',
    settings: {
      defect: 'subspace',
      dimension: '400',
      intrinsic: '30',
      ridge: '0.001',
      noise: '0.1',
      tail: '0.003,0.01,0.03,0.1',
    },
    budget: 120,
  },
  {
    id: 'wrong-labels',
    title: 'Flipped labels shrink the target, and are noise beside that',
    source: 'atanasov2024',
    settings: { defect: 'flipped-labels', flips: '0,0.1,0.2,0.3,0.4' },
    shown: ['excessError', 'mendedError', 'accuracy'],
  },
  {
    id: 'copied-digits',
    title: 'Copies among handwritten digits: half of the rows, up to five times each',
    source: 'atanasov2024correlated',
    settings: { data: 'digits', defect: 'duplicates', samples: '300', copies: '1,2,3,4,5' },
    shown: ['testError', 'mendedTestError', 'cleanTestError'],
  },
  {
    id: 'digits-with-gaps',
    title: 'Missing pixels of handwritten digits, which neighbours tell in part',
    source: 'atanasov2024',
    settings: { data: 'digits', defect: 'masked-inputs', samples: '300', kept: '0.3,0.5,0.7,0.9,1' },
    shown: ['testError', 'cleanTestError', 'maskedError'],
  },
  {
    id: 'wrong-digits',
    title: 'Digits with wrong labels: the target shrinks, and a fit scaled up again bears the noise',
    source: 'atanasov2024',
    settings: { data: 'digits', defect: 'flipped-labels', samples: '300', flips: '0,0.1,0.2,0.3,0.4' },
    shown: ['testError', 'mendedTestError', 'cleanTestError', 'accuracy'],
  },
];
