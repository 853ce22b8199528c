import type { Claim } from '../contract.ts';
import type { NeuralCollapseObservable } from './observables.ts';
import type { NeuralCollapseProblem } from './problem.ts';

/** Fewer digits seen do not bring it far. */
const SEEN = 10_000;

const trained = ({ parameters }: NeuralCollapseProblem) =>
  parameters.model === 'network' &&
  parameters.epochs * parameters.examples >= SEEN &&
  parameters.networkDecay >= 0.3 &&
  parameters.hidden >= 32;

const last = (curve: Float64Array) => curve[curve.length - 1];

/** No theory says how far a network that makes its features collapses: its direction is claimed. */
export const claims = {
  networkCollapses: {
    label: 'the variance within classes of a network’s last features falls to a quarter of what it was',
    of: ['networkWithin'],
    along: 'epoch',
    says: (within) => last(within) < within[0] / 4,
    made: trained,
    share: 0.8,
  },
  networkAligns: {
    label: 'a network’s classifier turns towards the means of its classes, to a cosine above 0.8',
    of: ['networkDuality'],
    along: 'epoch',
    says: (duality) => last(duality) > 0.8 && duality[0] < 0.8,
    made: trained,
    share: 0.8,
  },
} satisfies Record<string, Claim<NeuralCollapseProblem, NeuralCollapseObservable>>;
