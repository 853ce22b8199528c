import type { Preset } from '../contract.ts';
import { chun2025, clauset2009, dicker2014, facco2017 } from '../shared/bibliography.ts';

export const sources = [chun2025, dicker2014, clauset2009, facco2017];

export const presets: Preset[] = [
  {
    id: 'participation-ratio',
    title: 'The participation ratio of a sample grows with the sample; sums over pairs of rows do not',
    source: 'chun2025',
    settings: {
      estimator: 'participation-ratio,sample-participation-ratio',
      decay: '0.5',
      dimension: '100',
      samples: '40,80,160,320',
    },
    shown: ['estimate', 'bias'],
  },
  {
    id: 'noise-and-signal',
    title: 'Noise and signal of a regression, from fewer samples than dimensions',
    source: 'dicker2014',
    settings: { estimator: 'noise-level,signal-level', dimension: '300', samples: '75,150,300,600' },
    shown: ['estimate', 'spread'],
  },
  {
    id: 'tails',
    title: 'Exponents of tails by maximum likelihood, of real and of whole numbers',
    source: 'clauset2009',
    settings: { estimator: 'power-law,zeta', exponent: '2,2.5,3', samples: '1000' },
    shown: ['estimate', 'spread'],
  },
  {
    id: 'half-shift',
    title: 'Whole numbers taken for real ones: the shortcut is right only for those that are not small',
    source: 'clauset2009',
    settings: { estimator: 'zeta,zeta-half-shift', smallest: '1,2,4,8,16', samples: '1000' },
    shown: ['estimate', 'bias'],
  },
  {
    id: 'cut',
    title: 'Exponents of tails where it is not known at which number the power law begins',
    source: 'clauset2009',
    settings: { estimator: 'power-law,power-law-cut', samples: '100,200,400,800' },
    shown: ['estimate', 'spread'],
  },
  {
    id: 'flat-torus',
    title: 'The dimension of a cloud of points, from two neighbours of each',
    source: 'facco2017',
    settings: { estimator: 'two-nn', intrinsic: '1,2,3,4,5', samples: '1000' },
    shown: ['estimate'],
  },
  {
    id: 'curved-torus',
    title: 'Where the cloud is curved at the distance of neighbours, its dimension is overestimated',
    source: 'facco2017',
    settings: { estimator: 'two-nn', geometry: 'embedded', intrinsic: '6', samples: '400' },
    shown: ['estimate'],
    expected: 'broken',
    because: 'neighbours of 400 points in 6 dimensions are so far apart that chords and ways on the torus differ',
  },
  {
    id: 'digits-dimension',
    title: 'Fewer of the handwritten digits have fewer dimensions, since their neighbours are farther off',
    source: 'facco2017',
    settings: { data: 'digits', estimator: 'two-nn', samples: '75,150,300,600' },
    shown: ['estimate'],
  },
  {
    id: 'digits-participation',
    title: 'The participation ratio of some of the handwritten digits, held against that of all',
    source: 'chun2025',
    settings: {
      data: 'digits',
      estimator: 'participation-ratio,sample-participation-ratio',
      samples: '50,100,200,400',
    },
    shown: ['estimate'],
  },
];
