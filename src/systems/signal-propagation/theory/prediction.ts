import { power } from '../../../numeric/special.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import { course, gradientFactor, type Layer, lengthSlope, overlapFactor } from '../../shared/signal-maps.ts';
import type { SignalObservable } from '../observables.ts';
import type { SignalParameters } from '../parameters.ts';
import { type SignalProblem, SMALLEST_GRADIENT } from '../problem.ts';

/** Of the maps, each layer's averages being good to 1e-11. */
const PER_LAYER = 1e-10;

/**
 * Infinite width: the maps of length and distance, and products of their slopes on the way down.
 */
export function predict(
  problem: SignalProblem,
  { check, progress }: Pick<TheoryContext<SignalObservable>, 'check' | 'progress'>,
): Prediction<SignalObservable> {
  const { parameters, settled } = problem;
  const { depth, startLength, startCorrelation } = parameters;
  const layer = layerOf(parameters);
  const pairs = course(layer, { q: startLength, epsilon: 1 - startCorrelation }, depth, (l) => {
    check();
    progress(l / depth);
  });
  const [gradient, overlap] = [new Float64Array(depth + 1).fill(1), new Float64Array(depth + 1).fill(1)];
  let response = 0;
  for (let l = depth - 1; l >= 0; l--) {
    check();
    gradient[l] = gradient[l + 1] * gradientFactor(layer, pairs[l].q);
    overlap[l] = overlap[l + 1] * overlapFactor(layer, pairs[l]);
    if (l >= settled) response += lengthSlope(layer, pairs[l].q);
  }
  const above = depth - settled;
  const observables = quantities(
    {
      length: Float64Array.from(pairs, ({ q }) => q),
      correlation: Float64Array.from(pairs, ({ epsilon }) => 1 - epsilon),
      distance: Float64Array.from(pairs, ({ epsilon }) => epsilon),
      // What has come down to nothing on its way is no number to be predicted.
      gradient: gradient[0] < SMALLEST_GRADIENT ? undefined : gradient,
      overlap: overlap[0] < SMALLEST_GRADIENT ? undefined : overlap,
      gradientGrowth: gradient[settled] < SMALLEST_GRADIENT ? undefined : power(gradient[settled], 1 / above),
      finalCorrelation: 1 - pairs[depth].epsilon,
      lengthSlope: response / above,
    },
    PER_LAYER * depth,
  );
  return { observables };
}

/** The layer whose maps a network of these parameters iterates. */
export function layerOf({ architecture, activation, weightVariance, biasVariance, depth }: SignalParameters): Layer {
  const branch = architecture === 'residual' ? { branch: 1 / depth } : {};
  return { phi: activation, weightVariance, biasVariance, ...branch };
}
