import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { exp } from '../../../numeric/special.ts';
import { scaleColumns } from '../../../random-matrices/data-matrix.ts';
import type { GlmParameters } from '../parameters.ts';
import type { GlmProblem } from '../problem.ts';

/** A training set on the heap: a fit's field of row i is a_i·w, and should be t_i. */
export interface Sample {
  /** n × D: inputs, times their labels where these are ±1. D is d, and 1 more with an intercept. */
  rows: Matrix;
  /** Labels, or 1 where rows are multiplied by them. */
  targets: Float64Array;
  labels: Float64Array;
}

/** Inputs and labels of n samples. */
export function drawSample(problem: GlmProblem, random: Random, engine: Engine): Sample {
  const { parameters, eta, direction } = problem;
  const { samples, teacher, intercept, signal, unseen } = parameters;
  const { heap } = engine;
  const d = eta.length;
  const columns = d + (intercept === 'fitted' && teacher === 'clusters' ? 1 : 0);
  const rows = heap.matrix(samples, columns);
  const labels = new Float64Array(samples);
  heap.scope(() => {
    const inputs = heap.matrix(samples, d);
    random.stream('inputs').fillNormal(inputs);
    scaleColumns(inputs, eta);
    if (teacher === 'clusters') {
      const coin = random.stream('labels');
      for (let i = 0; i < samples; i++) labels[i] = coin.uniform() < parameters.positive ? 1 : -1;
    } else {
      const fields = heap.matrix(samples, 1);
      const hidden = heap.matrix(samples, 1);
      random.stream('unseen').fillNormal(hidden);
      engine.gemm({ a: inputs, b: heap.matrixFrom(d, 1, direction), c: fields });
      const size = Math.sqrt(signal * unseen);
      const u = Float64Array.from(fields.values, (field, i) => field + size * hidden.values[i]);
      labels.set(drawLabels(parameters, u, random.stream('labels'), engine));
    }
    const [from, to] = [inputs.values, rows.values];
    const isSigned = teacher !== 'linear';
    for (let i = 0; i < samples; i++) {
      const sign = isSigned ? labels[i] : 1;
      for (let k = 0; k < d; k++)
        to[i * columns + k] = sign * from[i * d + k] + (teacher === 'clusters' ? direction[k] : 0);
      if (columns > d) to[i * columns + d] = sign;
    }
  });
  return { rows, labels, targets: teacher === 'linear' ? labels : new Float64Array(samples).fill(1) };
}

/** Of teachers, at the fields u. */
export function drawLabels(
  { teacher, noise, flips, outliers, outlierNoise }: GlmParameters,
  u: Float64Array,
  random: Random,
  { heap }: Engine,
): Float64Array {
  return heap.scope(() => {
    const normals = heap.matrix(u.length, 1);
    const uniforms = heap.matrix(u.length, 2);
    random.stream('noise').fillNormal(normals);
    random.stream('chance').fillUniform(uniforms);
    const [z, chance] = [normals.values, uniforms.values];
    return u.map((field, i) => {
      if (teacher === 'linear') return field + Math.sqrt(chance[2 * i] < outliers ? outlierNoise : noise) * z[i];
      const isPositive =
        teacher === 'logit' ? chance[2 * i] * (1 + exp(-field)) < 1 : field + Math.sqrt(noise) * z[i] > 0;
      return isPositive === chance[2 * i + 1] >= flips ? 1 : -1;
    });
  });
}
