import { copy, dot, routine, scale } from '../../../networks/arrays.ts';
import { activationKinds } from '../../../networks/operations/activation.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { JacobianObservable } from '../observables.ts';
import type { JacobianProblem } from '../problem.ts';

/** One random network at one random input: its Jacobian, and all singular values of it. */
export function runTrial(
  problem: JacobianProblem,
  context: TrialContext<JacobianObservable>,
): Trial<JacobianObservable> {
  const { engine } = context;
  const { width } = problem.parameters;
  return engine.heap.scope(() => {
    const jacobian = jacobianOf(problem, context);
    const squares = engine.heap.matrix(width, width);
    engine.syrk({ a: jacobian, c: squares });
    const second = dot(squares, squares) / width;
    const eigenvalues = engine.eigh(squares);
    const mean = eigenvalues.reduce((sum, value) => sum + value, 0) / width;
    const singular = eigenvalues.map((value) => Math.sqrt(Math.max(0, value)));
    return {
      observables: {
        mean,
        secondMoment: second,
        spread: eigenvalues.reduce((sum, value) => sum + squared(value / mean - 1), 0) / width,
        density: histogram(singular, problem),
        largest: singular[width - 1],
      },
    };
  });
}

/** J = W^L D^{L−1} ⋯ W^1 D^0 at an input of exactly the length asked for. */
function jacobianOf(
  { parameters }: JacobianProblem,
  { engine, random, reporter }: TrialContext<JacobianObservable>,
): Matrix {
  const { activation, biasVariance, depth, width, startLength } = parameters;
  const { heap } = engine;
  let [jacobian, next] = [heap.matrix(width, width), heap.matrix(width, width)];
  const [weights, bias] = [heap.matrix(width, width), heap.matrix(width, 1)];
  const [signal, activated, slopes] = [heap.matrix(width, 1), heap.matrix(width, 1), heap.matrix(width, 1)];
  random.stream('input').fillNormal(signal);
  scale(Math.sqrt((width * startLength) / dot(signal, signal)), signal);
  for (let i = 0; i < width; i++) jacobian.values[i * (width + 1)] = 1;
  for (let l = 0; l < depth; l++) {
    reporter.check();
    reporter.progress(l / depth);
    applyActivation(activation, signal, activated, slopes);
    scaleRows(slopes, jacobian);
    drawWeights(parameters, engine, random.stream('layer', l), weights);
    engine.gemm({ a: weights, b: jacobian, c: next });
    [jacobian, next] = [next, jacobian];
    random.stream('layer', l, 'biases').fillNormal(bias);
    scale(Math.sqrt(biasVariance), bias, signal);
    engine.gemm({ a: weights, b: activated, c: signal, beta: 1 });
  }
  return jacobian;
}

/** φ(h) and φ′(h). */
function applyActivation(
  name: JacobianProblem['parameters']['activation'],
  h: Matrix,
  value: Matrix,
  slope: Matrix,
): void {
  const { heap, rows } = h;
  slope.values.fill(1);
  if (name === 'linear') {
    value.values.set(h.values);
    return;
  }
  const kind = activationKinds[name];
  routine(heap, 'activation', 'f64')(kind, h.address, value.address, rows);
  routine(heap, 'activationSlope', 'f64')(kind, h.address, value.address, slope.address, slope.address, rows);
}

function scaleRows(factors: Matrix, matrix: Matrix): void {
  const [f, m] = [factors.values, matrix.values];
  for (let i = 0; i < matrix.rows; i++)
    for (let j = i * matrix.columns; j < (i + 1) * matrix.columns; j++) m[j] *= f[i];
}

function drawWeights(
  { weights: kind, weightVariance, width }: JacobianProblem['parameters'],
  engine: Engine,
  random: Random,
  weights: Matrix,
): void {
  random.fillNormal(weights);
  if (kind === 'orthogonal') orthonormaliseRows(engine, weights);
  scale(Math.sqrt(weightVariance / (kind === 'gaussian' ? width : 1)), weights);
}

/**
 * W ← L⁻¹W with WWᵀ = LLᵀ, which makes of Gaussian rows a uniformly random orthogonal matrix: as
 * Gram and Schmidt do, since L has a positive diagonal. Twice, for the rounding of the first time.
 */
function orthonormaliseRows(engine: Engine, weights: Matrix): void {
  const { heap } = engine;
  heap.scope(() => {
    const [gram, rows] = [heap.matrix(weights.rows, weights.rows), heap.matrix(weights.rows, weights.columns)];
    for (let pass = 0; pass < 2; pass++) {
      copy(weights, rows);
      engine.syrk({ a: rows, c: gram });
      engine.cholesky(gram);
      engine.invertLower(gram);
      engine.gemm({ a: gram, b: rows, c: weights });
    }
  });
}

/** Shares of the singular values, over the problem's unit, in its bins. */
function histogram(singular: Float64Array, { edges, unit }: JacobianProblem): Float64Array {
  const bins = edges.length - 1;
  const width = edges[1];
  const counts = new Float64Array(bins);
  for (const value of singular) {
    const bin = Math.floor(value / unit / width);
    if (bin < bins) counts[bin] += 1 / (singular.length * width);
  }
  return counts;
}
