import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { log } from '../../../numeric/special.ts';
import { normalCdf } from '../../../statistics/distributions.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { ClassImbalanceObservable } from '../observables.ts';
import type { ClassImbalanceProblem } from '../problem.ts';

/** A linear rule: class 1 where w·x + b > 0. */
interface Rule {
  weights: Float64Array;
  intercept: number;
}

/**
 * Samples of both classes, the minority first, with means ±Δ/2 along the first direction; a
 * classifier fitted to them; and its accuracy on each class, an exact integral over fresh inputs.
 */
export function runTrial(
  problem: ClassImbalanceProblem,
  { random, engine, reporter }: TrialContext<ClassImbalanceObservable>,
): Trial<ClassImbalanceObservable> {
  const { parameters, few, many } = problem;
  const { dimension, separation, classifier } = parameters;
  reporter.check();
  const { weights, intercept } = engine.heap.scope(() => {
    const inputs = engine.heap.matrix(few + many, dimension);
    random.stream('inputs').fillNormal(inputs);
    for (let i = 0; i < inputs.rows; i++) inputs.values[i * dimension] += (i < few ? 0.5 : -0.5) * separation;
    return classifier === 'least-squares' ? leastSquares(inputs, few, engine) : discriminant(problem, inputs, engine);
  });
  const length = Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0));
  const [minorityAccuracy, majorityAccuracy] = [1, -1].map((sign) =>
    normalCdf((weights[0] * (separation / 2) + sign * intercept) / length),
  );
  return {
    observables: {
      minorityAccuracy,
      majorityAccuracy,
      balancedAccuracy: (minorityAccuracy + majorityAccuracy) / 2,
      totalAccuracy: (few * minorityAccuracy + many * majorityAccuracy) / (few + many),
    },
  };
}

/** Of the normal equations of centred inputs and labels. */
function leastSquares(inputs: Matrix, few: number, engine: Engine): Rule {
  const { rows, columns } = inputs;
  const mean = meanOf(inputs, 0, rows);
  const meanLabel = (2 * few - rows) / rows;
  const labels = engine.heap.matrix(rows, 1);
  for (let i = 0; i < rows; i++) labels.values[i] = (i < few ? 1 : -1) - meanLabel;
  for (let i = 0; i < rows; i++) for (let k = 0; k < columns; k++) inputs.values[i * columns + k] -= mean[k];
  const covariance = engine.heap.matrix(columns, columns);
  engine.syrk({ a: inputs, transpose: true, c: covariance });
  const fitted = engine.heap.matrix(columns, 1);
  engine.gemm({ a: inputs, transposeA: true, b: labels, c: fitted });
  engine.cholesky(covariance);
  engine.solveCholesky(covariance, fitted);
  const weights = Float64Array.from(fitted.values);
  return { weights, intercept: meanLabel - inner(weights, mean) };
}

/**
 * The direction between the class means, or that in the metric of the covariance within classes.
 */
function discriminant({ parameters, few, many }: ClassImbalanceProblem, inputs: Matrix, engine: Engine): Rule {
  const { classifier, threshold } = parameters;
  const { rows, columns } = inputs;
  const [first, second] = [meanOf(inputs, 0, few), meanOf(inputs, few, rows)];
  const weights = first.map((value, k) => value - second[k]);
  let inflation = 1;
  if (classifier === 'discriminant') {
    const direction = engine.heap.matrixFrom(columns, 1, weights);
    for (let i = 0; i < rows; i++)
      for (let k = 0; k < columns; k++) inputs.values[i * columns + k] -= (i < few ? first : second)[k];
    const within = engine.heap.matrix(columns, columns);
    engine.syrk({ a: inputs, transpose: true, c: within, alpha: 1 / rows });
    engine.cholesky(within);
    engine.solveCholesky(within, direction);
    weights.set(direction.values);
    inflation = rows / (rows - columns);
  }
  const midpoint = first.map((value, k) => (value + second[k]) / 2);
  const moved = {
    midpoint: 0,
    unbiased: (columns / few - columns / many) * (inflation / 2),
    prior: log(few / many),
  }[threshold];
  return { weights, intercept: moved - inner(weights, midpoint) };
}

function meanOf(inputs: Matrix, from: number, to: number): Float64Array {
  const mean = new Float64Array(inputs.columns);
  for (let i = from; i < to; i++)
    for (let k = 0; k < inputs.columns; k++) mean[k] += inputs.values[i * inputs.columns + k] / (to - from);
  return mean;
}

function inner(first: Float64Array, second: Float64Array): number {
  return first.reduce((sum, value, k) => sum + value * second[k], 0);
}
