import { falls, rises } from '../../statistics/orderings.ts';
import type { Claim } from '../contract.ts';
import type { BatchSizeObservable } from './observables.ts';
import type { BatchSizeProblem } from './problem.ts';

/** Of large batches, whose steps differ by less than trials do. */
const tolerance = 0.02;

const tuned = ({ parameters }: BatchSizeProblem) => parameters.rate === 'best';

export const claims = {
  stepsFall: {
    label: 'at the best rate larger batches need fewer steps',
    of: ['stepsToTarget'],
    along: 'batch',
    says: falls({ tolerance }),
    made: tuned,
    share: 0.9,
  },
  examplesRise: {
    label: 'at the best rate larger batches need more examples',
    of: ['examplesToTarget'],
    along: 'batch',
    says: rises({ tolerance }),
    made: tuned,
    share: 0.9,
  },
} satisfies Record<string, Claim<BatchSizeProblem, BatchSizeObservable>>;
