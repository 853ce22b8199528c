import { axpy, copy, routine } from '../../../networks/arrays.ts';
import { activationKinds } from '../../../networks/operations/activation.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { SignalProblem } from '../problem.ts';

/**
 * A random network in single precision. Its weights are drawn layer by layer, and once more on the
 * way down: those of a deep network of width 1000 need not be in memory together. Signals are rows.
 */
export interface RandomNetwork {
  /**
   * signal (at layer l) → next: inputs by rows, but in the third row what the layer makes of a
   * small stretching of the first one.
   */
  up(l: number, signal: Matrix, next: Matrix): void;
  /** gradients (one or more rows for each input, at layer l + 1) ← those at layer l, in place. */
  down(l: number, signal: Matrix, gradients: Matrix): void;
}

/**
 * Lives in the heap's present scope. `inputs`: rows of a signal; `rows`: gradients of each of the
 * first two.
 */
export function drawNetwork(
  { parameters }: SignalProblem,
  engine: Engine,
  random: Random,
  inputs: number,
  rows: number,
): RandomNetwork {
  const { architecture, activation, weightVariance, biasVariance, width, depth } = parameters;
  const { heap } = engine;
  const isResidual = architecture === 'residual';
  const branch = isResidual ? 1 / Math.sqrt(depth) : 1;
  const alpha = branch * Math.sqrt(weightVariance / width);
  const [weights, biases] = [heap.matrix(width, width, 'f32'), heap.matrix(1, width, 'f32')];
  const [activated, products] = [heap.matrix(inputs, width, 'f32'), heap.matrix(2 * rows, width, 'f32')];
  const kind = activationKinds[activation];
  const activate = routine(heap, 'activation', 'f32');
  const slope = routine(heap, 'activationSlope', 'f32');

  return {
    up(l, signal, next) {
      activate(kind, signal.address, activated.address, inputs * width);
      const [first, stretched] = [row(signal, 0), row(activated, STRETCHED)];
      slope(kind, first.address, activated.address, first.address, stretched.address, width);
      random.stream('weights', l).fillNormal(weights);
      engine.gemm({ a: activated, b: weights, c: next, transposeB: true, alpha });
      random.stream('biases', l).fillNormal(biases);
      for (let i = 0; i < inputs; i++) {
        if (i !== STRETCHED) axpy(branch * Math.sqrt(biasVariance), biases, row(next, i));
        if (isResidual) axpy(1, row(signal, i === STRETCHED ? 0 : i), row(next, i));
      }
    },
    down(l, signal, gradients) {
      activate(kind, signal.address, activated.address, 2 * width);
      random.stream('weights', l).fillNormal(weights);
      engine.gemm({ a: gradients, b: weights, c: products, alpha });
      for (let i = 0; i < 2 * rows; i++) {
        const input = i < rows ? 0 : 1;
        const product = row(products, i).address;
        slope(kind, row(signal, input).address, row(activated, input).address, product, product, width);
      }
      if (isResidual) axpy(1, products, gradients);
      else copy(products, gradients);
    },
  };
}

/** The row of a signal that is no input. */
export const STRETCHED = 2;

/** Row i as a matrix on the same memory. */
export function row(matrix: Matrix, i: number): Matrix {
  return matrix.tail(i).head(1);
}
