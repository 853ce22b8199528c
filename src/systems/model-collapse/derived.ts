import { powerExponent } from '../../statistics/curve-fits.ts';
import type { DerivedObservable } from '../contract.ts';
import type { ModelCollapseObservable } from './observables.ts';
import type { ModelCollapseProblem } from './problem.ts';

export const derived = {
  growth: {
    label: 'growth of the error',
    symbol: 'd ln E_g/d ln g',
    description: 'exponent of the excess error in the generation: 1 where each adds the same',
    scale: 'linear',
    of: 'excessError',
    along: 'generation',
    fit: powerExponent(),
    predicted: ({ parameters }) => (parameters.generations > 2 ? 'curve' : undefined),
  },
} satisfies Record<string, DerivedObservable<ModelCollapseProblem, ModelCollapseObservable>>;
