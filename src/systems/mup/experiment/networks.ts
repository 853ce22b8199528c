import { fullyConnected } from '../../../networks/fully-connected.ts';
import { freeze, type Model } from '../../../networks/model.ts';
import type { Network } from '../../../networks/network.ts';
import { adam, gradientDescent, type Optimiser } from '../../../networks/optimisers.ts';
import type { Samples } from '../../../networks/samples.ts';
import { transformer } from '../../../networks/transformer.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Dtype, Heap } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { MupParameters } from '../parameters.ts';
import { endsOf, isInverselyScaled, type MupProblem, rowsOf } from '../problem.ts';

/** A network to draw and to train. */
export interface Draw {
  problem: MupProblem;
  width: number;
  samples: Samples;
  random: Random;
  engine: Engine;
  /** Asked before each step. */
  check(): void;
}

/** The network of a problem at this width; layers that are not trained have a rate of 0. */
export function modelOf(problem: MupProblem, width: number): Model {
  const { network, parameterisation, depth, heads, activation, study, trained } = problem.parameters;
  const { inputs, outputs } = endsOf(problem);
  const scaling = { parameterisation, baseWidth: problem.widths[0] };
  const model =
    network === 'transformer'
      ? transformer({
          ...scaling,
          ...{ vocabulary: outputs, length: inputs, width, heads, depth },
          activation: activation === 'linear' ? undefined : activation,
          branchMultiplier: 1 / Math.sqrt(depth),
          attentionScale: attentionScaleOf(problem, width),
        })
      : fullyConnected({
          ...scaling,
          sizes: [inputs, ...new Array<number>(depth + 1).fill(width), outputs],
          activation,
          biases: false,
          residual: network === 'residual' && depth > 0,
        });
  if (study === 'rates' || trained === 'all') return model;
  return freeze(model, ({ role }) => role !== trained);
}

/** What q·k is multiplied by. */
export function attentionScaleOf({ parameters, widths }: MupProblem, width: number): number {
  const { heads } = parameters;
  const [size, base] = [width / heads, widths[0] / heads];
  return isInverselyScaled(parameters) ? (1 / Math.sqrt(base)) * (base / size) : 1 / Math.sqrt(size);
}

/** So small that Adam's steps forget the size of gradients, which fall with the width. */
const EPSILON = 1e-12;

export function optimiserOf({ optimiser, decay }: MupParameters, network: Network): Optimiser {
  if (optimiser === 'sgd') return gradientDescent(network);
  return adam(network, { epsilon: EPSILON, weightDecay: optimiser === 'adamw' ? decay : 0 });
}

/** What the networks of a trial all see. In the heap's present scope. */
export function drawSamples(problem: MupProblem, random: Random, heap: Heap, dtype: Dtype): Samples {
  const { pool, language } = problem;
  const rows = rowsOf(problem.parameters);
  const { inputs: columns, outputs } = endsOf(problem);
  const inputs = heap.matrix(rows, columns, dtype);
  const targets = heap.matrix(language ? rows * columns : rows, outputs, dtype);
  if (language)
    for (let row = 0; row < rows; row++) {
      const tokens = language.draw(columns + 1, random);
      for (let t = 0; t < columns; t++) {
        inputs.values[row * columns + t] = tokens[t];
        targets.values[(row * columns + t) * outputs + tokens[t + 1]] = 1;
      }
    }
  else if (pool)
    random.choose(rows, pool.rows).forEach((chosen, row) => {
      inputs.values.set(pool.inputs.subarray(chosen * columns, (chosen + 1) * columns), row * columns);
      targets.values.set(pool.targets.subarray(chosen * outputs, (chosen + 1) * outputs), row * outputs);
    });
  else for (const matrix of [inputs, targets]) random.fillRademacher(matrix);
  return { inputs, targets };
}

/** Of classes and tokens the cross-entropy, of numbers the squared error. */
export function lossOf({ pool, language }: MupProblem): 'squared' | 'cross-entropy' {
  return language || pool?.isClassified ? 'cross-entropy' : 'squared';
}
