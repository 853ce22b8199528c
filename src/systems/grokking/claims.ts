import { falls } from '../../statistics/orderings.ts';
import type { Claim } from '../contract.ts';
import type { GrokkingObservable } from './observables.ts';
import type { GrokkingProblem } from './problem.ts';

const isNetwork = ({ parameters }: GrokkingProblem) => parameters.model === 'network';

export const claims = {
  fitsFirst: {
    label:
      'when a network’s training loss has fallen to a hundredth, its test loss is above a tenth, which it falls below later',
    of: ['trainLoss', 'testLoss'],
    along: 'time',
    says: (train, test) => {
      const fitted = train.findIndex((loss) => loss < train[0] / 100);
      return fitted >= 0 && test[fitted] > test[0] / 10 && test[test.length - 1] < test[0] / 10;
    },
    // From small weights the delay is shorter.
    made: (problem) => isNetwork(problem) && problem.parameters.initial >= 4,
    share: 0.7,
  },
  decayHastens: {
    label: 'a network learns the task the sooner, the more its weights decay',
    of: ['testTime'],
    along: 'decay',
    says: falls(),
    made: isNetwork,
    share: 0.5,
  },
} satisfies Record<string, Claim<GrokkingProblem, GrokkingObservable>>;
