import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { inner } from '../../../numeric/small-systems.ts';
import { norm } from '../../../numeric/special.ts';
import { TEST_ROWS } from '../observables.ts';
import type { MessagePassingParameters } from '../parameters.ts';

/** A teacher of length 1, normal rows, and what the channel tells of their fields. */
export interface Task {
  teacher: Matrix;
  inputs: Matrix;
  labels: Matrix;
}

export function drawTask(parameters: MessagePassingParameters, rows: number, random: Random, engine: Engine): Task {
  const { prior, dimension } = parameters;
  const { heap } = engine;
  const teacher = heap.matrix(dimension, 1);
  if (prior === 'gaussian') random.stream('teacher').fillNormal(teacher);
  else random.stream('teacher').fillRademacher(teacher);
  const length = norm(teacher.values);
  for (let k = 0; k < dimension; k++) teacher.values[k] /= length;
  const inputs = heap.matrix(rows, dimension);
  random.stream('inputs').fillNormal(inputs);
  const labels = heap.matrix(rows, 1);
  engine.gemm({ a: inputs, b: teacher, c: labels });
  const noise = heap.matrix(rows, 1);
  random.stream('noise').fillNormal(noise);
  for (let i = 0; i < rows; i++) labels.values[i] = labelOf(parameters, labels.values[i], noise.values[i]);
  return { teacher, inputs, labels };
}

function labelOf({ channel, noise }: MessagePassingParameters, field: number, draw: number): number {
  const noisy = field + Math.sqrt(noise) * draw;
  if (channel === 'sign') return noisy < 0 ? -1 : 1;
  return channel === 'linear' ? noisy : Math.abs(field) + Math.sqrt(noise) * draw;
}

/** A guess whose overlap with the teacher and whose squared length are both q₀. */
export function drawStart(teacher: Matrix, q0: number, random: Random, engine: Engine): Matrix {
  const weights = engine.heap.matrix(teacher.rows, 1);
  if (q0 === 0) return weights;
  random.fillNormal(weights);
  const [w, t] = [weights.values, teacher.values];
  const along = inner(w, t);
  for (let k = 0; k < w.length; k++) w[k] -= along * t[k];
  const across = Math.sqrt(q0 * (1 - q0)) / norm(w);
  for (let k = 0; k < w.length; k++) w[k] = q0 * t[k] + across * w[k];
  return weights;
}

/**
 * Measures students on fresh rows. The two fields of a normal row are normal, with the lengths and
 * the overlap of teacher and student for covariances: so are they drawn, and no row of d numbers.
 */
export function examiner(
  { channel, noise }: MessagePassingParameters,
  random: Random,
  engine: Engine,
): (overlap: number, power: number) => number {
  const draws = engine.heap.matrix(3, TEST_ROWS);
  random.fillNormal(draws);
  return (overlap, power) => {
    const z = draws.values;
    const across = Math.sqrt(Math.max(0, power - overlap * overlap));
    let sum = 0;
    for (let i = 0; i < TEST_ROWS; i++) {
      const field = z[i];
      const guess = overlap * field + across * z[TEST_ROWS + i];
      if (channel === 'sign') sum += (field + Math.sqrt(noise) * z[2 * TEST_ROWS + i]) * guess > 0 ? 0 : 1;
      else if (channel === 'linear') sum += (field - guess) * (field - guess);
      else sum += (Math.abs(field) - Math.abs(guess)) * (Math.abs(field) - Math.abs(guess));
    }
    return sum / TEST_ROWS;
  };
}
