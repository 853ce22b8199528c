import type { Matrix } from '../numeric/heap.ts';
import { exp, log } from '../numeric/special.ts';
import { axpy, copy, dot, norm } from './arrays.ts';
import type { Parameter } from './model.ts';
import type { Evaluation, Network } from './network.ts';

/**
 * Something to measure at chosen steps, ascending; other steps cost nothing. It may run
 * evaluations, but not change parameters.
 */
export interface Probe<T = unknown> {
  name: string;
  steps: readonly number[];
  measure: (step: number) => T;
}

/** 0, interval, 2 interval, … and the last step. */
export function everySteps(interval: number, last: number): number[] {
  const steps = [];
  for (let step = 0; step < last; step += interval) steps.push(step);
  return [...steps, last];
}

/** 0 and about `perDecade` steps for each factor of ten, up to and with the last. */
export function logarithmicSteps(perDecade: number, last: number): number[] {
  const steps = [0];
  for (let exact = 1; exact < last; exact *= exp(log(10) / perDecade)) {
    const step = Math.round(exact);
    if (step > steps[steps.length - 1] && step < last) steps.push(step);
  }
  return last > 0 ? [...steps, last] : steps;
}

/**
 * `count` evenly spaced steps up to and with the last, without 0; fewer where rounding makes two of
 * them one.
 */
export function evenSteps(count: number, last: number): number[] {
  const steps = Array.from({ length: count }, (_, i) => Math.round(((i + 1) * last) / count));
  return [...new Set(steps)].filter((step) => step > 0);
}

/** The Frobenius norms of the blocks. */
export function blockNorms(network: Network): number[] {
  return network.parameters.map(({ value }) => norm(value));
}

/** |w − w₀|/|w₀| of each block (|w − w₀| where it began at zero), w₀ being the parameters now. */
export function parameterMovement(network: Network): () => number[] {
  const { heap } = network.engine;
  const start = network.parameters.map(({ value }) => {
    const copied = heap.matrix(value.rows, value.columns, value.dtype);
    copy(value, copied);
    return copied;
  });
  return () => network.parameters.map(({ value }, i) => relativeDistance(value, start[i]));
}

/**
 * ‖K − K₀‖/‖K₀‖ of a kernel over the evaluation's samples, K₀ being the kernel now. `compute` is
 * `tangentKernel` or `featureKernel`.
 */
export function kernelMovement(
  evaluation: Evaluation,
  compute: (evaluation: Evaluation, target: Matrix) => void,
): () => number {
  const { heap } = evaluation.network.engine;
  const { rows, dtype } = evaluation.outputs.value;
  const [start, now] = [heap.matrix(rows, rows, dtype), heap.matrix(rows, rows, dtype)];
  compute(evaluation, start);
  return () => {
    compute(evaluation, now);
    return relativeDistance(now, start);
  };
}

/**
 * Σ_o y_oᵀ K y_o/(‖K‖ |y|²) for targets y (rows × outputs): 1 when the kernel is the target's own.
 */
export function kernelAlignment(kernel: Matrix, targets: Matrix): number {
  const { rows, columns } = targets;
  const [k, y] = [kernel.values, targets.values];
  let sum = 0;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < rows; j++)
      for (let o = 0; o < columns; o++) sum += k[i * rows + j] * y[i * columns + o] * y[j * columns + o];
  return sum / (norm(kernel) * dot(targets, targets));
}

/**
 * For each pair of successive weight matrices, |u · v| with u the top left singular vector of the
 * lower one and v the top right singular vector of the upper one: 1 when the layers are aligned.
 * Costs a symmetric eigenproblem of each width.
 */
export function layerAlignments(network: Network): number[] {
  const weights = network.parameters.filter(({ role }) => role !== 'vector');
  return weights.slice(1).map((upper, i) => {
    const left = topSingularVector(network, weights[i], false);
    const right = topSingularVector(network, upper, true);
    return Math.abs(left.reduce((sum, x, j) => sum + x * right[j], 0));
  });
}

function topSingularVector({ engine }: Network, { value }: Parameter, right: boolean): Float64Array {
  return engine.heap.scope(() => {
    const weights = engine.heap.matrixFrom(value.rows, value.columns, value.values);
    const size = right ? value.columns : value.rows;
    const gram = engine.heap.matrix(size, size);
    engine.syrk({ a: weights, c: gram, transpose: right });
    engine.eigh(gram, { vectors: true });
    return Float64Array.from(gram.values.subarray((size - 1) * size));
  });
}

function relativeDistance(x: Matrix, start: Matrix): number {
  const { heap } = x;
  return heap.scope(() => {
    const difference = heap.matrix(x.rows, x.columns, x.dtype);
    copy(x, difference);
    axpy(-1, start, difference);
    return norm(difference) / (norm(start) || 1);
  });
}
