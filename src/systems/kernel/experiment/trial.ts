import type { Engine } from '../../../numeric/engine.ts';
import { BadInput } from '../../../numeric/errors.ts';
import type { Random } from '../../../numeric/random.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { crossMatrix, gramMatrix } from '../gram.ts';
import type { KernelObservable } from '../observables.ts';
import { untestable } from '../pool.ts';
import type { DataProblem, Problem, SyntheticProblem } from '../problem.ts';
import { decompose, fromTest, fromTraining, learnedOverlaps, learnedTraces, type Numbers, project } from './fit.ts';
import { drawPoints, targetValues } from './points.ts';

/** Points that a trial tests on; all other rows where the domain or the file has fewer. */
export const TESTS = 500;

/**
 * One repetition: training points are drawn, kernel ridge regression and gradient flow are run, and
 * tested on other points.
 */
export function runTrial(
  problem: Problem,
  { random, engine }: Pick<TrialContext, 'random' | 'engine'>,
): Trial<KernelObservable> {
  return {
    observables: engine.heap.scope(() =>
      problem.kind === 'synthetic' ? syntheticTrial(problem, random, engine) : dataTrial(problem, random, engine),
    ),
  };
}

function syntheticTrial(problem: SyntheticProblem, random: Random, engine: Engine): Numbers {
  const p = problem.parameters;
  const { samples: n, dimension, domain } = p;
  const { heap } = engine;
  const tests = problem.finite === undefined ? TESTS : Math.min(TESTS, problem.finite - n);
  const points = heap.matrix(n + tests, dimension);
  drawPoints(random.stream('inputs'), p, points);
  const training = points.head(n);
  const held = points.tail(n);
  const values = targetValues(problem, points);
  const levels = problem.shares.length;

  // On Gaussian inputs the levels' own functions are learned beside the target; elsewhere the
  // kernel matrix tells how well.
  const extra = domain === 'gaussian' ? levels : 0;
  const labels = heap.matrix(n, 1 + extra);
  const errors = heap.matrix(n, 1);
  random.stream('noise').fillNormal(errors);
  const [known, noise] = [labels.values, errors.values];
  for (let i = 0; i < n; i++) {
    known[i * (1 + extra)] = values.target[i] + Math.sqrt(p.noise) * noise[i];
    for (let k = 0; k < extra; k++) known[i * (1 + extra) + 1 + k] = values.levels[i * levels + k];
  }
  const gram = heap.matrix(n, n);
  gramMatrix(problem.kernel, training, gram, engine);
  const cross = heap.matrix(tests, n);
  crossMatrix(problem.kernel, held, training, cross, engine);
  const fit = decompose(gram, labels, p, engine);
  const projected = project(cross, fit, engine);
  const learnability =
    domain === 'gaussian'
      ? learnedOverlaps(projected, fit, values.levels.subarray(n * levels), levels)
      : learnedTraces(fit, training, problem, engine);
  return {
    ...fromTraining(fit, 1, p.ridge),
    ...fromTest(projected, fit, values.target.subarray(n), 1, p.noise, engine),
    learnability,
  };
}

/** A random subsample of the rows is fitted, and all the other rows are the test set. */
function dataTrial(problem: DataProblem, random: Random, engine: Engine): Numbers {
  const { parameters: p, pool } = problem;
  const { samples: n } = p;
  const why = untestable(problem);
  if (why) throw new BadInput(why);
  const { rows, outputs } = pool;
  const { heap } = engine;
  const order = random.stream('rows').choose(rows, rows);
  const gram = heap.matrix(n, n);
  const cross = heap.matrix(rows - n, n);
  const labels = heap.matrix(n, outputs);
  const targets = new Float64Array((rows - n) * outputs);
  const [within, between, known] = [gram.values, cross.values, labels.values];
  for (let i = 0; i < rows; i++) {
    const source = order[i] * rows;
    const target = i < n ? within : between;
    const start = (i < n ? i : i - n) * n;
    for (let j = 0; j < n; j++) target[start + j] = pool.gram[source + order[j]];
    const row = pool.labels.subarray(order[i] * outputs, (order[i] + 1) * outputs);
    if (i < n) known.set(row, i * outputs);
    else targets.set(row, (i - n) * outputs);
  }
  const fit = decompose(gram, labels, p, engine);
  const projected = project(cross, fit, engine);
  return { ...fromTraining(fit, outputs, p.ridge), ...fromTest(projected, fit, targets, outputs, 0, engine) };
}
