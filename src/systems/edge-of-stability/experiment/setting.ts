import { convolutional } from '../../../networks/convolutional.ts';
import { fullyConnected } from '../../../networks/fully-connected.ts';
import type { Model } from '../../../networks/model.ts';
import type { Network } from '../../../networks/network.ts';
import {
  adam,
  type DiagonalOptimiser,
  gradientDescent,
  heavyBall,
  nesterov,
  rmsProp,
} from '../../../networks/optimisers.ts';
import type { Samples } from '../../../networks/samples.ts';
import { transformer } from '../../../networks/transformer.ts';
import type { Heap } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { power } from '../../../numeric/special.ts';
import type { EdgeParameters } from '../parameters.ts';
import type { EdgeProblem } from '../problem.ts';

/** The network of a problem, with plain weights: what the optimiser moves is what multiplies. */
export function modelOf({ parameters, pool, widths }: EdgeProblem): Model {
  const { architecture, activation, weightScale } = parameters;
  if (architecture === 'mlp')
    return fullyConnected({ sizes: [pool.features, ...widths, pool.outputs], activation, weightScale });
  if (architecture === 'cnn') {
    const { side, channels } = pool.image!;
    return convolutional({
      image: { height: side, width: side, channels },
      channels: widths,
      pool: poolings(side, widths.length),
      outputs: pool.outputs,
      activation,
      weightScale,
    });
  }
  const [width] = widths;
  const heads = [4, 2, 1].find((count) => width % count === 0)!;
  const { features: length, outputs: vocabulary } = pool;
  return transformer({ vocabulary, length, width, heads, depth: widths.length, activation, weightScale });
}

/** The side of the window that is averaged over after each convolution: 2 while that divides. */
function poolings(side: number, layers: number): number[] {
  return Array.from({ length: layers }, (_, layer) => (side % power(2, layer + 1) === 0 ? 2 : 1));
}

/** Draws the samples of a trial; a whole pool is taken as it is. In the heap's present scope. */
export function drawSamples({ parameters, pool }: EdgeProblem, random: Random, heap: Heap): Samples {
  const { rows, features, outputs } = pool;
  const { samples } = parameters;
  const perRow = pool.targets.length / (rows * outputs);
  const inputs = heap.matrix(samples, features);
  const targets = heap.matrix(samples * perRow, outputs);
  const chosen = samples < rows ? random.choose(samples, rows) : Int32Array.from({ length: rows }, (_, i) => i);
  const gather = (source: Float64Array, target: Float64Array, width: number) =>
    chosen.forEach((row, i) => void target.set(source.subarray(row * width, (row + 1) * width), i * width));
  gather(pool.inputs, inputs.values as Float64Array, features);
  gather(pool.targets, targets.values as Float64Array, perRow * outputs);
  return { inputs, targets };
}

/** The update rule, bound to the network. */
export function optimiserOf({ optimiser, momentum, memory }: EdgeParameters, network: Network): DiagonalOptimiser {
  switch (optimiser) {
    case 'gradient-descent':
      return gradientDescent(network);
    case 'heavy-ball':
      return heavyBall(network, { momentum });
    case 'nesterov':
      return nesterov(network, { momentum });
    case 'rmsprop':
      return rmsProp(network, { beta: memory });
    case 'adam':
      return adam(network, { beta1: momentum, beta2: memory });
  }
}
