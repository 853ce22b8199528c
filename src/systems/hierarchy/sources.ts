import type { Preset } from '../contract.ts';
import { cagnetta2024 } from '../shared/bibliography.ts';

export const sources = [cagnetta2024];

export const presets: Preset[] = [
  {
    id: 'critical-samples',
    title: 'The critical number of samples over the number of productions, of two and of three levels',
    source: 'cagnetta2024',
    settings: { productions: '2:6:5', levels: '2,3', measured: 'statistics' },
    shown: ['criticalSamples', 'criticalExponent'],
  },
  {
    id: 'correlations',
    title: 'What class and tuple have in common grows out of the sampling noise at P_c',
    source: 'cagnetta2024',
    settings: { productions: '3', measured: 'statistics', reach: '16' },
    shown: ['contrast', 'synonyms', 'strangers'],
  },
  {
    id: 'clustering',
    title: 'What a learner that clusters synonyms needs grows as m³ with three levels, in proportion to P_c',
    source: 'cagnetta2024',
    settings: { productions: '2:4:3', measured: 'clustering' },
    shown: ['clusteringSamples', 'criticalSamples', 'clusteringExponent', 'clusteringFollows'],
  },
  {
    id: 'deep',
    title: 'What a deep network needs grows as m³ with three levels, in proportion to P_c',
    source: 'cagnetta2024',
    settings: { productions: '2:4:3', measured: 'deep' },
    shown: ['deepSamples', 'criticalSamples', 'deepExponent', 'deepFollows'],
  },
  {
    id: 'depth',
    title: 'Where a deep network has learned the rules, a shallow one and a kernel have not',
    source: 'cagnetta2024',
    settings: { measured: 'curves', productions: '3', classes: '3', reach: '5' },
    shown: ['clusteringAccuracy', 'deepAccuracy', 'shallowAccuracy', 'kernelAccuracy', 'depthHelps'],
  },
];
