import type { Network } from '../../networks/network.ts';
import { gradientDescent, type Optimiser } from '../../networks/optimisers.ts';
import type { Start } from './two-layer-start.ts';

/** A loss above this has diverged. */
const DIVERGED = 1e40;

/**
 * Full-batch training from the start, by gradient descent unless another optimiser is given, at the
 * rate of each step (counted from 0). `visit` sees the loss after every number of steps, 0
 * included, and may end the training with `true`; it must not move the weights, but may use the
 * network's memory. Says whether the loss diverged; that state is not visited.
 */
export function descend(
  { network, objective, reset }: Start,
  rate: (step: number) => number,
  steps: number,
  visit: (step: number, loss: number) => boolean | undefined,
  makeOptimiser: (network: Network) => Optimiser = gradientDescent,
): boolean {
  return network.engine.heap.scope(() => {
    reset();
    const optimiser = makeOptimiser(network);
    for (let step = 0; step <= steps; step++) {
      const loss = objective.value();
      if (!(loss < DIVERGED)) return true;
      if (visit(step, loss)) return false;
      if (step === steps) break;
      objective.gradient();
      optimiser.step(rate(step));
    }
    return false;
  });
}
