import type { Preset } from '../contract.ts';
import { bai2004, levi2023, liu2022omnigrok } from '../shared/bibliography.ts';

export const sources = [levi2023, liu2022omnigrok, bai2004];

export const presets: Preset[] = [
  {
    id: 'accuracy',
    title: 'The test accuracy rises late and fast, while the test loss falls throughout',
    source: 'levi2023',
    settings: { samples: '100', dimension: '90', initial: '0', tolerance: '0.2', duration: '60' },
    shown: ['trainAccuracy', 'testAccuracy'],
  },
  {
    id: 'delay',
    title: 'How long after fitting the student learns, over the number of samples for 100 weights',
    source: 'levi2023',
    settings: { samples: '125:200:6', dimension: '100', initial: '0', threshold: '0.05' },
    shown: ['trainTime', 'testTime', 'delay'],
  },
  {
    id: 'forgetting',
    title: 'More weights than samples: decay forgets a large start, the later the weaker it is',
    source: 'levi2023',
    settings: {
      samples: '80',
      dimension: '120',
      decay: '0.01,0.02,0.04',
      initial: '50',
      threshold: '1',
      duration: '220',
    },
    shown: ['testLoss', 'trainTime', 'testTime'],
  },
  {
    id: 'network',
    title: 'A network of large initial weights: data are fitted at once, and decay decides when the task is learned',
    source: 'liu2022omnigrok',
    settings: {
      model: 'network',
      samples: '40',
      dimension: '10',
      decay: '0.01,0.02,0.04',
      initial: '9',
      threshold: '0.2',
      duration: '130',
    },
    shown: ['trainLoss', 'testLoss', 'trainTime', 'testTime', 'fitsFirst', 'decayHastens'],
  },
  {
    id: 'best-decay',
    title: 'The decay that generalises best at the end of training',
    source: 'levi2023',
    settings: { samples: '80', dimension: '80', decay: '0.03:3:5:log', noise: '0.3', initial: '0', duration: '12' },
    shown: ['finalTestLoss', 'bestDecay'],
  },
];
