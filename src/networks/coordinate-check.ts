import { squared } from '../numeric/special.ts';
import { copy } from './arrays.ts';
import { bindLoss, type LossName } from './losses.ts';
import type { PreActivation } from './model.ts';
import type { Network } from './network.ts';
import type { Optimiser } from './optimisers.ts';
import type { Samples } from './samples.ts';
import { variable } from './variable.ts';

/** How large one layer's pre-activations are, and how far training moved them. */
export interface LayerCoordinates {
  layer: string;
  role: PreActivation['role'];
  /** Root mean squares over units and data after 0, 1, … steps. */
  size: number[];
  /** Of the difference from what they were before training: 0 at step 0. */
  change: number[];
}

export interface CoordinateCheckOptions {
  samples: Samples;
  loss: LossName;
  optimiser: Optimiser;
  rate: number;
  steps: number;
  /**
   * Take the loss at f − f₀, so that outputs before training, which are larger or smaller with the
   * width, do not act on the steps.
   */
  isCentred?: boolean;
  /** Asked before each step. */
  check?: () => void;
}

/**
 * The coordinate check (Yang et al. 2022, arXiv 2203.03466): trains a network that has been
 * initialised for a few steps, and watches every layer's pre-activations on the same data. To be
 * called in a scope of the heap.
 */
export function coordinateCheck(
  network: Network,
  { samples, loss, optimiser, rate, steps, isCentred = false, check = () => {} }: CoordinateCheckOptions,
): LayerCoordinates[] {
  const evaluation = network.evaluation(samples.inputs);
  const { outputs, preActivations } = evaluation.computation;
  evaluation.run();
  const before = preActivations.map(({ output }) => Float64Array.from(output.value.values));
  const start = Float64Array.from(outputs.value.values);
  const seen = variable(network.engine.heap, outputs.value.rows, outputs.value.columns, network.dtype);
  const bound = bindLoss(loss, seen, samples.targets);
  const layers = preActivations.map(({ layer, role }): LayerCoordinates => ({ layer, role, size: [], change: [] }));
  for (let step = 0; step <= steps; step++) {
    if (step > 0) {
      check();
      const [f, shown] = [outputs.value.values, seen.value.values];
      for (let i = 0; i < start.length; i++) shown[i] = f[i] - (isCentred ? start[i] : 0);
      bound.value();
      copy(seen.adjoint, outputs.adjoint);
      evaluation.vjp();
      optimiser.step(rate);
      evaluation.run();
    }
    preActivations.forEach(({ output }, k) => {
      const { values } = output.value;
      layers[k].size.push(rootMeanSquare(values));
      layers[k].change.push(rootMeanSquare(values, before[k]));
    });
  }
  return layers;
}

function rootMeanSquare(values: ArrayLike<number>, from?: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += squared(values[i] - (from ? from[i] : 0));
  return Math.sqrt(sum / values.length);
}
