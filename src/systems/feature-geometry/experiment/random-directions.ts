import { minimise } from '../../../numeric/minimise.ts';
import { lossOf, type Network } from './network.ts';
import { normalised } from './training.ts';

/**
 * Where the search for the length and the bias that all directions share may begin: the loss is
 * flat where no output is on.
 */
const LENGTHS = [1, 1.5, 2];
const THRESHOLDS = [0.05, 0.2, 0.4, 0.6, 0.8];

/**
 * Losses of unit vectors in these directions (n rows of m): as they are, and at one length and bias
 * for all.
 */
export function lossesOf(network: Network, vectors: Float64Array): { unit: number; best: number } {
  const { features: n, dimensions: m } = network;
  const unit = normalised(vectors, m);
  const state = new Float64Array(n * (m + 1));
  const slopes = new Float64Array(state.length);
  const loss = ([length, t]: Float64Array, gradient: Float64Array) => {
    state.fill(t);
    for (let k = 0; k < n * m; k++) state[k] = length * unit[k];
    const value = lossOf(network, state, slopes);
    gradient.fill(0);
    for (let k = 0; k < n * m; k++) gradient[0] += slopes[k] * unit[k];
    for (let k = n * m; k < slopes.length; k++) gradient[1] += slopes[k];
    return value;
  };
  const at = (start: Float64Array) => loss(start, new Float64Array(2));
  const starts = LENGTHS.flatMap((length) =>
    THRESHOLDS.map((threshold) => Float64Array.of(length, length * Math.sqrt(threshold))),
  );
  const losses = starts.map(at);
  const start = starts[losses.indexOf(Math.min(...losses))];
  return { unit: at(Float64Array.of(1, 0)), best: minimise(loss, start, { steps: 30, tolerance: 1e-6 }).value };
}
