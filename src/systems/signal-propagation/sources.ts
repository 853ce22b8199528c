import type { Preset } from '../contract.ts';
import { bordelon2023, hanin2018, jacot2018, poole2016, saxe2013, schoenholz2016 } from '../shared/bibliography.ts';

export const sources = [poole2016, schoenholz2016, bordelon2023, hanin2018, jacot2018, saxe2013];

export const presets: Preset[] = [
  {
    id: 'phase-diagram',
    title: 'Order and chaos: where gradients shrink and grow, over the variances of weights and biases',
    source: 'schoenholz2016',
    settings: { weightVariance: '0.5:4:8', biasVariance: '0:0.5:6', width: '400' },
    shown: ['gradientGrowth', 'criticalWeight'],
  },
  {
    id: 'phase-boundary',
    title: 'The border of order and chaos at width 1000, for tanh and erf',
    source: 'schoenholz2016',
    settings: { activation: 'tanh,erf', weightVariance: '1:2.5:7' },
    shown: ['gradientGrowth', 'criticalWeight', 'lengthSlope'],
    margin: 0.03,
    budget: 120,
  },
  {
    id: 'correlations',
    title: 'Two inputs become one in the ordered phase, and stay apart in the chaotic one',
    source: 'poole2016',
    settings: { weightVariance: '1.3,2.5,4', startCorrelation: '0.1' },
    shown: ['correlation'],
  },
  {
    id: 'depth-scales',
    title: 'The distance of two inputs falls exponentially, over a depth scale that diverges towards chaos',
    source: 'schoenholz2016',
    settings: { weightVariance: '0.8,1.2,1.5', depth: '16' },
    shown: ['distance', 'distanceScale', 'overlapScale'],
    budget: 240,
  },
  {
    id: 'gradients',
    title: 'Squared gradients shrink, keep their size or grow exponentially on their way down',
    source: 'schoenholz2016',
    settings: { weightVariance: '1.3,2,3' },
    shown: ['gradient'],
    budget: 200,
  },
  {
    id: 'relu',
    title: 'He’s variance 2 keeps lengths and gradients of a relu network, others do not',
    source: 'hanin2018',
    settings: { activation: 'relu', weightVariance: '1.6,2,2.4', biasVariance: '0' },
    shown: ['length', 'gradient'],
    budget: 380,
  },
  {
    id: 'trainability',
    title: 'What networks of forty layers learn in some hundred steps: most near the border of order and chaos',
    source: 'schoenholz2016',
    settings: { weightVariance: '0.6,1.3,1.8,5', biasVariance: '0.05', depth: '40', width: '40', steps: '100' },
    shown: ['accuracy', 'borderLearns'],
    budget: 90,
  },
  {
    id: 'trainable-depth',
    title:
      'Depth hinders learning away from the border: what networks of four to forty layers learn in a hundred steps',
    source: 'schoenholz2016',
    settings: { weightVariance: '0.7', biasVariance: '0.05', depth: '4,12,24,40', width: '40', steps: '100' },
    shown: ['accuracy', 'depthHinders'],
  },
  {
    id: 'residual',
    title: 'Inputs keep apart in a deep residual network whose branches are scaled by 1/√L',
    source: 'bordelon2023',
    settings: {
      architecture: 'residual',
      activation: 'relu,tanh',
      weightVariance: '2',
      biasVariance: '0',
      depth: '40',
      startCorrelation: '0.2',
      width: '500',
    },
    shown: ['length', 'distance', 'gradient'],
  },
];
