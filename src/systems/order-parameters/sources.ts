import type { Preset } from '../contract.ts';
import {
  benaych2011,
  binder1981,
  bloemendal2016,
  cover1965,
  hastie2019,
  loureiro2021,
  seung1992,
} from '../shared/bibliography.ts';
import type { OrderParameters } from './parameters.ts';

export const sources = [binder1981, benaych2011, bloemendal2016, cover1965, hastie2019, loureiro2021, seung1992];

/** Whose theory a student's is. */
export function sourceFor({ student }: OrderParameters): string {
  if (student === 'principal') return benaych2011.id;
  if (student === 'perceptron') return cover1965.id;
  return student === 'descent' ? binder1981.id : student === 'ridge' ? loureiro2021.id : seung1992.id;
}

export const presets: Preset[] = [
  {
    id: 'threshold',
    title: 'Binder cumulants of principal components cross where they begin to see a direction',
    source: 'benaych2011',
    settings: { student: 'principal', ratio: '0.5', dimension: '50,100,150', signal: '0.6:1.6:6' },
    shown: ['binder', 'threshold'],
    budget: 180,
  },
  {
    id: 'critical-growth',
    title: 'At the threshold the susceptibility of principal components grows as d to the power of 2/3',
    source: 'bloemendal2016',
    settings: { student: 'principal', ratio: '1', signal: '1', dimension: '30:240:4:log', draws: '100' },
    shown: ['susceptibility', 'growth'],
    budget: 120,
  },
  {
    id: 'capacity',
    title: 'Half of all labellings of two points a direction can be separated, in few directions as in many',
    source: 'cover1965',
    settings: { student: 'perceptron', dimension: '10,20,40', ratio: '1.2:2.8:9' },
    shown: ['separable', 'capacity'],
    budget: 220,
  },
  {
    id: 'interpolation',
    title: 'Networks that fit their samples: what a start leaves, and how it fluctuates',
    source: 'binder1981',
    settings: { student: 'descent', start: '0,1', ratio: '0.1:0.8:8' },
    shown: ['squaredOverlap', 'susceptibility', 'binder'],
    budget: 120,
  },
  {
    id: 'shared-samples',
    title: 'The more samples two students share, the more they agree, but not with the teacher',
    source: 'loureiro2021',
    settings: { student: 'ridge', dimension: '100', ratio: '1.5', ridge: '0.05,0.3,2', shared: '0:1:6' },
    shown: ['replicaOverlap', 'squaredOverlap'],
    budget: 120,
  },
];
