import type { Engine } from '../../../numeric/engine.ts';
import { minimise } from '../../../numeric/minimise.ts';
import type { Random } from '../../../numeric/random.ts';
import { lossOf, type Network, type State } from './network.ts';

export interface Trained {
  state: State;
  loss: number;
}

export interface Training {
  /** How the vectors begin, and the bias of all. */
  start: 'unit' | 'normal';
  bias: number;
  /** At most. */
  steps: number;
}

/** Of how many steps curvature is remembered. */
const MEMORY = 10;
/** Three steps in a row that gain less, relative, end a training. */
const IDLE = 1e-9;

/** Descent from random weights, on the exact loss. */
export function train(
  network: Network,
  { start, bias, steps }: Training,
  random: Random,
  engine: Engine,
  check: () => void,
): Trained {
  const { features: n, dimensions: m } = network;
  const first = new Float64Array(n * (m + 1)).fill(Math.sqrt(-bias));
  const vectors = randomVectors(n, m, random, engine);
  first.set(start === 'unit' ? normalised(vectors, m) : vectors.map((one) => one / Math.sqrt(m)));
  const objective = (x: Float64Array, gradient: Float64Array) => lossOf(network, x, gradient);
  const { x, value } = minimise(objective, first, { steps, memory: MEMORY, tolerance: IDLE, check });
  return { state: x, loss: value };
}

/** Every row of m brought to the length 1. */
export function normalised(vectors: Float64Array, m: number): Float64Array {
  const unit = vectors.slice();
  for (let at = 0; at < unit.length; at += m) {
    const own = unit.subarray(at, at + m);
    const length = Math.sqrt(own.reduce((sum, one) => sum + one * one, 0));
    for (let k = 0; k < m; k++) own[k] /= length;
  }
  return unit;
}

/** Independent normal numbers, n rows of m. */
export function randomVectors(n: number, m: number, random: Random, engine: Engine): Float64Array {
  return engine.heap.scope(() => {
    const normals = engine.heap.matrix(n, m);
    random.fillNormal(normals);
    return Float64Array.from(normals.values);
  });
}
