import { log } from '../../numeric/special.ts';
import type { Claim } from '../contract.ts';
import type { DiffusionObservable } from './observables.ts';
import type { DiffusionProblem } from './problem.ts';

export const claims = {
  coarseFirst: {
    label: 'the mode of largest variance emerges before that of the smallest',
    of: ['emergence'],
    along: 'mode',
    says: (times) => times[0] > times[times.length - 1],
    made: ({ parameters, aligned, variances }) =>
      aligned &&
      parameters.schedule === 'hierarchical' &&
      parameters.order === 'variance' &&
      // Apart by more than what a trial's noise moves the times by.
      parameters.strength * log(variances[0] / variances[variances.length - 1]) > 1 &&
      parameters.steps >= 20,
    share: 0.8,
  },
} satisfies Record<string, Claim<DiffusionProblem, DiffusionObservable>>;
