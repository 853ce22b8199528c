import { axpy } from '../../../networks/arrays.ts';
import { sharpness as sharpnessOf } from '../../../networks/lanczos.ts';
import { Network, type Objective } from '../../../networks/network.ts';
import { gradientDescent } from '../../../networks/optimisers.ts';
import { NotFinite } from '../../../numeric/errors.ts';
import { integrateOde } from '../../../numeric/ode.ts';
import { squared } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { CentralFlowObservable } from '../observables.ts';
import type { CentralFlowProblem } from '../problem.ts';

type Context = TrialContext<CentralFlowObservable>;

const STEPS_BETWEEN_CHECKS = 64;
/** Of the flows that training is compared with. */
const TOLERANCE = { relative: 1e-8, absolute: 1e-11 };

/** Of the initial weights, where nothing is added later: it sets the phases of the bursts. */
const FIRST_JITTER = 1e-8;

/**
 * Full-batch gradient descent from the problem's start, with its jitter. Throws `NotFinite` where
 * it diverges.
 */
export function runTrial(problem: CentralFlowProblem, context: Context): Trial<CentralFlowObservable> {
  return context.engine.heap.scope(() => train(problem, context));
}

function train(problem: CentralFlowProblem, { random, engine, reporter, wanted }: Context) {
  const { parameters, task, start, steps, stride, ends } = problem;
  const { theory, step: eta, window, jitter } = parameters;
  const { heap } = engine;
  const network = new Network(engine, task.model);
  const [x, y] = [task.inputs, task.targets].map((values) => heap.matrixFrom(values.length, 1, values));
  const objective = network.objective('squared', x, y);
  const optimiser = gradientDescent(network);
  const measureSharpness = sharpnessOf(objective, random.stream('lanczos'), { tolerance: 1e-6 });
  const kick = heap.matrix(task.model.size, 1);
  const kicks = random.stream('jitter');
  const shake = (deviation: number) => {
    kicks.fillNormal(kick);
    axpy(deviation, kick, network.flat.value);
  };
  network.flat.value.values.set(start);
  if (jitter === 0) shake(FIRST_JITTER);
  const begun = Float64Array.from(network.flat.value.values);

  const losses = new Float64Array(steps);
  const sharpnesses = new Float64Array(steps).fill(Number.NaN);
  const variances = new Float64Array(steps).fill(Number.NaN);
  const curves: Record<'loss' | 'sharpness' | 'variance', number[]> = { loss: [], sharpness: [], variance: [] };
  let [before, now] = [begun, begun];
  for (let k = 0; k < steps; k++) {
    if (k % STEPS_BETWEEN_CHECKS === 0) {
      reporter.check();
      reporter.progress(k / steps);
    }
    if (k % stride === 0 && wanted.has('sharpness')) sharpnesses[k] = measureSharpness();
    losses[k] = objective.gradient();
    if (!Number.isFinite(losses[k]))
      throw new NotFinite(`the loss is ${losses[k]} after ${k} steps: training has diverged`);
    optimiser.step(eta);
    if (jitter > 0) shake(jitter);
    const after = Float64Array.from(network.flat.value.values);
    if (k > 0) variances[k] = oscillation(before, now, after);
    [before, now] = [now, after];
    if (ends[curves.loss.length] === k + 1) {
      curves.loss.push(mean(losses.subarray(k + 1 - window, k + 1)));
      curves.sharpness.push(mean(sharpnesses.subarray(k + 1 - window, k + 1)));
      curves.variance.push(mean(variances.subarray(k + 1 - window, k + 1)));
      reporter.partial({ observables: arrays(curves) });
    }
  }
  const observables: Trial<CentralFlowObservable>['observables'] = arrays(curves);
  // Beyond the edge these flows are stiff, and far away.
  if (theory === 'modified') {
    const from = (bend: number) => distanceFromFlow(objective, begun, now, steps * eta, bend);
    if (wanted.has('departure')) observables.departure = from(0);
    if (wanted.has('modifiedDistance')) observables.modifiedDistance = from(eta / 2);
  }
  return { observables };
}

/**
 * |w₋ − 2w + w₊|²/16 of three successive iterates: the square of an oscillation that changes sign
 * at every step, whatever its direction; of smooth motion it leaves the square of η²ẅ/4.
 */
function oscillation(before: Float64Array, now: Float64Array, after: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < now.length; i++) sum += squared(before[i] - 2 * now[i] + after[i]);
  return sum / 16;
}

/** |end − w| of the flow ẇ = −∇L − bend H∇L from `start` for this time. */
function distanceFromFlow(
  objective: Objective,
  start: Float64Array,
  end: Float64Array,
  time: number,
  bend: number,
): number {
  const { engine, flat, model } = objective.network;
  const bent = engine.heap.matrix(model.size, 1);
  const [flow] = integrateOde(
    (_, w, out) => {
      flat.value.values.set(w);
      objective.gradient();
      if (bend !== 0) objective.hessianVector(flat.adjoint, bent);
      const [gradient, turn] = [flat.adjoint.values, bent.values];
      for (let i = 0; i < out.length; i++) out[i] = -gradient[i] - bend * turn[i];
    },
    start,
    0,
    [time],
    TOLERANCE,
  );
  return Math.sqrt(flow.reduce((sum, value, i) => sum + squared(value - end[i]), 0));
}

/** The mean of what was measured. */
function mean(values: Float64Array): number {
  const measured = values.filter((value) => !Number.isNaN(value));
  return measured.reduce((sum, value) => sum + value, 0) / measured.length;
}

function arrays(curves: Record<string, number[]>): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(curves).map(([name, values]) => [name, Float64Array.from(values)]));
}
