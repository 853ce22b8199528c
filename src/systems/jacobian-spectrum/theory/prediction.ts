import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { JacobianObservable } from '../observables.ts';
import type { JacobianProblem } from '../problem.ts';
import { exactMoments, freeMoments, isExact } from './moments.ts';
import { freeSpectrum, sharesAbove } from './spectrum.ts';

/**
 * Moments, exactly at this width where they are known, else of infinite width; and the density,
 * which costs most, where it is wanted.
 */
export function predict(
  problem: JacobianProblem,
  { wanted }: Pick<TheoryContext<JacobianObservable>, 'wanted'>,
): Prediction<JacobianObservable> {
  const { activation: phi, width, startLength, ...rest } = problem.parameters;
  const network = { phi, ...rest };
  const { mean, second, relativeVariance } = freeMoments(network, startLength);
  const isLinear = phi === 'linear' || phi === 'relu';
  const exact = isLinear && isExact(network) ? exactMoments(phi, width, rest.depth) : undefined;
  const secondMoment = exact ? mean * mean * exact.second : second;
  const spread = exact ? exact.second / exact.traceSquared - 1 : relativeVariance;
  const shares = wanted.has('density') ? density(problem) : undefined;
  return { observables: quantities({ mean, secondMoment, spread, density: shares }, 1e-9) };
}

/** Averages over the bins. Zeros of relu networks, half of all, are in the first one. */
function density({ parameters, edges }: JacobianProblem): Float64Array | undefined {
  const { activation, weights, depth } = parameters;
  const spectrum = freeSpectrum(activation, weights, depth);
  if (!spectrum) return undefined;
  const above = sharesAbove(
    spectrum,
    Array.from(edges.subarray(1), (s) => s * s),
  );
  return Float64Array.from(above, (share, i) => ((i === 0 ? 1 : above[i - 1]) - share) / edges[1]);
}
