import { OutOfRange } from '../../numeric/errors.ts';
import type { LazyRichParameters } from './parameters.ts';

/** A student, its teacher, and how many fresh inputs it is tested on. */
export interface LazyRichProblem {
  parameters: LazyRichParameters;
  testSamples: number;
}

/** Throws `OutOfRange` where the teacher has more units than orthogonal weights exist. */
export function prepare(parameters: LazyRichParameters): LazyRichProblem {
  const { model, teacherUnits, dimension } = parameters;
  if (model === 'network' && teacherUnits > dimension)
    throw new OutOfRange(
      'teacherUnits',
      teacherUnits,
      `at most the dimension, ${dimension}, for its weights to be orthogonal`,
    );
  return { parameters, testSamples: 500 };
}

/**
 * E y² of the teacher Σ_k (−1)^k relu(θ_k·x) with orthonormal θ_k and x ~ N(0, I), in which test
 * errors are measured: relu has mean 1/√2π and mean square ½. Throws `OutOfRange`.
 */
export function teacherPower(units: number): number {
  if (!(Number.isInteger(units) && units >= 1))
    throw new OutOfRange('the number of teacher units', units, 'at least 1');
  return units * (0.5 - 0.5 / Math.PI) + (units % 2) / (2 * Math.PI);
}
