import type { Preset } from '../contract.ts';
import { amit1985, hopfield1982 } from '../shared/bibliography.ts';

export const sources = [amit1985, hopfield1982];

export const presets: Preset[] = [
  {
    id: 'capacity',
    title: 'Patterns are kept almost without error up to a load of 0.138, and are lost beyond',
    source: 'amit1985',
    settings: { units: '250,500,1000,2000', load: '0.06:0.2:8' },
    shown: ['overlap', 'capacity'],
    budget: 180,
    published: [{ of: 'capacity', value: 0.138, accuracy: 0.004, where: 'the critical load at zero temperature' }],
  },
  {
    id: 'phase-map',
    title: 'Where patterns are recalled, over load and temperature',
    source: 'amit1985',
    settings: { units: '500', load: '0.01:0.15:8', temperature: '0.1:1.5:8' },
    shown: ['overlap'],
    budget: 180,
    expected: 'broken',
    because: 'in networks of 500 units noise wipes out some patterns just below the capacity',
  },
  {
    id: 'temperatures',
    title: 'Noise spoils recall slowly, and then at once',
    source: 'amit1985',
    settings: { units: '2000', load: '0.01,0.04', temperature: '0.1:0.7:7' },
    shown: ['overlap', 'replicaOverlap', 'energy'],
    budget: 120,
  },
  {
    id: 'first-errors',
    title: 'How many units of a stored pattern are unstable at first, and how many are wrong in the end',
    source: 'hopfield1982',
    settings: { units: '1000', load: '0.06:0.2:8' },
    shown: ['firstStepError', 'overlap'],
    budget: 180,
  },
];
