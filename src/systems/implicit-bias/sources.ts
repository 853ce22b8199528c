import type { Preset } from '../contract.ts';
import {
  blanc2019,
  damian2021,
  gunasekar2017,
  gunasekar2018,
  li2021,
  pesme2021,
  woodworth2020,
} from '../shared/bibliography.ts';

export const sources = [woodworth2020, gunasekar2017, gunasekar2018, pesme2021, blanc2019, damian2021, li2021];

export const presets: Preset[] = [
  {
    id: 'kernel-to-rich',
    title: 'From the least ℓ1 to the least ℓ2 norm as the initial scale grows',
    source: 'woodworth2020',
    settings: { scale: '0.01:3:9:log' },
    shown: ['norm1', 'norm2'],
  },
  {
    id: 'depth',
    title: 'Deeper diagonal networks come to the least ℓ1 norm from larger starts',
    source: 'woodworth2020',
    settings: { depth: '1,2,3', scale: '0.1:2:6:log' },
    shown: ['norm1', 'norm2'],
  },
  {
    id: 'nuclear-norm',
    title: 'Small starts of UUᵀ make the nuclear norm least, where measurements commute',
    source: 'gunasekar2017',
    settings: { model: 'matrix', scale: '0.1:0.6:4:log', samples: '4', dimension: '10' },
    shown: ['norm1', 'norm2'],
  },
  {
    id: 'label-noise',
    title: 'Label noise drives the network along its minima, to flatter and sparser ones',
    source: 'damian2021',
    settings: { labelNoise: '0.5', noiseSteps: '0:60000:5', step: '0.004', scale: '0.3' },
    shown: ['trace', 'norm1', 'effectiveScale'],
  },
];
