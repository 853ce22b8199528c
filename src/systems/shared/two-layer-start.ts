import { norm } from '../../networks/arrays.ts';
import { fullyConnected } from '../../networks/fully-connected.ts';
import { Network, type Objective } from '../../networks/network.ts';
import type { Activation } from '../../networks/operations/activation.ts';
import type { Engine } from '../../numeric/engine.ts';
import type { Random } from '../../numeric/random.ts';

// The experiments' networks before training, which the catapult and warm-up share.

/** A network at its start, to be trained from there more than once. */
export interface Start {
  network: Network;
  objective: Objective;
  /** Puts the weights back. */
  reset(): void;
}

/**
 * f = v·u/√n on x = 1 with label 0, in random directions with f = `output` and |u|² + |v|² = n
 * `kernel`. Lives in the heap's present scope.
 */
export function drawTwoLayer(
  engine: Engine,
  { width, output, kernel }: { width: number; output: number; kernel: number },
  random: Random,
): Start {
  const { heap } = engine;
  const network = new Network(
    engine,
    fullyConnected({ sizes: [1, width, 1], activation: 'linear', parameterisation: 'ntk', biases: false }),
  );
  // Of u + v and u − v the lengths are given: their squares differ by 4 u·v.
  const [sum, difference] = [heap.matrix(width, 1), heap.matrix(width, 1)];
  random.stream('sum').fillNormal(sum);
  random.stream('difference').fillNormal(difference);
  const product = 2 * output * Math.sqrt(width);
  const [a, b] = [product, -product].map((part) => Math.sqrt(width * kernel + part));
  const [alongSum, alongDifference] = [a / norm(sum), b / norm(difference)];
  const [u, v] = network.parameters.map(({ value }) => value.values);
  for (let i = 0; i < width; i++) {
    const [p, m] = [alongSum * sum.values[i], alongDifference * difference.values[i]];
    u[i] = (p + m) / 2;
    v[i] = (p - m) / 2;
  }
  return startOf(network, network.objective('squared', heap.matrixFrom(1, 1, [1]), heap.matrix(1, 1)));
}

export interface WideNetwork {
  width: number;
  /** Hidden layers. */
  depth: number;
  activation: Activation;
  samples: number;
  dimension: number;
}

/**
 * A network without biases in the NTK parameterisation (relu with weights of variance 2), on inputs
 * of length √d with labels ±1 at random. Lives in the heap's present scope.
 */
export function drawWide(
  engine: Engine,
  { width, depth, activation, samples, dimension }: WideNetwork,
  random: Random,
): Start {
  const { heap } = engine;
  const sizes = [dimension, ...Array.from({ length: depth }, () => width), 1];
  const weightScale = activation === 'relu' || activation === 'gelu' ? Math.SQRT2 : 1;
  const network = new Network(
    engine,
    fullyConnected({ sizes, activation, parameterisation: 'ntk', biases: false, weightScale }),
  );
  network.initialise(random.stream('weights'));
  const inputs = heap.matrix(samples, dimension);
  random.stream('inputs').fillNormal(inputs);
  for (let i = 0; i < samples; i++) {
    const row = inputs.values.subarray(i * dimension, (i + 1) * dimension);
    let square = 0;
    for (let j = 0; j < dimension; j++) square += row[j] * row[j];
    for (let j = 0; j < dimension; j++) row[j] *= Math.sqrt(dimension / square);
  }
  const labels = random.stream('labels');
  const targets = heap.matrixFrom(
    samples,
    1,
    Array.from({ length: samples }, () => (labels.uniform() < 0.5 ? -1 : 1)),
  );
  return startOf(network, network.objective('squared', inputs, targets));
}

function startOf(network: Network, objective: Objective): Start {
  const start = Float64Array.from(network.flat.value.values);
  return { network, objective, reset: () => network.flat.value.values.set(start) };
}
