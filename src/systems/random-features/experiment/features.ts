import { activation } from '../../../numeric/activations.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { Problem } from '../problem.ts';

/** F (D × N) on the heap: the product of all random layers, with E FFᵀ = diag(π). */
export function drawWeights(problem: Problem, random: Random, engine: Engine): Matrix {
  const { widths, inputWeights } = problem;
  const { heap } = engine;
  const dimension = inputWeights.length;
  const weights = heap.matrix(dimension, widths.at(-1)!);
  heap.scope(() => {
    let product: Matrix | undefined;
    widths.forEach((width, index) => {
      const isLast = index === widths.length - 1;
      const layer = isLast && !product ? weights : heap.matrix(product ? product.columns : dimension, width);
      random.stream(index).fillNormal(layer);
      if (isLast && problem.isOrthogonal) orthogonalize(layer, engine);
      else scaleColumns(layer, isLast ? problem.neuronWeights : undefined);
      if (!product) product = layer;
      else {
        const next = isLast ? weights : heap.matrix(dimension, width);
        engine.gemm({ a: product, b: layer, c: next });
        product = next;
      }
    });
  });
  scaleRows(weights, inputWeights);
  return weights;
}

/**
 * Φ (rows × N) of the inputs (rows × D) under F, written into `out`. Noise on the features comes
 * from `random`.
 */
export function applyFeatures(
  problem: Problem,
  inputs: Matrix,
  weights: Matrix,
  out: Matrix,
  random: Random,
  engine: Engine,
): void {
  const width = weights.columns;
  if (problem.activation !== 'linear') {
    engine.gemm({ a: inputs, b: weights, c: out, alpha: Math.sqrt(width / problem.trace) });
    activate(problem, out, Math.sqrt(1 / width));
    return;
  }
  if (problem.addedNoise > 0) {
    random.fillNormal(out);
    engine.gemm({ a: inputs, b: weights, c: out, beta: Math.sqrt(problem.addedNoise) });
  } else engine.gemm({ a: inputs, b: weights, c: out });
}

/** Numbers that stay in the fastest cache while several kernels pass over them. */
const CHUNK = 2048;
const RELU_KERNEL = 0;

/** (σ(z) − E σ) · scale in place, with the same bits on every machine. */
function activate({ activation: name, part: { mean } }: Problem, matrix: Matrix, scale: number): void {
  const { activationF64, tanhF64, erfF64, centreF64 } = matrix.heap.kernels.call;
  const values = matrix.values;
  // What is called on every entry of every matrix is worth the arrays' kernels, which give the
  // functions' bits.
  if (name === 'relu' || name === 'tanh' || name === 'erf')
    for (let start = 0; start < values.length; start += CHUNK) {
      const count = Math.min(CHUNK, values.length - start);
      const at = matrix.address + 8 * start;
      if (name === 'relu') activationF64(RELU_KERNEL, at, at, count);
      else if (name === 'tanh') tanhF64(at, at, count);
      else erfF64(at, at, count);
      centreF64(count, mean, scale, at);
    }
  else {
    const sigma = activation(name);
    for (let i = 0; i < values.length; i++) values[i] = (sigma(values[i]) - mean) * scale;
  }
}

/**
 * Z → √(inputs/width) Z L⁻ᵀ with ZᵀZ = LLᵀ: columns orthogonal, uniformly distributed, whose span
 * is Z's.
 */
function orthogonalize(layer: Matrix, engine: Engine): void {
  const { rows, columns } = layer;
  const { heap } = engine;
  heap.scope(() => {
    const gram = heap.matrix(columns, columns);
    engine.syrk({ a: layer, transpose: true, c: gram });
    engine.cholesky(gram);
    engine.invertLower(gram);
    const normal = heap.matrix(rows, columns);
    normal.values.set(layer.values);
    engine.gemm({ a: normal, b: gram, transposeB: true, c: layer, alpha: Math.sqrt(rows / columns) });
  });
}

/** Gives column j the variance g_j/width; 1/width without `weights`. */
function scaleColumns(layer: Matrix, weights: Float64Array | undefined): void {
  const width = layer.columns;
  const values = layer.values;
  const roots = Float64Array.from({ length: width }, (_, j) => Math.sqrt((weights ? weights[j] : 1) / width));
  for (let start = 0; start < values.length; start += width)
    for (let j = 0; j < width; j++) values[start + j] *= roots[j];
}

function scaleRows(matrix: Matrix, variances: Float64Array): void {
  const values = matrix.values;
  const width = matrix.columns;
  variances.forEach((variance, i) => {
    if (variance === 1) return;
    const root = Math.sqrt(variance);
    for (let j = i * width; j < (i + 1) * width; j++) values[j] *= root;
  });
}
