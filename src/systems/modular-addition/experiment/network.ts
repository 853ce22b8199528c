import { fullyConnected } from '../../../networks/fully-connected.ts';
import { Network } from '../../../networks/network.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Heap, Matrix } from '../../../numeric/heap.ts';

/** 2p inputs, N units of activation z², p outputs, without biases. */
export function makeNetwork(engine: Engine, p: number, units: number): Network {
  const model = fullyConnected({ sizes: [2 * p, units, p], activation: 'square', biases: false });
  return new Network(engine, model, 'f32');
}

/**
 * Pairs, numbered a p + b, as the inputs and targets of the network: a and b one-hot side by side,
 * and (a + b) mod p one-hot. Lives in the heap's present scope.
 */
export function samplesOf(pairs: Int32Array, p: number, heap: Heap): { inputs: Matrix; targets: Matrix } {
  const inputs = heap.matrix(pairs.length, 2 * p, 'f32');
  const targets = heap.matrix(pairs.length, p, 'f32');
  inputs.values.fill(0);
  targets.values.fill(0);
  pairs.forEach((pair, row) => {
    const [a, b] = [Math.floor(pair / p), pair % p];
    inputs.values[row * 2 * p + a] = 1;
    inputs.values[row * 2 * p + p + b] = 1;
    targets.values[row * p + ((a + b) % p)] = 1;
  });
  return { inputs, targets };
}
