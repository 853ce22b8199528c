import type { Preset } from '../contract.ts';
import { dyer2019, huh2024, kornblith2019, radhakrishnan2022 } from '../shared/bibliography.ts';

export const sources = [kornblith2019, dyer2019, huh2024, radhakrishnan2022];

export const presets: Preset[] = [
  {
    id: 'depth-scatters',
    title: 'Random networks tend to one representation as the width grows, deep ones later',
    source: 'dyer2019',
    settings: { depth: '1,2,4', width: '400:1600:3:log' },
    shown: ['seedDistance', 'kernelDistance', 'widthExponent'],
    budget: 410,
  },
  {
    id: 'unequal-shapes',
    title: 'Random networks of unequal depth tend to different kernels, and scatter about them',
    source: 'kornblith2019',
    settings: { other: 'fully-connected', otherDepth: '1,2,4', otherWidth: '400' },
    shown: ['otherDistance'],
    budget: 100,
  },
  {
    id: 'another-shape',
    title: 'Networks of one shape learn more alike than a convolutional one beside them, by three measures',
    source: 'kornblith2019',
    settings: { epochs: '10', width: '64:256:2:log', other: 'convolutional', otherWidth: '16' },
    shown: ['seedDistance', 'otherDistance', 'svcca', 'otherSvcca', 'procrustes', 'otherProcrustes', 'kinIsAlike'],
    budget: 240,
  },
  {
    id: 'wider-learn-alike',
    title: 'Trained from different seeds, wider networks learn representations that are more alike',
    source: 'kornblith2019',
    settings: { epochs: '10', width: '16:256:3:log' },
    shown: ['seedDistance', 'startDistance', 'neighbours', 'accuracy', 'widerIsAlike', 'trainedIsAlike'],
  },
  {
    id: 'better-learn-alike',
    title: 'From small weights training makes almost the same neighbourhoods of any start, and leaves infinite width',
    source: 'huh2024',
    settings: { epochs: '0,5,40', weightVariance: '0.1', width: '64' },
    shown: ['seedDistance', 'kernelDistance', 'neighbours', 'trainedIsAlike'],
  },
  {
    id: 'feature-ansatz',
    title: 'WᵀW of the first layer turns towards the root of the average gradient outer product',
    source: 'radhakrishnan2022',
    settings: { epochs: '20', width: '64', weightVariance: '0.05:2:4:log' },
    shown: ['ansatz', 'ansatzAtStart', 'ansatzGrows'],
    budget: 120,
  },
];
