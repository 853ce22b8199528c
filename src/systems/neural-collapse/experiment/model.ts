import { type Block, layOut, type Model } from '../../../networks/model.ts';
import { Network, type Objective } from '../../../networks/network.ts';
import { bias } from '../../../networks/operations/bias.ts';
import { linear } from '../../../networks/operations/linear.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { squared } from '../../../numeric/special.ts';
import type { NeuralCollapseProblem } from '../problem.ts';

/** Free features and a classifier on them, with labels and decays. */
export interface FreeFeatures {
  network: Network;
  objective: Objective;
  /** K × p */
  weights: Matrix;
  /** p × N: an example's features are a column. */
  features: Matrix;
  /** 1 × K; undefined without a bias. */
  bias: Matrix | undefined;
  /** The class of each example. */
  labels: number[];
  /** The loss with its decays; leaves the gradient of both in the network. */
  gradient(): number;
}

/**
 * A linear network of two layers whose inputs say which example is meant: the first layer's weights
 * are the features themselves.
 */
export function freeFeatures(problem: NeuralCollapseProblem, engine: Engine): FreeFeatures {
  const { parameters, counts, decayW, decayH, decayB } = problem;
  const { heap } = engine;
  const labels = counts.flatMap((n, k) => new Array<number>(n).fill(k));
  const [N, K, p] = [labels.length, counts.length, parameters.width];
  const network = new Network(engine, featureModel(N, p, K, decayB !== undefined));
  const examples = heap.matrix(N, N);
  const targets = heap.matrix(N, K);
  labels.forEach((k, i) => {
    examples.values[i * N + i] = 1;
    targets.values[i * K + k] = 1;
  });
  const objective = network.objective(parameters.loss, examples, targets);
  const decays = [decayH, decayW, decayB ?? 0];
  const [features, weights, biases] = network.parameters.map(({ value }) => value);
  return {
    network,
    objective,
    weights,
    features,
    bias: biases,
    labels,
    gradient() {
      let loss = objective.gradient();
      network.parameters.forEach(({ value, adjoint }, b) => {
        const [x, g] = [value.values, adjoint.values];
        for (let i = 0; i < x.length; i++) {
          g[i] += decays[b] * x[i];
          loss += (decays[b] * squared(x[i])) / 2;
        }
      });
      return loss;
    },
  };
}

function featureModel(examples: number, width: number, classes: number, biased: boolean): Model {
  const block = (name: string, rows: number, columns: number): Omit<Block, 'offset'> => ({
    ...{ name, rows, columns, role: 'hidden', mean: 0, deviation: 1, multiplier: 1, rates: { sgd: 1, adam: 1 } },
  });
  const { blocks, size } = layOut([
    block('features', width, examples),
    block('classifier', classes, width),
    ...(biased ? [{ ...block('bias', 1, classes), deviation: 0 }] : []),
  ]);
  return {
    blocks,
    size,
    inputs: examples,
    outputs: classes,
    rowsPerSample: 1,
    build(engine, [features, classifier, shift], inputs) {
      const read = linear(engine, inputs, features);
      const logits = linear(engine, read.output, classifier);
      const operations = [read, logits, ...(shift ? [bias(logits.output, shift)] : [])];
      return { operations, outputs: logits.output, preActivations: [], features: [read.output], rowsAreSamples: true };
    },
  };
}
