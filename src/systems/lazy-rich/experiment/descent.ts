import { allFinite, dot, norm, scale } from '../../../networks/arrays.ts';
import type { Network, Objective } from '../../../networks/network.ts';
import { gradientDescent } from '../../../networks/optimisers.ts';
import { tangentKernel } from '../../../networks/tangent-kernel.ts';
import { NoConvergence, NoSolution } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { plain } from '../../../statistics/sentences.ts';
import type { TrialReporter } from '../../contract.ts';

/**
 * Runs of equal steps of gradient descent, in flow time (the learning rate on the loss divided by
 * α²).
 */
export interface Steps {
  size: number;
  count: number;
}

export interface Descent {
  /**
   * Every step up to the time asked for: also those that were left out when nothing was left to
   * learn.
   */
  steps: Steps[];
  /** The loss over its first value. */
  relativeLoss: number;
}

export interface DescentOptions {
  alpha: number;
  /** How long, in flow time. */
  time: number;
  /** The largest step times the kernel's largest eigenvalue; 2 would be the edge of stability. */
  stepTimesSharpness: number;
}

/** Who is told how far training is, and may stop it. */
export type Watch = Pick<TrialReporter, 'progress' | 'check'>;

/** Steps between two looks at the kernel. */
const INTERVAL = 5;
/**
 * Relative loss at which nothing is left to learn: outputs are then within 1e-5 of their last
 * values.
 */
const LEARNED = 1e-10;
/**
 * By which part of themselves the weights may move in one step: the kernel must not outgrow its
 * last look.
 */
const LARGEST_MOVE = 0.02;
const MOST_STEPS = 1e6;

/**
 * Full-batch gradient descent on the squared loss of a network f = αh, divided by α². In the rich
 * regime the kernel grows as 1/α, so the step follows its largest eigenvalue (and never moves the
 * weights far), and the run is in flow time: stable at every α, and comparable between them. Throws
 * `NoConvergence`, and `NoSolution` where the labels are the network's outputs already.
 */
export function descend(network: Network, objective: Objective, options: DescentOptions, watch: Watch): Descent {
  const { alpha, time, stepTimesSharpness } = options;
  const { heap } = network.engine;
  return heap.scope(() => {
    const { rows } = objective.evaluation.outputs.value;
    const kernel = heap.matrix(rows, rows);
    const direction = heap.matrix(rows, 1);
    const image = heap.matrix(rows, 1);
    direction.values.fill(1 / Math.sqrt(rows));
    const optimiser = gradientDescent(network);
    const steps: Steps[] = [];
    const first = objective.value();
    if (first === 0)
      throw new NoSolution('nothing to learn: on every training input the label is what the network says untrained');
    let [elapsed, taken, loss] = [0, 0, first];
    while (elapsed < time && loss > LEARNED * first) {
      watch.check();
      if (taken > MOST_STEPS) throw new NoConvergence(`training did not reach time ${time} in ${MOST_STEPS} steps`);
      tangentKernel(objective.evaluation, kernel);
      scale(1 / (alpha * alpha * rows), kernel);
      const stable = stepTimesSharpness / largestEigenvalue(kernel, direction, image, network);
      objective.gradient();
      const speed = norm(network.flat.adjoint) / (alpha * alpha);
      const size = Math.min(stable, (LARGEST_MOVE * norm(network.flat.value)) / speed);
      const whole = Math.min(INTERVAL, Math.floor((time - elapsed) / size));
      const run = whole > 0 ? { size, count: whole } : { size: time - elapsed, count: 1 };
      for (let k = 0; k < run.count; k++) {
        loss = objective.gradient();
        optimiser.step(run.size / (alpha * alpha));
      }
      if (!(loss < 100 * first) || !allFinite(network.flat.value))
        throw new NoConvergence(`training diverged at time ${plain(elapsed, 3)}`);
      steps.push(run);
      taken += run.count;
      elapsed = whole > 0 ? elapsed + run.size * run.count : time;
      watch.progress(elapsed / time);
    }
    if (elapsed < time) {
      const { size } = steps[steps.length - 1];
      steps.push({ size, count: Math.floor((time - elapsed) / size) });
    }
    return { steps, relativeLoss: objective.value() / first };
  });
}

/**
 * By power iteration from `direction`, which is left at the eigenvector; the kernel is positive,
 * and an underestimate by some per cent is harmless. 0 where no weight acts on any output.
 */
function largestEigenvalue(kernel: Matrix, direction: Matrix, image: Matrix, { engine }: Network): number {
  let value = 0;
  for (let k = 0; k < 12; k++) {
    engine.gemm({ a: kernel, b: direction, c: image });
    value = Math.sqrt(dot(image, image));
    // The direction has no part in what the kernel does; its trace is no less than its largest
    // eigenvalue.
    if (value === 0) return traceOf(kernel);
    scale(1 / value, image, direction);
  }
  return value;
}

function traceOf({ rows, values }: Matrix): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += values[i * (rows + 1)];
  return sum;
}
