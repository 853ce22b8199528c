import { defineObservables } from '../contract.ts';
import type { HierarchyProblem } from './problem.ts';

const accuracy = { scale: 'linear', over: 'samples', theory: 'none' } as const;

export const observables = defineObservables<HierarchyProblem>()({
  criticalSamples: {
    label: 'critical samples',
    symbol: 'P_c',
    description: 'number of samples at which the class contrast is one sampling noise above that of chance',
    scale: 'log',
  },
  contrast: {
    label: 'class contrast',
    symbol: 'C',
    description: 'variance over the classes of how often a tuple comes with them, in units of the mean count',
    scale: 'log',
    over: 'samples',
  },
  countVariance: {
    label: 'variance of the counts',
    symbol: 'F',
    description: 'over rules, tuples, classes and data, in units of the mean count',
    scale: 'log',
    over: 'samples',
  },
  synonyms: {
    label: 'distance of synonyms',
    symbol: 'D²_syn',
    description:
      'squared distance of the class counts of two tuples with the same parent, in units of that of independent counts',
    scale: 'log',
    over: 'samples',
  },
  strangers: {
    label: 'distance of other tuples',
    symbol: 'D²',
    description: 'the same of two tuples with different parents',
    scale: 'log',
    over: 'samples',
  },
  clusteringSamples: {
    label: 'samples for half by clustering',
    symbol: 'P₅₀',
    description: 'with which a learner that clusters tuples by their counts, level by level, answers half right',
    scale: 'log',
    theory: 'none',
  },
  deepSamples: {
    label: 'samples for nine tenths by a deep network',
    symbol: 'P₉₀',
    description: 'with which a convolutional network of L layers answers nine tenths right',
    scale: 'log',
    theory: 'none',
  },
  clusteringAccuracy: {
    label: 'clustering learner',
    symbol: 'a_cl',
    description: 'share of right answers on fresh data of the learner that clusters tuples level by level',
    ...accuracy,
  },
  deepAccuracy: {
    label: 'deep network',
    symbol: 'a_deep',
    description: 'share of right answers of a convolutional network of L layers whose filters are the tuples',
    ...accuracy,
  },
  shallowAccuracy: {
    label: 'shallow network',
    symbol: 'a_sh',
    description: 'share of right answers of a network of one hidden layer',
    ...accuracy,
  },
  kernelAccuracy: {
    label: 'kernel',
    symbol: 'a_K',
    description: 'share of right answers of kernel regression with e^(−Hamming distance)',
    ...accuracy,
  },
});

export type HierarchyObservable = keyof typeof observables;
