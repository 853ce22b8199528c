import { crossing, powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { OrderObservable } from './observables.ts';
import type { OrderProblem } from './problem.ts';

/**
 * What the Binder cumulant of a principal component is at the threshold in large systems, whatever
 * α is: 0.414 to 0.418, each ±0.006, at d = 16000 and α = ½ and 2, by simulation.
 */
const AT_THRESHOLD = 0.415;

export const derived = {
  threshold: {
    label: 'threshold',
    symbol: 'θ*/θ_c',
    description: `the signal at which the Binder cumulant rises through ${AT_THRESHOLD}, its value at the threshold in large systems`,
    scale: 'linear',
    of: 'binder',
    along: 'signal',
    fit: crossing(AT_THRESHOLD, { direction: 'up' }),
    predicted: ({ parameters: { student } }) => (student === 'principal' ? 1 : undefined),
  },
  growth: {
    label: 'growth of the susceptibility',
    symbol: 'γ/ν',
    description: 'exponent of χ in d; 2/3 at the threshold of principal components',
    scale: 'linear',
    of: 'susceptibility',
    along: 'dimension',
    fit: powerExponent(),
    predicted: ({ parameters: { student, signal } }) => (student === 'principal' && signal === 1 ? 2 / 3 : undefined),
  },
  capacity: {
    label: 'capacity',
    symbol: 'α_c',
    description: 'samples a direction at which half of all random labellings are separable: 2 at every size',
    scale: 'linear',
    of: 'separable',
    along: 'ratio',
    fit: crossing(0.5, { direction: 'down' }),
    predicted: ({ parameters: { student } }) => (student === 'perceptron' ? 2 : undefined),
  },
} satisfies Record<string, DerivedObservable<OrderProblem, OrderObservable>>;
