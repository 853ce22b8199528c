import { NoConvergence } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { SslObservable } from '../observables.ts';
import type { SslProblem } from '../problem.ts';
import { barlowTwins } from './barlow.ts';
import { drawMoment } from './pairs.ts';

const STEPS_BETWEEN_CHECKS = 32;
/** Rare starts are late: they get so many times the duration to learn all modes. */
const PATIENCE = 4;

/** One training on pairs, and where they are redrawn from weights, of its own. */
export function runTrial(
  problem: SslProblem,
  { random, engine, reporter }: TrialContext<SslObservable>,
): Trial<SslObservable> {
  const { parameters, gamma, times } = problem;
  const { embedding: d, initial, rate } = parameters;
  const D = gamma.length;
  const { heap } = engine;
  return heap.scope(() => {
    const moment = drawMoment(problem, random, engine, reporter.check);
    const weights = heap.matrix(d, D);
    if (problem.weights) weights.values.set(problem.weights);
    else random.stream('weights').fillNormal(weights);
    for (let at = 0; at < weights.values.length; at++) weights.values[at] *= initial;
    const network = barlowTwins(moment, weights, engine);
    const steps = Array.from(times, (time) => Math.round(time / rate));
    const last = steps[steps.length - 1];
    const loss = new Float64Array(times.length);
    const eigenvalue = new Float64Array(times.length * d);
    const halfTime = new Float64Array(d);
    let misalignment = 0;
    let before: Float64Array = new Float64Array(d);
    let [looked, learned] = [0, 0];
    for (let step = 0; step <= last || (learned < d && step <= PATIENCE * last); step++) {
      if (step % STEPS_BETWEEN_CHECKS === 0) {
        reporter.check();
        reporter.progress(Math.min(1, step / last));
      }
      const found = network.look();
      if (!Number.isFinite(found)) throw new NoConvergence('training diverged: choose a smaller rate');
      const values = network.eigenvalues();
      for (; learned < d && values[learned] >= 0.5; learned++)
        halfTime[learned] = rate * (step - (values[learned] - 0.5) / (values[learned] - before[learned]));
      before = values;
      if (step === steps[looked]) {
        loss[looked] = found;
        eigenvalue.set(values, looked++ * d);
      }
      if (step === last) misalignment = outside(weights);
      network.step(rate);
    }
    const curves = { loss, eigenvalue, misalignment };
    if (learned === d) return { observables: { ...curves, halfTime } };
    return {
      observables: curves,
      without: { halfTime: `not every mode was learned in ${PATIENCE} times the duration` },
    };
  });
}

/** The share of the rows' span, d-dimensional, that lies outside the first d coordinates. */
function outside(weights: Matrix): number {
  const { rows: d, columns: D, values } = weights;
  const basis: Float64Array[] = [];
  let sum = 0;
  for (let i = 0; i < d; i++) {
    const row = Float64Array.from(values.subarray(i * D, (i + 1) * D));
    // Twice, since rows may be almost parallel.
    for (let pass = 0; pass < 2; pass++)
      for (const other of basis) {
        const along = dot(row, other);
        for (let k = 0; k < D; k++) row[k] -= along * other[k];
      }
    const length = Math.sqrt(dot(row, row));
    basis.push(row.map((one) => one / length));
    sum += dot(basis[i].subarray(d), basis[i].subarray(d));
  }
  return sum / d;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, one, k) => sum + one * b[k], 0);
}
