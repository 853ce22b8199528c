import type { Engine } from '../../../numeric/engine.ts';
import { NotFinite } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import { scaleColumns } from '../../../random-matrices/data-matrix.ts';
import { onePassRisk } from '../../../regression/least-squares.ts';
import { powerExponent } from '../../../statistics/curve-fits.ts';
import type { TrialReporter } from '../../contract.ts';
import { type NeuralScalingProblem, runsOf } from '../problem.ts';
import { drawProjection } from './draws.ts';

/**
 * Models of each size. Their losses are averaged before the least is taken, which of single models
 * would be too small.
 */
export const DRAWS = 2;

/**
 * The least loss over model sizes at each compute. Projections are drawn; of each model the mean
 * over all batches is followed, step by step in the eigenbasis of its features.
 */
export function measureFrontier(
  problem: NeuralScalingProblem,
  random: Random,
  engine: Engine,
  { check, progress }: Pick<TrialReporter, 'check' | 'progress'>,
): Float64Array {
  const runs = runsOf(problem);
  const least = new Float64Array(problem.compute.length).fill(Number.POSITIVE_INFINITY);
  runs.forEach(({ features, steps }, size) => {
    const losses = new Float64Array(steps.length);
    for (let draw = 0; draw < DRAWS; draw++) {
      check();
      progress((size + draw / DRAWS) / runs.length);
      const drawn = engine.heap.scope(() => {
        const projection = drawProjection(problem, features, random.stream('model', size, draw), engine);
        return meanLosses(problem, projection, steps, engine);
      });
      drawn.forEach((loss, i) => {
        losses[i] += loss / DRAWS;
      });
    }
    steps.forEach((t, i) => {
      if (t > 0) least[i] = Math.min(least[i], losses[i]);
    });
  });
  return least;
}

/** p of least loss ∝ compute^(−p). Throws `NotFinite` where training has diverged. */
export function decayExponent(compute: Float64Array, least: Float64Array): number {
  const exponent = powerExponent()(compute, least);
  if (exponent !== undefined) return -exponent;
  throw new NotFinite('training diverges on the frontier: choose a smaller rate or larger batches');
}

/** Mean loss over batches of one model: what it cannot learn, and what it has not learned yet. */
function meanLosses(
  { lambda, power, parameters }: NeuralScalingProblem,
  projection: Matrix,
  steps: readonly number[],
  engine: Engine,
): Float64Array {
  const { heap } = engine;
  const [rows, columns] = [projection.rows, projection.columns];
  const weighted = heap.matrix(rows, columns);
  weighted.values.set(projection.values);
  scaleColumns(weighted, lambda);
  const covariance = heap.matrix(rows, rows);
  engine.syrk({ a: weighted, c: covariance });
  const values = engine.eigh(covariance, { vectors: true });
  // Along eigenvector u_j the pull of the target is Σ_k (u_jᵀA_k/√N) λ_k w_k, whose square is
  // averaged over the signs of w.
  const along = heap.matrix(rows, columns);
  engine.gemm({ a: covariance, b: weighted, c: along });
  const products = along.values;
  const errors = new Float64Array(rows);
  let unlearned = power.reduce((sum, one) => sum + one, 0);
  for (let j = 0; j < rows; j++) {
    let pull = 0;
    for (let k = 0; k < columns; k++) pull += squared(products[j * columns + k]) * power[k];
    errors[j] = Math.sqrt(pull) / values[j];
    unlearned -= pull / values[j];
  }
  const sgd = {
    lambda: values,
    eta: parameters.rate,
    batch: parameters.learning === 'one-pass' ? parameters.batch : Number.POSITIVE_INFINITY,
    sigma: Math.sqrt((parameters.learning === 'one-pass' ? parameters.noise : 0) + unlearned),
  };
  return onePassRisk(sgd, errors, steps).map((risk) => risk + unlearned);
}
