import { exp } from '../../../numeric/special.ts';
import type { MaxMarginParameters } from '../parameters.ts';
import type { LogisticLoss } from './logistic.ts';

/** Moves w by one step of the size given, from what the loss says there. */
export type Move = (w: Float64Array, loss: LogisticLoss, size: number) => void;

/**
 * Each in its own norm: the gradient, the unit gradient, its sign, its largest component; or Adam.
 */
export function moveOf(parameters: MaxMarginParameters): Move {
  switch (parameters.optimiser) {
    case 'descent':
      return (w, { pull, logSize }, size) => add(w, pull, size * exp(logSize));
    case 'normalised':
      return (w, { pull }, size) => add(w, pull, size / Math.sqrt(pull.reduce((sum, one) => sum + one * one, 0)));
    case 'sign':
      return (w, { pull }, size) => {
        for (let i = 0; i < w.length; i++) w[i] += size * Math.sign(pull[i]);
      };
    case 'coordinate':
      return (w, { pull }, size) => {
        let best = 0;
        for (let i = 1; i < w.length; i++) if (Math.abs(pull[i]) > Math.abs(pull[best])) best = i;
        w[best] += size * Math.sign(pull[best]);
      };
    case 'adam':
      return adam(parameters);
  }
}

/**
 * With bias correction. Moments are kept in units of the last gradient's size, so that they are
 * numbers however small the loss is.
 */
function adam({ dimension, beta1, beta2, epsilon }: MaxMarginParameters): Move {
  const mean = new Float64Array(dimension);
  const square = new Float64Array(dimension);
  let [left1, left2, logUnit] = [1, 1, 0];
  return (w, { pull, logSize }, size) => {
    const units = exp(logUnit - logSize);
    logUnit = logSize;
    left1 *= beta1;
    left2 *= beta2;
    const floor = epsilon > 0 ? epsilon * exp(-logSize) : 0;
    for (let i = 0; i < w.length; i++) {
      mean[i] = beta1 * units * mean[i] + (1 - beta1) * pull[i];
      square[i] = beta2 * units * units * square[i] + (1 - beta2) * pull[i] * pull[i];
      const root = Math.sqrt(square[i] / (1 - left2)) + floor;
      if (root > 0) w[i] += (size * mean[i]) / (1 - left1) / root;
    }
  };
}

function add(w: Float64Array, direction: Float64Array, factor: number): void {
  for (let i = 0; i < w.length; i++) w[i] += factor * direction[i];
}
