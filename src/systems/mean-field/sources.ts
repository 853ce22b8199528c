import type { Preset } from '../contract.ts';
import {
  bordelon2022,
  bordelon2023,
  chizat2019,
  jacot2018,
  lee2019,
  lu2021,
  saxe2013,
} from '../shared/bibliography.ts';

export const sources = [bordelon2022, bordelon2023, lu2021, jacot2018, lee2019, chizat2019, saxe2013];

export const presets: Preset[] = [
  {
    id: 'richness',
    title: 'From lazy to rich: tanh networks of one hidden layer learn faster, and their kernels move',
    source: 'bordelon2022',
    settings: { richness: '0.2,1,4', width: '2048' },
    shown: ['loss', 'tangentKernel', 'featureKernel', 'featureAlignment'],
  },
  {
    id: 'deep',
    title: 'Two hidden layers, from lazy to rich',
    source: 'bordelon2022',
    settings: { richness: '0.2,1,4', depth: '2', width: '1024', steps: '20' },
    shown: ['loss', 'tangentKernel', 'featureKernel'],
    budget: 240,
  },
  {
    id: 'movement',
    title: 'How far the kernel moves over the richness: as its square while training is lazy',
    source: 'bordelon2022',
    settings: { richness: '0.25,0.5,1,2,4', width: '16384' },
    // At width 1024 chance moves the kernel as far as training does at a richness of 0.1.
    shown: ['kernelMovement', 'movementExponent'],
    budget: 240,
  },
  {
    id: 'finite-width',
    title: 'The mean kernel of finite width deviates from that of infinite width as 1/N',
    source: 'bordelon2023',
    settings: { width: '16:256:5:log', samples: '1', steps: '20' },
    shown: ['widthDeviation', 'deviationExponent'],
    margin: 0.2,
  },
];
