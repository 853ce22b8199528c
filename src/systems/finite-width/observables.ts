import { defineObservables } from '../contract.ts';
import type { FiniteWidthProblem } from './problem.ts';
import { secondMomentRatioWithBiases } from './theory/variance.ts';

export const observables = defineObservables<FiniteWidthProblem>()({
  relativeVariance: {
    label: 'relative variance of the length',
    symbol: 'Var q/q²',
    description:
      'over networks, of q = |h|²/n in the last layer; over the square of the mean length (of the trial’s networks, unless the layers’ gain is known)',
    scale: 'log',
    withoutMean: ofRareNetworks,
  },
  meanLog: {
    label: 'mean logarithm of the length',
    symbol: 'E ln q',
    description:
      'over networks that are not dead, of the length over what it is on average; of linear and relu layers without biases',
    scale: 'linear',
  },
  varianceLog: {
    label: 'variance of the logarithm of the length',
    symbol: 'Var ln q',
    description: 'over networks that are not dead; of linear and relu layers without biases',
    scale: 'linear',
  },
  deadShare: {
    label: 'share of dead networks',
    symbol: 'p₀',
    description: 'in which all units of some layer are silent',
    scale: 'linear',
    // One network in a thousand.
    floor: () => 1e-3,
    most: 1,
    events: ({ parameters }) => parameters.networks,
  },
});

export type FiniteWidthObservable = keyof typeof observables;

/** Second moments, over squared means, beyond which sample means are those of too few networks. */
const RARE = 4;

function ofRareNetworks({ parameters }: FiniteWidthProblem): string | undefined {
  const { activation: phi, width, depth, startLength, ...variances } = parameters;
  if (phi !== 'linear' && phi !== 'relu') return undefined;
  if (secondMomentRatioWithBiases({ phi, ...variances }, startLength, width, depth) <= RARE) return undefined;
  return 'rare networks that few samples hold carry its mean: the median is shown';
}
