import { fullyConnected } from '../../../networks/fully-connected.ts';
import { layOut, type Model } from '../../../networks/model.ts';
import { Network } from '../../../networks/network.ts';
import { fillOrthonormal } from '../../../networks/online-descent.ts';
import { attention } from '../../../networks/operations/attention.ts';
import { bias } from '../../../networks/operations/bias.ts';
import { linear } from '../../../networks/operations/linear.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { ConservationProblem } from '../problem.ts';

/** A trial's network at its start, with the data that belong to it. */
export interface Trained {
  network: Network;
  inputs: Matrix;
  targets: Matrix;
}

/**
 * The problem's network, turned: the inputs into a basis of the trial's own, and the hidden units
 * and the outputs into an order of its own. Training is then the same in other numbers.
 */
export function turnedNetwork(problem: ConservationProblem, random: Random, engine: Engine): Trained {
  const { parameters, blocks, start } = problem;
  const { network: kind, hidden, inputs: d, outputs: m } = parameters;
  const { heap } = engine;
  const network = new Network(engine, modelOf(problem));
  const basis = heap.matrix(d, d);
  fillOrthonormal(random.stream('basis'), basis);
  const outputs = random.stream('outputs').choose(m, m);
  const units = (layer: number | string) => random.stream('units', layer).choose(hidden, hidden);
  /** The order of what comes out of each layer. */
  const orders = (() => {
    if (kind !== 'attention') return [...Array.from({ length: parameters.depth }, (_, l) => units(l)), outputs];
    // Queries and keys meet each other, values what is made of them.
    const [matched, carried] = [units('queries'), units('values')];
    const mixed = [matched, matched, carried].flatMap((order, part) => Array.from(order, (j) => part * hidden + j));
    return [Int32Array.from(mixed), outputs];
  })();
  const into = (layer: number) => (kind === 'attention' ? units('values') : orders[layer - 1]);
  let layer = -1;
  blocks.forEach(({ name, rows, columns, offset }, b) => {
    const given = start.subarray(offset, offset + rows * columns);
    const { value } = network.parameters[b];
    if (name === 'weights') layer++;
    const order = orders[layer];
    if (name !== 'weights') value.values.set(Array.from(order, (from) => given[from]));
    else if (layer === 0) {
      const ordered = heap.matrixFrom(rows, columns, rowsInOrder(given, columns, order));
      engine.gemm({ a: ordered, b: basis, transposeB: true, c: value });
    } else {
      const sources = into(layer);
      value.values.set(
        rowsInOrder(given, columns, order).map((_, i, all) => all[i - (i % columns) + sources[i % columns]]),
      );
    }
  });
  const rows = problem.inputs.length / d;
  const inputs = heap.matrix(rows, d);
  engine.gemm({ a: heap.matrixFrom(rows, d, problem.inputs), b: basis, transposeB: true, c: inputs });
  const targets = heap.matrixFrom(
    rows,
    m,
    problem.targets.map((_, i) => problem.targets[i - (i % m) + outputs[i % m]]),
  );
  return { network, inputs, targets };
}

function rowsInOrder(values: Float64Array, columns: number, order: Int32Array): Float64Array {
  return Float64Array.from(Array.from(order, (row) => [...values.subarray(row * columns, (row + 1) * columns)]).flat());
}

function modelOf({ parameters }: ConservationProblem): Model {
  const { network, inputs, hidden, outputs, depth } = parameters;
  if (network === 'attention') return attentionModel(parameters);
  return fullyConnected({
    sizes: [inputs, ...new Array<number>(depth).fill(hidden), outputs],
    activation: network === 'linear' ? 'linear' : 'relu',
    biases: network !== 'linear',
    layerNorm: network === 'layer-norm',
    normEpsilon: 0,
  });
}

/** Queries, keys and values, causal attention, and what is made of its values; a row is a token. */
function attentionModel({ inputs, hidden, outputs, tokens }: ConservationProblem['parameters']): Model {
  const block = (name: string, rows: number, columns: number) =>
    ({
      name,
      rows,
      columns,
      role: 'hidden',
      mean: 0,
      deviation: 0,
      multiplier: 1,
      rates: { sgd: 1, adam: 1 },
    }) as const;
  const { blocks, size } = layOut([
    block('mixing weights', 3 * hidden, inputs),
    block('mixing biases', 1, 3 * hidden),
    block('output weights', outputs, hidden),
    block('output biases', 1, outputs),
  ]);
  return {
    blocks,
    size,
    inputs,
    outputs,
    rowsPerSample: 1,
    build(engine, [weights, biases, outWeights, outBiases], x) {
      const mixed = linear(engine, x, weights);
      const shifted = bias(mixed.output, biases);
      const attended = attention(shifted.output, { length: tokens, heads: 1, scale: 1 / Math.sqrt(hidden) });
      const made = linear(engine, attended.output, outWeights);
      const outputs = bias(made.output, outBiases);
      const operations = [mixed, shifted, attended, made, outputs];
      return { operations, outputs: outputs.output, preActivations: [], features: [], rowsAreSamples: false };
    },
  };
}
