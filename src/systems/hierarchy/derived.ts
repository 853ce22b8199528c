import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { HierarchyObservable } from './observables.ts';
import { findsStructure, type HierarchyProblem } from './problem.ts';

const alongProductions = { along: 'productions', scale: 'linear', fit: powerExponent() } as const;

/** L, where learners find the structure rather than memorise. */
const levels = (problem: HierarchyProblem) => (findsStructure(problem) ? problem.parameters.levels : undefined);

export const derived = {
  criticalExponent: {
    ...alongProductions,
    label: 'exponent of the critical samples',
    symbol: 'd ln P_c/d ln m',
    description: 'slope in the number of productions: the number of levels, exactly',
    of: 'criticalSamples',
    predicted: ({ parameters }) => parameters.levels,
  },
  clusteringExponent: {
    ...alongProductions,
    label: 'exponent of what clustering needs',
    symbol: 'd ln P₅₀/d ln m',
    description:
      'slope in the number of productions: the number of levels, if the learner needs a fixed multiple of P_c',
    of: 'clusteringSamples',
    predicted: levels,
  },
  deepExponent: {
    ...alongProductions,
    label: 'exponent of what a deep network needs',
    symbol: 'd ln P₉₀/d ln m',
    description:
      'slope in the number of productions: the number of levels, if the network needs a fixed multiple of P_c; with two levels that multiple rises with m, from 2.1 to 3.1 of m = 3 to 12, and nothing is predicted',
    of: 'deepSamples',
    predicted: (problem) => (problem.parameters.levels > 2 ? levels(problem) : undefined),
  },
} satisfies Record<string, DerivedObservable<HierarchyProblem, HierarchyObservable>>;
