import type { Preset } from '../contract.ts';
import {
  adlam2020,
  atanasov2024,
  bahri2021,
  hastie2019,
  hu2020,
  mei2019,
  simon2023,
  zavatone2023,
} from '../shared/bibliography.ts';
import { parts } from './observables.ts';

export const sources = [atanasov2024, mei2019, adlam2020, hu2020, zavatone2023, hastie2019, bahri2021, simon2023];

const powerLaw = { spectrum: 'power-law', target: 'source' };
export const presets: Preset[] = [
  {
    id: 'double-descent-in-features',
    title:
      'Double descent in the number of ReLU features at 3 samples per dimension, without label noise, at ridges 1e-8 and 1e-3 per dimension',
    source: 'mei2019',
    settings: {
      activation: 'relu',
      dimension: '100',
      samples: '300',
      features: '30:1500:17:log',
      ridge: '1e-10,1e-5',
      noise: '0',
    },
  },
  {
    id: 'fine-grained-decomposition',
    title:
      'The parts of the error of tanh features as the features grow: what peaks at N = P is what data and features bring together',
    source: 'adlam2020',
    settings: {
      activation: 'tanh',
      dimension: '200',
      samples: '150',
      features: '50:800:13:log',
      ridge: '1e-5',
      noise: '0.1',
    },
    shown: ['excessError', ...parts],
  },
  {
    id: 'peak',
    title: 'With little ridge the test error peaks where features are as many as samples',
    source: 'adlam2020',
    settings: { dimension: '120', samples: '80', features: '40:160:7:log', ridge: '1e-3', noise: '0.1' },
    shown: ['peak'],
  },
  {
    id: 'ensembles-remove-the-peak',
    title: 'Averaging fits on independent features removes the double-descent peak of the interaction terms',
    source: 'adlam2020',
    settings: {
      dimension: '200',
      samples: '150',
      features: '50:800:13:log',
      ridge: '1e-3',
      noise: '0.1',
      members: '1,2,8',
    },
  },
  {
    id: 'ridgeless-features',
    title: 'Without a ridge the error diverges at as many features as samples and falls again beyond',
    source: 'hastie2019',
    settings: {
      activation: 'tanh',
      dimension: '150',
      samples: '120',
      features: '24:960:17:log',
      ridge: '0',
      noise: '0.05,0.2,1',
    },
  },
  {
    id: 'variance-limited',
    title:
      'Over-parameterised and limited by the variance of the features: at fixed P the error goes on falling as 1/N far beyond N = P',
    source: 'atanasov2024',
    settings: {
      ...powerLaw,
      decay: '1.5',
      source: '0.9',
      dimension: '400',
      samples: '40,80,160',
      features: '200:1600:7:log',
      ridge: '1e-6',
      noise: '0',
    },
    shown: ['excessError', 'varianceFeatures'],
  },
  {
    id: 'bottleneck-exponent',
    title: 'The exponent of the error in few features, of an easy target and of a hard one',
    source: 'bahri2021',
    settings: {
      ...powerLaw,
      decay: '1.5',
      source: '1,0.3',
      dimension: '150',
      samples: '150',
      features: '15:60:3:log',
      ridge: '1e-8',
      noise: '0',
    },
    shown: ['featureExponent'],
  },
  {
    id: 'bottleneck',
    title:
      'Resolution-limited by the features: with many samples the error falls as a power of N that the spectrum sets',
    source: 'bahri2021',
    settings: {
      ...powerLaw,
      decay: '1.5',
      source: '0.25,0.5,1',
      dimension: '500',
      samples: '800',
      features: '15:120:7:log',
      ridge: '1e-8',
      noise: '0',
    },
    shown: ['excessError'],
  },
  {
    id: 'deep-random-features',
    title: 'Stacking linear random layers of the same width: each one adds its own factor to the ridge',
    source: 'zavatone2023',
    settings: {
      dimension: '120',
      samples: '180',
      depth: '1,2,4',
      features: '40:640:13:log',
      ridge: '1e-3',
      noise: '0.1',
    },
  },
  {
    id: 'structured-neurons',
    title: 'Neurons of unequal size: the variance of the features falls slower than 1/N, as 1/N_eff',
    source: 'atanasov2024',
    settings: {
      ...powerLaw,
      decay: '1.5',
      source: '0.9',
      dimension: '300',
      samples: '60',
      projection: 'structured',
      weightDecay: '0,0.75,1.5',
      features: '120:1920:7:log',
      ridge: '1e-4',
      noise: '0',
    },
    shown: ['varianceFeatures', 'excessError'],
  },
  {
    id: 'more-features-are-better',
    title: 'Learning curves of few and many features: with the ridge near its best more features never hurt',
    source: 'simon2023',
    settings: {
      ...powerLaw,
      decay: '1.2',
      source: '0.5',
      dimension: '600',
      features: '50,150,500',
      samples: '30:960:11:log',
      ridge: '5e-3',
      noise: '0.05',
    },
  },
];
