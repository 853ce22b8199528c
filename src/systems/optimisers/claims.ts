import type { Claim } from '../contract.ts';
import type { OptimisersObservable } from './observables.ts';
import type { OptimisersProblem } from './problem.ts';

export const claims = {
  networkFaster: {
    label:
      'at its best rate the optimiser brings a network to the target in fewer steps than gradient descent at its own',
    of: ['speedup'],
    says: ([speedup]) => speedup > 1,
    made: ({ parameters: { model, optimiser } }) => model === 'network' && optimiser !== 'gradient-descent',
    share: 0.8,
  },
} satisfies Record<string, Claim<OptimisersProblem, OptimisersObservable>>;
