import type { Preset } from '../contract.ts';
import { cohen2021, cohen2022, damian2022 } from '../shared/bibliography.ts';

export const sources = [cohen2021, cohen2022, damian2022];

export const presets: Preset[] = [];
