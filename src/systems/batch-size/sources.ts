import type { Preset } from '../contract.ts';
import {
  li2024,
  malladi2022,
  mccandlish2018,
  paquette2021,
  shallue2018,
  smith2017,
  wang2023,
  zhang2019,
} from '../shared/bibliography.ts';

export const sources = [mccandlish2018, shallue2018, zhang2019, paquette2021, wang2023, malladi2022, li2024, smith2017];

export const presets: Preset[] = [
  {
    id: 'steps-against-examples',
    title: 'Fewer steps cost more examples, at every batch size',
    source: 'mccandlish2018',
    settings: { batch: '1,8,64,512' },
    shown: ['stepsToTarget', 'examplesToTarget', 'criticalBatch', 'stepsFall', 'examplesRise'],
  },
  {
    id: 'perfect-scaling',
    title: 'Steps to the target over batch sizes: perfect scaling, then as few steps as there can be',
    source: 'shallue2018',
    settings: { batch: '1:1024:11:log' },
    shown: ['stepsToTarget', 'examplesToTarget', 'criticalBatch'],
  },
  {
    id: 'momentum-moves-the-critical-batch',
    title: 'Momentum needs as many examples and fewer steps: it moves the critical batch size',
    source: 'zhang2019',
    settings: { optimiser: 'heavy-ball', momentum: '0,0.5', batch: '1:1024:6:log' },
    shown: ['stepsToTarget', 'criticalBatch'],
    budget: 60,
  },
  {
    id: 'best-rate',
    title: 'Steps to the target over the learning rate: beyond the best one, noise keeps the risk above it',
    source: 'shallue2018',
    settings: { batch: '8', rate: '0.45:1.05:6:log' },
    shown: ['stepsToTarget', 'bestRate'],
    budget: 240,
  },
  {
    id: 'noise-scale-on-the-way',
    title: 'The noise scale grows as the risk falls',
    source: 'mccandlish2018',
    settings: { batch: '4,32', rate: '0.4', steps: '60' },
    shown: ['simpleNoiseScale', 'noiseScale', 'excessRisk'],
    margin: 0.1,
    budget: 600,
  },
  {
    id: 'network',
    title: 'A network whose rate is tuned at every batch size: the same order of things',
    source: 'shallue2018',
    settings: { model: 'network', batch: '8,32,128' },
    shown: [
      'stepsToTarget',
      'examplesToTarget',
      'tunedRate',
      'tunedRateRises',
      'noiseScaleGrows',
      'criticalBatchBetween',
    ],
    budget: 130,
  },
];
