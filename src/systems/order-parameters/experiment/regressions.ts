import { dot, norm, scale } from '../../../networks/arrays.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { OrderParameters } from '../parameters.ts';
import type { OrderProblem } from '../problem.ts';

/** What one draw is made of and with. */
export interface Draw {
  random: Random;
  engine: Engine;
}

/** Overlaps of student a with the teacher, with itself, and with student b. */
export interface Pair {
  teacher: number;
  self: number;
  replica: number;
}

/** Of students a and b: inputs n × d, or labels n × 1. */
export interface PerStudent {
  a: Matrix;
  b: Matrix;
}

/** A random direction, as one column. */
export function drawTeacher({ dimension }: OrderParameters, { random, engine }: Draw): Matrix {
  const teacher = engine.heap.matrix(dimension, 1);
  random.stream('teacher').fillNormal(teacher);
  scale(1 / norm(teacher), teacher);
  return teacher;
}

/** Standard normal inputs of two students, the first rows of which are the same. */
export function drawInputs({ samples, common, parameters: { dimension } }: OrderProblem, draw: Draw): PerStudent {
  const { heap } = draw.engine;
  const [a, b] = ['a', 'b'].map((name) => {
    const inputs = heap.matrix(samples, dimension);
    draw.random.stream('inputs', name).fillNormal(inputs);
    return inputs;
  });
  b.values.set(a.values.subarray(0, common * dimension));
  return { a, b };
}

/** Two students by ridge regression on noisy labels, or by Hebb's rule on signs. */
export function fitPair(problem: OrderProblem, draw: Draw): Pair {
  const { engine, random } = draw;
  const isHebb = problem.parameters.student === 'hebb';
  const teacher = drawTeacher(problem.parameters, draw);
  const inputs = drawInputs(problem, draw);
  const labels = { a: engine.heap.matrix(problem.samples, 1), b: engine.heap.matrix(problem.samples, 1) };
  for (const name of ['a', 'b'] as const) engine.gemm({ a: inputs[name], b: teacher, c: labels[name] });
  if (isHebb) for (const { values } of [labels.a, labels.b]) values.set(values.map((field) => (field > 0 ? 1 : -1)));
  else addNoise(problem, labels, draw);
  const [a, b] = (['a', 'b'] as const).map((name) => {
    if (isHebb) return correlate(inputs[name], labels[name], engine);
    return regress(problem, inputs[name], labels[name], { engine, random: random.stream('bath', name) });
  });
  return { teacher: dot(a, teacher), self: dot(a, a), replica: dot(a, b) };
}

/** Shared samples share their noise. */
function addNoise({ parameters, common }: OrderProblem, { a, b }: PerStudent, { random, engine }: Draw): void {
  const size = Math.sqrt(parameters.noise);
  engine.heap.scope(() => {
    const noise = engine.heap.matrix(a.rows, 2);
    random.stream('noise').fillNormal(noise);
    for (let i = 0; i < a.rows; i++) {
      a.values[i] += size * noise.values[2 * i];
      b.values[i] += size * noise.values[2 * i + (i < common ? 0 : 1)];
    }
  });
}

/** Xᵀy/d. */
function correlate(x: Matrix, y: Matrix, engine: Engine): Matrix {
  const w = engine.heap.matrix(x.columns, 1);
  engine.gemm({ a: x, transposeA: true, b: y, c: w, alpha: 1 / x.columns });
  return w;
}

/** The minimum of J, or a sample of e^(−dJ/T): ŵ + √(T/d) L⁻ᵀ z with the Hessian LLᵀ. */
function regress({ parameters }: OrderProblem, x: Matrix, y: Matrix, { engine, random }: Draw): Matrix {
  const { ridge, temperature, dimension: d } = parameters;
  const { heap } = engine;
  const hessian = heap.matrix(d, d);
  engine.syrk({ a: x, transpose: true, c: hessian, alpha: 1 / d });
  for (let i = 0; i < d; i++) hessian.values[i * d + i] += ridge;
  const w = correlate(x, y, engine);
  engine.cholesky(hessian);
  engine.solveCholesky(hessian, w);
  if (temperature > 0) {
    const bath = heap.matrix(d, 1);
    random.fillNormal(bath);
    engine.invertLower(hessian);
    engine.gemm({ a: hessian, transposeA: true, b: bath, c: w, alpha: Math.sqrt(temperature / d), beta: 1 });
  }
  return w;
}
