import { copy, norm, scale } from '../../../networks/arrays.ts';
import { fullyConnected } from '../../../networks/fully-connected.ts';
import type { Model } from '../../../networks/model.ts';
import type { Evaluation, Network } from '../../../networks/network.ts';
import type { Activation } from '../../../networks/operations/activation.ts';
import { tangentKernel } from '../../../networks/tangent-kernel.ts';
import { orthonormalRows, twoLayerTeacher } from '../../../networks/teachers.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared, wholePower } from '../../../numeric/special.ts';
import type { Steps } from './descent.ts';

/**
 * f = α m^(−½) Σ a_i φ(w_i·x) with a_i ~ N(0, 1) and w_i ~ N(0, 1/d) per entry: both layers begin
 * with norm √m.
 */
export function studentModel(dimension: number, width: number, activation: Activation, alpha: number): Model {
  const model = fullyConnected({
    sizes: [dimension, width, 1],
    activation,
    parameterisation: 'ntk',
    biases: false,
    outputMultiplier: alpha,
  });
  const [input, output] = model.blocks;
  return { ...model, blocks: [{ ...input, multiplier: 1, deviation: 1 / Math.sqrt(dimension) }, output] };
}

/**
 * Draws the weights; the second half of the units copies the first with the output weight reversed,
 * so that f = 0 everywhere.
 */
export function initialiseDoubled(network: Network, random: Random): void {
  network.initialise(random);
  const [{ value: w, rows, columns }, { value: a }] = network.parameters;
  const half = rows / 2;
  w.values.copyWithin(half * columns, 0, half * columns);
  for (let i = 0; i < half; i++) a.values[half + i] = -a.values[i];
}

export interface TeacherTask {
  /** Orthonormal rows: the teacher's directions. */
  directions: Matrix;
  inputs: Matrix;
  targets: Matrix;
  testInputs: Matrix;
  testTargets: Matrix;
}

/**
 * A teacher Σ_k s_k relu(θ_k·x) with orthonormal θ_k and signs s_k = +, −, +, …, and standard
 * normal inputs. Lives in the heap's present scope.
 */
export function drawTask(
  engine: Engine,
  sizes: { dimension: number; teacherUnits: number; samples: number; testSamples: number },
  random: Random,
): TeacherTask {
  const { dimension, teacherUnits, samples, testSamples } = sizes;
  const { heap } = engine;
  const directions = orthonormalRows(engine, teacherUnits, dimension, random.stream('teacher'), 'f64');
  const signs = Array.from({ length: teacherUnits }, (_, k) => (k % 2 === 0 ? 1 : -1));
  const teacher = twoLayerTeacher(engine, directions, 'relu', signs);
  const labelled = (rows: number, source: Random) => {
    const inputs = heap.matrix(rows, dimension);
    const targets = heap.matrix(rows, 1);
    source.fillNormal(inputs);
    teacher.label(inputs, targets);
    return { inputs, targets };
  };
  const { inputs, targets } = labelled(samples, random.stream('training inputs'));
  const test = labelled(testSamples, random.stream('test inputs'));
  return { directions, inputs, targets, testInputs: test.inputs, testTargets: test.targets };
}

/**
 * The network linearised where it stands, trained from f = 0 by the same steps of gradient descent
 * on the same data.
 */
export interface Linearised {
  /** |w − w₀|. */
  distance: number;
  /** Its outputs on the test inputs, on the heap. */
  outputs: Matrix;
}

/**
 * The closed form of linear least squares: with the kernel Θ/n = Σ λ v vᵀ of h, residuals shrink by
 * Π(1 − step λ) along v, and the weights have moved by Σ_k Jᵀv_k (1 − Π(1 − step λ_k))/(nλ_k)
 * (v_k·y)/α. Overwrites the network's gradient and tangent.
 */
export function linearise(
  training: Evaluation,
  test: Evaluation,
  { targets, alpha, steps }: { targets: Matrix; alpha: number; steps: Steps[] },
): Linearised {
  const { network } = training;
  const { engine, flat } = network;
  const { heap } = engine;
  const { rows } = targets;
  const outputs = heap.matrix(test.outputs.value.rows, 1);
  const distance = heap.scope(() => {
    const kernel = heap.matrix(rows, rows);
    tangentKernel(training, kernel);
    scale(1 / (alpha * alpha * rows), kernel);
    const eigenvalues = engine.eigh(kernel, { vectors: true });
    const coefficients = heap.matrix(rows, 1);
    engine.gemm({ a: kernel, b: targets, c: coefficients });
    const total = steps.reduce((sum, { size, count }) => sum + size * count, 0);
    for (let k = 0; k < rows; k++) {
      const lambda = eigenvalues[k];
      // 1 − Π is lost to rounding there, and its ratio to λ is the elapsed time.
      const inert = lambda * total < 1e-10;
      const left = steps.reduce((product, { size, count }) => product * wholePower(1 - size * lambda, count), 1);
      coefficients.values[k] *= (inert ? total : (1 - left) / lambda) / rows;
    }
    training.run();
    engine.gemm({ a: kernel, transposeA: true, b: coefficients, c: training.outputs.adjoint });
    training.vjp();
    scale(1 / (alpha * alpha), flat.adjoint, flat.tangent);
    test.run();
    test.jvp();
    copy(test.outputs.tangent, outputs);
    return norm(flat.tangent);
  });
  return { distance, outputs };
}

/**
 * The mean over units, weighted by |a_i||w_i|, of the largest |cos| between w_i and a direction of
 * the teacher.
 */
export function teacherAlignment(network: Network, directions: Matrix): number {
  const [{ value: w, rows, columns }, { value: a }] = network.parameters;
  let [sum, mass] = [0, 0];
  for (let i = 0; i < rows; i++) {
    const row = w.values.subarray(i * columns, (i + 1) * columns);
    let largest = 0;
    let square = 0;
    for (let j = 0; j < columns; j++) square += row[j] * row[j];
    for (let k = 0; k < directions.rows; k++) {
      let product = 0;
      for (let j = 0; j < columns; j++) product += row[j] * directions.values[k * columns + j];
      largest = Math.max(largest, Math.abs(product));
    }
    // |a||w| cos = |a| |w·θ| as θ has norm 1.
    sum += Math.abs(a.values[i]) * largest;
    mass += Math.abs(a.values[i]) * Math.sqrt(square);
  }
  return sum / mass;
}

/**
 * Σ (x − y)² / rows, of differences: at large α they are far below the square root of round-off.
 */
export function meanSquare(x: Matrix, y: Matrix): number {
  const [left, right] = [x.values, y.values];
  let square = 0;
  for (let i = 0; i < left.length; i++) square += squared(left[i] - right[i]);
  return square / x.rows;
}
