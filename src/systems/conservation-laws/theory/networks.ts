import type { ConservationProblem } from '../problem.ts';
import type { Balance, Blocks, Translation } from './laws.ts';
import { type Node, Tape } from './tape.ts';

/** The loss of parameters on samples, and what symmetries it has. */
export interface SymmetricLoss {
  balances: Balance[];
  translations: Translation[];
  /** The loss on the batch of step k, from 0. */
  loss(tape: Tape, blocks: Node[], step: number): Node;
}

/** Loss and gradient at θ, block by block. */
export function gradientOf(
  { loss }: Pick<SymmetricLoss, 'loss'>,
  theta: Blocks,
  step: number,
): { loss: number; gradient: Blocks } {
  const tape = new Tape();
  const nodes = theta.map(({ rows, columns, value }) => tape.constant(rows, columns, value));
  const total = loss(tape, nodes, step);
  tape.backwards(total);
  return {
    loss: total.value[0],
    gradient: nodes.map(({ rows, columns, adjoint }) => ({ rows, columns, value: adjoint })),
  };
}

/** The network of the problem with its symmetries. */
export function symmetricLoss(problem: ConservationProblem): SymmetricLoss {
  const { parameters, inputs, targets, batch, rowsPerSample } = problem;
  const { samples, network, inputs: d, outputs: m, loss } = parameters;
  const forward = network === 'attention' ? attentionLayer(problem) : fullyConnected(problem);
  const rows = batch * rowsPerSample;
  return {
    balances: network === 'attention' ? attentionBalances(parameters.hidden) : layerBalances(problem),
    translations: translationsIn(problem),
    loss(tape, blocks, step) {
      const [x, y] = [new Float64Array(rows * d), new Float64Array(rows * m)];
      for (let i = 0; i < rows; i++) {
        const from = (step * rows + i) % (samples * rowsPerSample);
        x.set(inputs.subarray(from * d, (from + 1) * d), i * d);
        y.set(targets.subarray(from * m, (from + 1) * m), i * m);
      }
      const f = forward(tape, tape.constant(rows, d, x), blocks);
      return loss === 'squared' ? tape.squared(f, y) : tape.crossEntropy(f, y);
    },
  };
}

type Forward = (tape: Tape, x: Node, blocks: Node[]) => Node;

/** Blocks of a layer, by their place in the list. */
interface Layer {
  weights: number;
  biases?: number;
  gains?: number;
  shifts?: number;
}

function layersOf({ blocks }: ConservationProblem): Layer[] {
  const layers: Layer[] = [];
  blocks.forEach(({ name }, i) => {
    if (name === 'weights') layers.push({ weights: i });
    else layers[layers.length - 1][name] = i;
  });
  return layers;
}

function fullyConnected(problem: ConservationProblem): Forward {
  const layers = layersOf(problem);
  const bends = problem.parameters.network !== 'linear';
  return (tape, x, blocks) => {
    let z = x;
    layers.forEach(({ weights, biases, gains, shifts }, l) => {
      z = tape.product(z, blocks[weights]);
      if (biases !== undefined) z = tape.addRow(z, blocks[biases]);
      if (gains !== undefined && shifts !== undefined)
        z = tape.addRow(tape.timesRow(tape.normalised(z, true), blocks[gains]), blocks[shifts]);
      if (bends && l < layers.length - 1) z = tape.relu(z);
    });
    return z;
  };
}

function attentionLayer({ parameters }: ConservationProblem): Forward {
  const { hidden, tokens } = parameters;
  const settings = { length: tokens, scale: 1 / Math.sqrt(hidden), causal: true };
  return (tape, x, [weights, biases, outWeights, outBiases]) => {
    const mixed = tape.addRow(tape.product(x, weights), biases);
    const [q, k, v] = [0, 1, 2].map((part) => tape.columns(mixed, part * hidden, hidden));
    return tape.addRow(tape.product(tape.attention(q, k, v, settings), outWeights), outBiases);
  };
}

/**
 * Between two layers what goes out of the hidden units balances what goes in: of linear ones as a
 * matrix, of relu neuron by neuron, with the biases (Du, Hu and Lee 2018, arXiv 1806.00900,
 * section 2). Weights and biases below a norm have a length of their own, and its gains and
 * shifts balance what goes out.
 */
function layerBalances(problem: ConservationProblem): Balance[] {
  const layers = layersOf(problem);
  const counts = problem.parameters.network === 'linear' ? 'matrix' : 'diagonal';
  return layers.slice(1).flatMap((next, l): Balance[] => {
    const { weights, biases, gains, shifts } = layers[l];
    const out = { sign: -1, side: 'columns', block: next.weights } as const;
    const row = (block: number) => ({ sign: 1, side: 'columns', block }) as const;
    const own = { sign: 1, side: 'rows', block: weights } as const;
    if (gains !== undefined && shifts !== undefined && biases !== undefined)
      return [
        { counts: 'trace', terms: [own, row(biases)] },
        { counts: 'diagonal', terms: [row(gains), row(shifts), out] },
      ];
    return [{ counts, terms: [own, ...(biases === undefined ? [] : [row(biases)]), out] }];
  });
}

/** Queries against keys, with their biases; and values against what is made of them. */
function attentionBalances(hidden: number): Balance[] {
  const part = (index: number, sign: 1 | -1) => {
    const own = { sign, from: index * hidden, count: hidden } as const;
    return [
      { ...own, side: 'rows', block: 0 },
      { ...own, side: 'columns', block: 1 },
    ] as const;
  };
  return [
    { counts: 'matrix', terms: [...part(0, 1), ...part(1, -1)] },
    { counts: 'matrix', terms: [...part(2, 1), { sign: -1, side: 'columns', block: 2 }] },
  ];
}

/**
 * A softmax does not see what is added to all its logits: the sums over classes of the last layer,
 * and all biases of keys. A norm does not see what is added to all units below it.
 */
function translationsIn(problem: ConservationProblem): Translation[] {
  const { network, loss, hidden } = problem.parameters;
  const layers = layersOf(problem);
  const sums = ({ weights, biases }: Layer): Translation[] => [
    { block: weights, of: 'column sums' },
    ...(biases === undefined ? [] : [{ block: biases, of: 'sum' } as const]),
  ];
  return [
    ...layers.flatMap((layer, l) => {
      const last = l === layers.length - 1;
      return (last && loss === 'cross-entropy') || layer.gains !== undefined ? sums(layer) : [];
    }),
    ...(network === 'attention' ? [{ block: 1, from: hidden, count: hidden }] : []),
  ];
}
