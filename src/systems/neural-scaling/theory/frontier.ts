import type { ScalingModel } from './model.ts';
import { type OnePass, onePassLosses } from './one-pass.ts';

/** A model size, and its number of steps at each compute; 0 where not one is paid for. */
export interface SizedRun {
  features: number;
  steps: readonly number[];
}

/**
 * The least loss of one-pass SGD over some model sizes at each compute; an infinite batch is
 * descent on the population. Calls `between` with the share that is done before each size. Throws
 * as `onePassLosses`.
 */
export function frontierLosses(
  model: ScalingModel,
  sgd: OnePass,
  runs: readonly SizedRun[],
  between: (share: number) => void = () => {},
): Float64Array {
  const least = new Float64Array(runs[0].steps.length).fill(Number.POSITIVE_INFINITY);
  runs.forEach(({ features, steps }, run) => {
    between(run / runs.length);
    const known = [...new Set(steps)].filter((t) => t > 0);
    if (known.length === 0) return;
    const { loss } = onePassLosses({ ...model, N: features }, sgd, known);
    steps.forEach((t, i) => {
      if (t > 0) least[i] = Math.min(least[i], loss[known.indexOf(t)]);
    });
  });
  return least;
}
