import { defineObservables } from '../contract.ts';
import type { GaussianRefitProblem } from './problem.ts';
import { chainMoments } from './theory/chain.ts';

export const observables = defineObservables<GaussianRefitProblem>()({
  logVariance: {
    label: 'logarithm of the variance',
    symbol: 'E ln v',
    description: 'mean over chains: of the typical chain, whose variance is exp of it',
    scale: 'linear',
    over: 'generation',
    floor: () => HARDLY_LOST,
  },
  logVarianceSpread: {
    label: 'variance of the logarithm',
    symbol: 'Var ln v',
    description: 'of the logarithm, between chains',
    scale: 'linear',
    over: 'generation',
  },
  meanVariance: {
    label: 'mean variance',
    symbol: 'E v',
    description: 'over chains, of which a few have all of it in the end',
    scale: 'linear',
    over: 'generation',
    withoutMean: ofRareChains,
  },
  meanSquare: {
    label: 'drift of the mean',
    symbol: 'E μ²',
    description: 'mean square of the fitted mean, in units of the first variance',
    scale: 'linear',
    over: 'generation',
    withoutMean: ofRareChains,
  },
});

export type GaussianRefitObservable = keyof typeof observables;

/** A per cent of the typical variance. */
const HARDLY_LOST = 0.01;

/** Relative variances beyond which the mean is that of chains which few trials hold. */
const RARE = 1;

function ofRareChains({ parameters }: GaussianRefitProblem): string | undefined {
  if (chainMoments(parameters, parameters.generations).relativeSpread <= RARE) return undefined;
  return 'chains that few trials hold carry its mean: the median is shown';
}
