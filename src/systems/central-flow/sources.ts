import type { Preset } from '../contract.ts';
import { barrett2020, cohen2021, cohen2024, damian2022 } from '../shared/bibliography.ts';

export const sources = [cohen2024, damian2022, cohen2021, barrett2020];

export const presets: Preset[] = [
  {
    id: 'central-flow',
    title: 'The central flow predicts the smoothed loss, the sharpness and the size of the oscillation',
    source: 'cohen2024',
    settings: {},
  },
];
