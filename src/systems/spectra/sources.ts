import type { Preset } from '../contract.ts';
import {
  atanasov2024,
  bai2004,
  bornemann2010,
  elkaroui2009,
  johnstone2001,
  ma2012,
  marchenko1967,
  penson2011,
  silverstein1995,
} from '../shared/bibliography.ts';

export const sources = [
  marchenko1967,
  silverstein1995,
  johnstone2001,
  ma2012,
  bai2004,
  elkaroui2009,
  bornemann2010,
  penson2011,
  atanasov2024,
];

export const presets: Preset[] = [
  {
    id: 'marchenko-pastur',
    title: 'The Marchenko–Pastur law at several ratios of dimension to samples',
    source: 'marchenko1967',
    settings: { spectrum: 'isotropic', dimension: '400', samples: '500,800,1600' },
  },
  {
    id: 'gap',
    title: 'A population of three eigenvalues, told apart by the sample spectrum',
    source: 'silverstein1995',
    settings: {
      spectrum: 'blocks',
      blocks: '[[1,0.2],[3,0.4],[10,0.4]]',
      dimension: '400',
      samples: '4000',
      bins: '60',
    },
  },
  {
    id: 'fuss-catalan',
    title: 'Products of square Gaussian matrices: the Fuss–Catalan laws, in the logarithm of the eigenvalue',
    source: 'penson2011',
    settings: { factors: '1,2,3', dimension: '300', samples: '300', width: '300' },
    shown: ['logDensity'],
  },
  {
    id: 'elliptical',
    title: 'Elliptical rows have the same covariance and another spectrum: the law must come out broken',
    source: 'elkaroui2009',
    settings: { rows: 'elliptical', spread: '0.8', dimension: '300', samples: '400' },
    expected: 'broken',
    because: 'the law is for independent entries, and these rows share a factor: the figure shows what that does',
  },
  {
    id: 'heavy-tails',
    title: 'Entries without a fourth moment: the law comes too slowly to be seen, and must come out broken',
    source: 'bai2004',
    settings: { entries: 'student', degrees: '3', dimension: '150', samples: '450' },
    shown: ['density', 'stieltjes'],
    expected: 'broken',
    because: 'Student entries with 3 degrees of freedom have no fourth moment, and 450 rows are far too few for them',
  },
  {
    id: 'tracy-widom',
    title: 'The largest eigenvalue fluctuates by the Tracy–Widom law',
    source: 'johnstone2001',
    settings: { dimension: '60', samples: '120', draws: '200' },
    shown: ['largestDensity'],
    margin: 0.1,
  },
  {
    id: 'largest-eigenvalue',
    title: 'The largest eigenvalue under light-tailed entries: universal, but for the shift by the kurtosis',
    source: 'johnstone2001',
    settings: { entries: 'gaussian,rademacher,uniform', dimension: '100', samples: '50:800:7:log' },
    shown: ['largest'],
  },
];
