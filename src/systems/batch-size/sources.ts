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
    id: 'perfect-scaling',
    title: 'Steps to the target over batch sizes: perfect scaling, then as few steps as there can be',
    source: 'shallue2018',
    settings: { batch: '1:1024:11:log' },
    shown: ['stepsToTarget', 'examplesToTarget', 'criticalBatch', 'stepsFall', 'examplesRise'],
    margin: 0.03,
  },
  {
    id: 'momentum-moves-the-critical-batch',
    title: 'Momentum needs as many examples and fewer steps: it moves the critical batch size',
    source: 'zhang2019',
    settings: { optimiser: 'heavy-ball', momentum: '0,0.5', batch: '1:1024:6:log' },
    shown: ['stepsToTarget', 'criticalBatch'],
    margin: 0.03,
  },
];
