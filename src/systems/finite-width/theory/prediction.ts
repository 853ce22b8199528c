import { NoSolution } from '../../../numeric/errors.ts';
import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { FiniteWidthObservable } from '../observables.ts';
import type { FiniteWidthProblem } from '../problem.ts';
import { deadShare, logLength } from './log-lengths.ts';
import { leadingRelativeVariance, secondMomentRatio, secondMomentRatioWithBiases } from './variance.ts';

/** Exact for linear and relu layers; of all others the leading order in 1/n. */
export function predict({ parameters, gain }: FiniteWidthProblem): Prediction<FiniteWidthObservable> {
  const { activation: phi, width, depth, weightVariance, biasVariance, startLength } = parameters;
  if (gain !== undefined && (phi === 'linear' || phi === 'relu')) {
    const { mean, variance } = logLength(phi, width, depth);
    const values = {
      relativeVariance: secondMomentRatio(phi, width, depth) - 1,
      meanLog: mean,
      varianceLog: variance,
      ...(phi === 'relu' && { deadShare: deadShare(width, depth) }),
    };
    return { observables: quantities(values, 1e-10) };
  }
  if (phi === 'linear' || phi === 'relu') {
    const layer = { phi, weightVariance, biasVariance };
    const relativeVariance = secondMomentRatioWithBiases(layer, startLength, width, depth) - 1;
    return { observables: quantities({ relativeVariance }, 1e-10) };
  }
  const layer = { phi, weightVariance, biasVariance };
  const relativeVariance = leadingRelativeVariance(layer, startLength, width, depth);
  if (!Number.isFinite(relativeVariance))
    throw new NoSolution(
      'lengths leave what float64 holds on their way up: take fewer layers, or a weightVariance nearer to criticality',
    );
  return { observables: quantities({ relativeVariance }, 1e-9) };
}
