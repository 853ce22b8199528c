import { defineObservables } from '../contract.ts';
import type { HopfieldProblem } from './problem.ts';

const unitsOf = ({ parameters: { units } }: HopfieldProblem) => units;

/** The spread of one random overlap. */
const randomOverlap = ({ parameters: { units } }: HopfieldProblem) => 1 / Math.sqrt(units);

export const observables = defineObservables<HopfieldProblem>()({
  overlap: {
    label: 'overlap',
    symbol: 'm',
    description: 'of the network with the pattern that it started from, after relaxation or on average over time',
    scale: 'linear',
    floor: ({ parameters: { temperature, units } }) => (temperature > 1 ? 1 / Math.sqrt(units) : 0),
    most: 1,
    events: unitsOf,
  },
  firstStepError: {
    label: 'errors of the first step',
    symbol: 'ε₁',
    description:
      'share of units whose field points away from a stored pattern when the network is in it; a field of 0 is half an error',
    scale: 'log',
    // Two wrong units among all the patterns of one network.
    floor: ({ patterns, parameters: { units } }) => 2 / (patterns * units),
    most: 1,
    events: ({ patterns, parameters: { units } }) => patterns * units,
  },
  energy: {
    label: 'energy',
    symbol: 'e',
    description: '−½ Σ J_ij s_i s_j over the units, on average over time',
    scale: 'linear',
    floor: ({ parameters: { units } }) => 1 / units,
  },
  replicaOverlap: {
    label: 'overlap of replicas',
    symbol: 'q',
    description:
      'of two warm networks from the same pattern, on average over time: the order parameter of Edwards and Anderson',
    scale: 'linear',
    floor: randomOverlap,
    most: 1,
    events: unitsOf,
  },
  crosstalk: {
    label: 'crosstalk',
    symbol: 'r',
    description:
      'N times the mean product of the overlaps that two replicas, each on average over time, have with another pattern: of a cold network, where both are one, the mean square, 1 for random states; of a warm one what does not fade, 0 of a paramagnet. What other patterns add to a field has the variance αr',
    scale: 'linear',
    floor: randomOverlap,
  },
});

export type HopfieldObservable = keyof typeof observables;
