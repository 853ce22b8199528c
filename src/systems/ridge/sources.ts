import type { Preset } from '../contract.ts';
import {
  atanasov2024,
  atanasov2024correlated,
  dobriban2015,
  hastie2019,
  jacot2020,
  kobak2018,
} from '../shared/bibliography.ts';

export const sources = [atanasov2024, atanasov2024correlated, hastie2019, dobriban2015, jacot2020, kobak2018];

export const presets: Preset[] = [
  {
    id: 'ridgeless-double-descent',
    title: 'Double descent of ridgeless least squares with isotropic inputs, at several noise levels',
    source: 'hastie2019',
    settings: { ridge: '0', noise: '0.05,0.2,1', spectrum: 'isotropic', dimension: '200', samples: '20:1000:31:log' },
    budget: 750,
    expected: 'broken',
    because:
      'at P = 209 samples for D = 200 the error goes as 1/(P − D − 1) and the theory as 1/(P − D): finite size, 12 % so near the peak',
  },
  {
    id: 'power-law-exponents',
    title: 'Without noise and ridge the error falls as a power of the samples, −2αr for hard targets',
    source: 'atanasov2024',
    settings: {
      spectrum: 'power-law',
      decay: '1.5',
      target: 'source',
      source: '0.8,0.5,0.3',
      ridge: '0',
      noise: '0',
      dimension: '500',
      samples: '25:200:4:log',
    },
    shown: ['errorExponent'],
  },
  {
    id: 'best-ridge',
    title: 'The best ridge on isotropic inputs is D/P times noise over signal: here ½',
    source: 'dobriban2015',
    settings: { noise: '1', dimension: '50', samples: '100', ridge: '0.005:50:5:log' },
    shown: ['bestRidge'],
  },
  {
    id: 'source-capacity',
    title: 'Learning curves under source and capacity conditions',
    source: 'atanasov2024',
    settings: {
      spectrum: 'power-law',
      decay: '1.5',
      target: 'source',
      source: '0.25,0.5,1',
      ridge: '1e-4',
      noise: '0.01',
      dimension: '800',
      samples: '20:640:16:log',
    },
    budget: 120,
  },
];
