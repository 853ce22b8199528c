import { defineObservables } from '../contract.ts';
import type { DenseMemoryProblem } from './problem.ts';

/** From how many patterns of a network queries are made. */
export const QUERIES = 40;

/** Units of all queries of one network. */
const queriedUnits = ({ parameters: { units, patterns } }: DenseMemoryProblem) => units * Math.min(patterns, QUERIES);

export const observables = defineObservables<DenseMemoryProblem>()({
  error: {
    label: 'error',
    symbol: 'ε',
    description:
      '(1 − m)/2 with m the overlap of the new state with the pattern: of binary units the share that is wrong, a tie for half',
    scale: 'log',
    // A tenth of a wrong unit among all queries of a network: some dozen of trials see it or do
    // not.
    floor: (problem) => 0.1 / queriedUnits(problem),
    most: 1,
    events: queriedUnits,
  },
  weight: {
    label: 'weight of the pattern',
    symbol: 'w₁',
    description: 'that the softmax gives the pattern of the query',
    scale: 'linear',
    floor: () => 1e-4,
  },
});

export type DenseMemoryObservable = keyof typeof observables;
