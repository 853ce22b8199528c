import { NoConvergence } from '../../../numeric/errors.ts';
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
 * With bias correction; throws `NoConvergence` where squares of gradients are no numbers any more.
 */
function adam({ dimension, beta1, beta2, epsilon }: MaxMarginParameters): Move {
  const mean = new Float64Array(dimension);
  const square = new Float64Array(dimension);
  let [left1, left2] = [1, 1];
  return (w, { pull, logSize }, size) => {
    const factor = exp(logSize);
    left1 *= beta1;
    left2 *= beta2;
    for (let i = 0; i < w.length; i++) {
      const g = factor * pull[i];
      mean[i] = beta1 * mean[i] + (1 - beta1) * g;
      square[i] = beta2 * square[i] + (1 - beta2) * g * g;
      const root = Math.sqrt(square[i] / (1 - left2)) + epsilon;
      if (!(root > 1e-150))
        throw new NoConvergence('the squared gradients of Adam underflow: take fewer steps, or smaller ones');
      w[i] += (size * mean[i]) / (1 - left1) / root;
    }
  };
}

function add(w: Float64Array, direction: Float64Array, factor: number): void {
  for (let i = 0; i < w.length; i++) w[i] += factor * direction[i];
}
