import type { Engine } from '../numeric/engine.ts';
import { BadShape, OutOfRange } from '../numeric/errors.ts';
import type { Dtype, Matrix } from '../numeric/heap.ts';
import type { Random } from '../numeric/random.ts';
import { axpy, dot, norm, routine, scale } from './arrays.ts';
import type { Batches } from './batches.ts';
import { type Activation, activationKinds, checkActivation } from './operations/activation.ts';

/** A rule that labels inputs (samples × inputs) with targets (samples × outputs). */
export interface Teacher {
  inputs: number;
  outputs: number;
  /** Writes the targets. Throws `BadShape`. */
  label(inputs: Matrix, targets: Matrix): void;
}

/** Y = X Wᵀ with W outputs × inputs. */
export function linearTeacher(engine: Engine, weights: Matrix): Teacher {
  return {
    inputs: weights.columns,
    outputs: weights.rows,
    label: (inputs, targets) => engine.gemm({ a: inputs, b: weights, transposeB: true, c: targets }),
  };
}

/**
 * y = link(u·x) with the direction u as one row. Take exp and its like in the link from
 * `numeric/special`.
 */
export function singleIndexTeacher(engine: Engine, direction: Matrix, link: (z: number) => number): Teacher {
  return multiIndexTeacher(engine, direction, ([z]) => link(z));
}

/** y = link(u₁·x, u₂·x, …) with the directions as rows. */
export function multiIndexTeacher(engine: Engine, directions: Matrix, link: (z: Float64Array) => number): Teacher {
  return projecting(engine, directions, (projections, targets) => {
    const z = new Float64Array(directions.rows);
    const [from, to] = [projections.values, targets.values];
    for (let i = 0; i < targets.rows; i++) {
      for (let k = 0; k < z.length; k++) z[k] = from[i * z.length + k];
      to[i] = link(z);
    }
  });
}

/**
 * y = Σ_m a_m φ(w_m·x) with the w_m as rows; all a_m are 1 unless given. Throws `OutOfRange` and
 * `BadShape`.
 */
export function twoLayerTeacher(
  engine: Engine,
  weights: Matrix,
  activation: Activation,
  signs: ArrayLike<number> = new Float64Array(weights.rows).fill(1),
): Teacher {
  checkActivation(activation);
  if (signs.length !== weights.rows)
    throw new BadShape(`${signs.length} output weights were given for ${weights.rows} hidden units`);
  const { heap } = engine;
  return projecting(engine, weights, (projections, targets) => {
    const { rows, columns, dtype, address } = projections;
    if (activation !== 'linear')
      routine(heap, 'activation', dtype)(activationKinds[activation], address, address, rows * columns);
    engine.gemm({ a: projections, b: heap.matrixFrom(columns, 1, signs, dtype), c: targets });
  });
}

function projecting(
  engine: Engine,
  directions: Matrix,
  finish: (projections: Matrix, targets: Matrix) => void,
): Teacher {
  const { heap } = engine;
  return {
    inputs: directions.columns,
    outputs: 1,
    label(inputs, targets) {
      if (targets.rows !== inputs.rows || targets.columns !== 1)
        throw new BadShape(`targets must be ${inputs.rows}×1, and are ${targets.rows}×${targets.columns}`);
      heap.scope(() => {
        const projections = heap.matrix(inputs.rows, directions.rows, inputs.dtype);
        engine.gemm({ a: inputs, b: directions, transposeB: true, c: projections });
        finish(projections, targets);
      });
    },
  };
}

/**
 * `count` orthonormal rows, uniformly random. Lives in the heap's present scope. Throws
 * `OutOfRange` for more rows than columns.
 */
export function orthonormalRows(engine: Engine, count: number, columns: number, random: Random, dtype: Dtype): Matrix {
  if (count > columns) throw new OutOfRange('the number of orthonormal directions', count, `at most ${columns}`);
  const { heap } = engine;
  const result = heap.matrix(count, columns, dtype);
  heap.scope(() => {
    const rows = Array.from({ length: count }, () => heap.matrix(columns, 1));
    rows.forEach((row, k) => {
      random.stream('direction', k).fillNormal(row);
      for (let pass = 0; pass < 2; pass++) for (const other of rows.slice(0, k)) axpy(-dot(other, row), other, row);
      scale(1 / norm(row), row);
      result.values.set(row.values, k * columns);
    });
  });
  return result;
}

/**
 * The Hermite polynomial He_k/√k!, orthonormal under the standard Gaussian: the link of information
 * exponent k. Throws `OutOfRange`.
 */
export function hermite(degree: number): (z: number) => number {
  if (!(Number.isInteger(degree) && degree >= 0)) throw new OutOfRange('the degree', degree, 'a whole number from 0');
  return (z) => {
    let [before, value] = [0, 1];
    for (let k = 0; k < degree; k++) [before, value] = [value, (z * value - Math.sqrt(k) * before) / Math.sqrt(k + 1)];
    return value;
  };
}

/**
 * New standard normal inputs for every step, labelled by the teacher, with Gaussian noise of that
 * deviation added: one-pass learning.
 */
export function freshBatches(teacher: Teacher, size: number, random: Random, noise = 0): Batches {
  return {
    size,
    fill(step, inputs, targets) {
      const source = random.stream('fresh', step);
      source.stream('inputs').fillNormal(inputs);
      teacher.label(inputs, targets);
      if (noise !== 0) addNoise(targets, noise, source);
    },
  };
}

/** targets += Gaussian noise of that deviation. */
export function addNoise(targets: Matrix, deviation: number, random: Random): void {
  const { heap } = targets;
  heap.scope(() => {
    const noise = heap.matrix(targets.rows, targets.columns, targets.dtype);
    random.stream('noise').fillNormal(noise);
    axpy(deviation, noise, targets);
  });
}
