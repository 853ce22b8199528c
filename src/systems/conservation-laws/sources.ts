import type { Preset } from '../contract.ts';
import { du2018, kosson2023, kunin2021, marcotte2023, tanaka2021, wan2020 } from '../shared/bibliography.ts';

export const sources = [du2018, kunin2021, tanaka2021, marcotte2023, wan2020, kosson2023];

export const presets: Preset[] = [
  {
    id: 'balanced-layers',
    title:
      'The layers of a deep linear network keep their balance up to what the steps break, about half of it with half the step',
    source: 'du2018',
    settings: {
      network: 'linear',
      loss: 'squared',
      hidden: '8',
      samples: '16',
      step: '0.02:0.08:3:log',
      decay: '0',
      time: '4',
    },
    shown: ['finalViolation', 'violationOrder'],
  },
  {
    id: 'decay-and-momentum',
    title: 'Weight decay forgets every balance alike; momentum breaks it many times as fast',
    source: 'kunin2021',
    settings: { optimiser: 'descent,momentum', decay: '0.02' },
    shown: ['kept', 'violation'],
  },
  {
    id: 'growing-weights',
    title: 'Normalised weights only grow: each step adds the square of its length',
    source: 'tanaka2021',
    settings: { network: 'layer-norm', decay: '0', batch: '4' },
    shown: ['kept', 'violation'],
  },
  {
    id: 'adam',
    title: 'Adam conserves nothing, not even what the softmax does not see',
    source: 'marcotte2023',
    settings: { optimiser: 'adam', step: '0.01', time: '2', decay: '0' },
    shown: ['kept', 'translationMoved'],
    expected: 'broken',
    because: 'each parameter has a step size of its own, which no symmetry of the loss survives',
  },
  {
    id: 'flow-of-finite-steps',
    title: 'What gradient flow conserves, finite steps break',
    source: 'kunin2021',
    settings: { law: 'flow', network: 'layer-norm', batch: '4', decay: '0.02' },
    shown: ['kept'],
    expected: 'broken',
    because: 'each step adds η²Q(g) to a balance, which the flow does not know of',
  },
];
