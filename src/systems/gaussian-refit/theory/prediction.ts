import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { GaussianRefitObservable } from '../observables.ts';
import type { GaussianRefitProblem } from '../problem.ts';
import { type ChainMoments, chainMoments } from './chain.ts';

export function predict({ parameters, generations }: GaussianRefitProblem): Prediction<GaussianRefitObservable> {
  const moments = generations.map((generation) => chainMoments(parameters, generation));
  const curve = (key: keyof ChainMoments) => Float64Array.from(moments, (one) => one[key]);
  return {
    observables: quantities<GaussianRefitObservable>(
      {
        logVariance: curve('logVariance'),
        logVarianceSpread: curve('logVarianceSpread'),
        meanVariance: curve('meanVariance'),
        meanSquare: curve('meanSquare'),
      },
      1e-12,
    ),
  };
}
