import type { OrderProblem } from '../problem.ts';
import { type Draw, drawTeacher } from './regressions.ts';

/** Cosine of the first principal component with the direction in which inputs vary more. */
export function principalCosine({ parameters, samples, alpha }: OrderProblem, draw: Draw): number {
  const { dimension: d, signal } = parameters;
  const { engine, random } = draw;
  const { heap } = engine;
  const teacher = drawTeacher(parameters, draw);
  const inputs = heap.matrix(samples, d);
  random.stream('inputs').fillNormal(inputs);
  // x + (√(1 + θ) − 1)(x·w*)w* has the variance 1 + θ along w*.
  const fields = heap.matrix(samples, 1);
  engine.gemm({ a: inputs, b: teacher, c: fields });
  const stretch = Math.sqrt(1 + signal / Math.sqrt(alpha)) - 1;
  engine.gemm({ a: fields, b: teacher, transposeB: true, c: inputs, alpha: stretch, beta: 1 });
  const covariance = heap.matrix(d, d);
  engine.syrk({ a: inputs, transpose: true, c: covariance, alpha: 1 / samples });
  engine.eigh(covariance, { vectors: true });
  const [vectors, direction] = [covariance.values, teacher.values];
  let cosine = 0;
  for (let k = 0; k < d; k++) cosine += vectors[(d - 1) * d + k] * direction[k];
  return cosine;
}
