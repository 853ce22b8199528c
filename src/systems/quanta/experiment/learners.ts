import { power, squared } from '../../../numeric/special.ts';
import type { QuantaParameters } from '../parameters.ts';

/** Learns each quantum on its own; `q` is a quantum's number in its trial. */
export interface Learner {
  /** Forgets everything. */
  reset(): void;
  /** An example of the quantum. */
  see(q: number): void;
  /** Its loss now: that of a fresh example which uses it. */
  loss(q: number): number;
  /** Whether it is learned. */
  has(q: number): boolean;
  /** The loss of one that was never met. */
  unseen: number;
}

/** A learner of up to so many quanta. */
export function makeLearner(parameters: QuantaParameters, most: number, uniform: () => number): Learner {
  return parameters.learner === 'counting' ? counting(parameters, most, uniform) : descending(parameters, most);
}

/** Has a quantum when it has met it as often as it takes, which is drawn when it is met first. */
function counting({ threshold, spread }: QuantaParameters, most: number, uniform: () => number): Learner {
  const counts = new Int32Array(most);
  const thresholds = new Float64Array(most).fill(threshold);
  const drawThreshold = () => {
    const u = uniform();
    return threshold * power((1 - u) / u, spread);
  };
  const has = (q: number) => counts[q] > 0 && counts[q] >= thresholds[q];
  return {
    reset: () => void counts.fill(0),
    see: (q) => {
      if (counts[q] === 0 && spread > 0) thresholds[q] = drawThreshold();
      counts[q]++;
    },
    loss: (q) => (has(q) ? 0 : 1),
    has,
    unseen: 1,
  };
}

/**
 * A linear network of one unit a layer for each quantum, whose output is to be 1: each example is a
 * step of gradient descent on ½(1 − f)², backwards through the layers.
 */
function descending({ depth, rate, start }: QuantaParameters, most: number): Learner {
  const weights = new Float64Array(most * depth);
  const outputs = new Float64Array(depth + 1);
  const forward = (q: number) => {
    outputs[0] = 1;
    for (let l = 0; l < depth; l++) outputs[l + 1] = outputs[l] * weights[q * depth + l];
    return outputs[depth];
  };
  return {
    reset: () => void weights.fill(power(start, 1 / depth)),
    see: (q) => {
      let error = forward(q) - 1;
      for (let l = depth - 1; l >= 0; l--) {
        const weight = weights[q * depth + l];
        weights[q * depth + l] -= rate * error * outputs[l];
        error *= weight;
      }
    },
    loss: (q) => squared(1 - forward(q)),
    has: (q) => forward(q) > 0.5,
    unseen: squared(1 - start),
  };
}
