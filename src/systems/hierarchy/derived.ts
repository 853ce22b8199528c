import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { HierarchyObservable } from './observables.ts';
import { findsStructure, type HierarchyProblem } from './problem.ts';

const alongProductions = { along: 'productions', scale: 'linear', fit: powerExponent() } as const;

/** L, where this learner is measured and finds the structure rather than memorise. */
const levelsOf = (learner: 'clustering' | 'deep') => (problem: HierarchyProblem) => {
  const { measured, levels } = problem.parameters;
  const isMeasured = measured === 'thresholds' || measured === learner;
  return isMeasured && findsStructure(problem) ? levels : undefined;
};
const levelsOfDeep = levelsOf('deep');

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
    predicted: levelsOf('clustering'),
  },
  deepExponent: {
    ...alongProductions,
    label: 'exponent of what a deep network needs',
    symbol: 'd ln P₉₀/d ln m',
    description:
      'slope in the number of productions: the number of levels, if the network needs a fixed multiple of P_c; with two levels that multiple rises with m, from 2.1 to 3.1 of m = 3 to 12, and nothing is predicted',
    of: 'deepSamples',
    predicted: (problem) => (problem.parameters.levels > 2 ? levelsOfDeep(problem) : undefined),
  },
} satisfies Record<string, DerivedObservable<HierarchyProblem, HierarchyObservable>>;
