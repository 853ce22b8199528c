import type { Preset, Source } from '../contract.ts';
import { atanasov2024 } from '../shared/sources.ts';

export const sources: Source[] = [
  {
    id: 'marchenko1967',
    authors: ['Vladimir A. Marchenko', 'Leonid A. Pastur'],
    title: 'Distribution of Eigenvalues for Some Sets of Random Matrices',
    year: 1967,
    venue: 'Mathematics of the USSR-Sbornik 1, 457–483',
    doi: '10.1070/SM1967v001n04ABEH001994',
  },
  {
    id: 'silverstein1995',
    authors: ['Jack W. Silverstein', 'Sang-Il Choi'],
    title: 'Analysis of the Limiting Spectral Distribution of Large Dimensional Random Matrices',
    year: 1995,
    venue: 'Journal of Multivariate Analysis 54, 295–309',
    doi: '10.1006/jmva.1995.1058',
  },
  {
    id: 'johnstone2001',
    authors: ['Iain M. Johnstone'],
    title: 'On the distribution of the largest eigenvalue in principal components analysis',
    year: 2001,
    venue: 'Annals of Statistics 29, 295–327',
    doi: '10.1214/aos/1009210544',
  },
  {
    id: 'ma2012',
    authors: ['Zongming Ma'],
    title: 'Accuracy of the Tracy–Widom limits for the extreme eigenvalues in white Wishart matrices',
    year: 2012,
    arxiv: '1203.0839',
  },
  {
    id: 'bai2004',
    authors: ['Zhidong D. Bai', 'Jack W. Silverstein'],
    title: 'CLT for linear spectral statistics of large-dimensional sample covariance matrices',
    year: 2004,
    venue: 'Annals of Probability 32, 553–605',
    doi: '10.1214/aop/1078415845',
  },
  {
    id: 'elkaroui2009',
    authors: ['Noureddine El Karoui'],
    title:
      'Concentration of measure and spectra of random matrices: Applications to correlation matrices, elliptical distributions and beyond',
    year: 2009,
    venue: 'Annals of Applied Probability 19, 2362–2405',
    arxiv: '0912.1950',
    doi: '10.1214/08-AAP548',
  },
  {
    id: 'bornemann2010',
    authors: ['Folkmar Bornemann'],
    title: 'On the Numerical Evaluation of Distributions in Random Matrix Theory: A Review',
    year: 2010,
    venue: 'Markov Processes and Related Fields 16, 803–866',
    arxiv: '0904.1581',
  },
  {
    id: 'penson2011',
    authors: ['Karol A. Penson', 'Karol Życzkowski'],
    title: 'Product of Ginibre matrices: Fuss-Catalan and Raney distributions',
    year: 2011,
    arxiv: '1103.3453',
  },
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
  },
  {
    id: 'tracy-widom',
    title: 'The largest eigenvalue fluctuates by the Tracy–Widom law',
    source: 'johnstone2001',
    settings: { dimension: '60', samples: '120', draws: '200' },
    shown: ['largestDensity'],
  },
  {
    id: 'largest-eigenvalue',
    title: 'The largest eigenvalue under light-tailed entries: universal, but for the shift by the kurtosis',
    source: 'johnstone2001',
    settings: { entries: 'gaussian,rademacher,uniform', dimension: '100', samples: '50:800:7:log' },
    shown: ['largest'],
  },
];
