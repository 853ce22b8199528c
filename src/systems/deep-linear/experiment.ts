import type { Engine } from '../../numeric/engine.ts';
import { NoConvergence, OrreryError } from '../../numeric/errors.ts';
import type { Random } from '../../numeric/random.ts';
import type { Exhibit, Trial, TrialReporter } from '../contract.ts';
import { crossing } from './descent.ts';
import { type Bases, covarianceOf, drawBases, drawWeights, teacherOf } from './draw.ts';
import { createNetwork, type Network } from './network.ts';
import type { DeepLinearObservable } from './parameters.ts';
import { rankOf } from './prediction.ts';
import type { Problem } from './problem.ts';

export class Stopped extends OrreryError {}

/** One initialisation, in a basis of its own for inputs, outputs and hidden units, trained by gradient descent on its matrices. */
export function runTrial(
  problem: Problem,
  mode: number,
  random: Random,
  engine: Engine,
  reporter?: TrialReporter<DeepLinearObservable>,
): Trial<DeepLinearObservable> {
  return engine.heap.scope(() => {
    const bases = drawBases(problem, random, engine);
    const weights = drawWeights(problem, bases, random, engine);
    const network = createNetwork(
      engine,
      weights,
      teacherOf(problem, bases, engine),
      covarianceOf(problem, bases, engine),
    );
    return train(problem, mode, network, bases, random, engine, reporter);
  });
}

const STEPS_BETWEEN_CHECKS = 64;

function train(
  problem: Problem,
  mode: number,
  network: Network,
  bases: Bases,
  random: Random,
  engine: Engine,
  reporter: TrialReporter<DeepLinearObservable> | undefined,
): Trial<DeepLinearObservable> {
  const { modes, eta, measuredAt, longest } = problem;
  const last = measuredAt[measuredAt.length - 1];
  const curves: Record<'loss' | 'strength' | 'modesLearned' | 'effectiveRank', number[]> = {
    loss: [],
    strength: [],
    modesLearned: [],
    effectiveRank: [],
  };
  const halfTimes = new Float64Array(modes.length).fill(Number.NaN);
  const strengths = new Float64Array(modes.length);
  const before = new Float64Array(modes.length);
  const imbalance = imbalanceOf(network, engine);
  const exhibits: Exhibit[] = [];
  let sharpness = Number.NaN;
  let imbalanceKept = Number.NaN;
  let missing = modes.length;
  for (let k = 0; k <= last || missing > 0; k++) {
    if (k % STEPS_BETWEEN_CHECKS === 0 && reporter?.signal.aborted) throw new Stopped('the trial was stopped');
    if (k > longest)
      throw new NoConvergence(
        `${missing} modes were not half learned within ${longest} steps, several half times of the slowest mode`,
      );
    network.computeError();
    before.set(strengths);
    readStrengths(problem, network, bases, strengths);
    modes.forEach(({ final }, j) => {
      if (!Number.isNaN(halfTimes[j]) || strengths[j] < final / 2) return;
      halfTimes[j] = crossing(k, before[j], strengths[j], final / 2, eta);
      missing--;
    });
    if (measuredAt[curves.loss.length] === k) {
      const turned = turnedError(network, bases, engine);
      curves.loss.push(lossOf(problem, turned));
      curves.strength.push(strengths[mode - 1]);
      curves.modesLearned.push(modes.reduce((sum, { final }, j) => sum + strengths[j] / final, 0));
      const product = productOf(problem, turned);
      curves.effectiveRank.push(rankOf(singularValues(product, problem, engine)));
      if (2 * curves.loss.length === measuredAt.length) exhibits.push(exhibitOf(problem, product, eta * k));
      reporter?.progress(k / last);
      reporter?.partial({ observables: arrays(curves) });
    }
    if (k === last) {
      sharpness = network.sharpness(random.stream('curvature'));
      imbalanceKept = imbalanceOf(network, engine) / imbalance;
    }
    network.descend(eta);
  }
  const observables: Trial<DeepLinearObservable>['observables'] = { ...arrays(curves), halfTime: halfTimes, sharpness };
  if (problem.start === 'gaussian' || problem.imbalance !== 0) observables.imbalanceKept = imbalanceKept;
  return { observables, exhibits };
}

function arrays(curves: Record<string, number[]>): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(curves).map(([name, values]) => [name, Float64Array.from(values)]));
}

/** Strengths u_kᵀ W v_k of the teacher's modes: the error in mode k is s_k − λ_k a_k. */
function readStrengths({ modes, inputs, outputs }: Problem, network: Network, bases: Bases, into: Float64Array): void {
  const [error, u, v] = [network.error.values, bases.output.values, bases.input.values];
  modes.forEach(({ s, lambda }, k) => {
    let sum = 0;
    for (let o = 0; o < outputs; o++) {
      let row = 0;
      for (let i = 0; i < inputs; i++) row += error[o * inputs + i] * v[k * inputs + i];
      sum += u[k * outputs + o] * row;
    }
    into[k] = (s - sum) / lambda;
  });
}

/** Uᵀ error V: the error in the teacher's basis. */
function turnedError(network: Network, { output, input }: Bases, engine: Engine): Float64Array {
  return engine.heap.scope(() => {
    const half = engine.heap.matrix(output.rows, input.rows);
    const turned = engine.heap.matrix(output.rows, input.rows);
    engine.gemm({ a: output, b: network.error, c: half });
    engine.gemm({ a: half, b: input, transposeB: true, c: turned });
    return Float64Array.from(turned.values);
  });
}

function lossOf({ inputs, inputVariances }: Problem, turned: Float64Array): number {
  return turned.reduce((sum, error, i) => sum + error ** 2 / inputVariances[i % inputs], 0) / 2;
}

/** W in the teacher's basis, from the error Σ_yx − W Σ_xx there. */
function productOf({ modes, inputs, inputVariances }: Problem, turned: Float64Array): Float64Array {
  return turned.map((error, index) => {
    const [o, i] = [Math.floor(index / inputs), index % inputs];
    return ((o === i ? (modes[o]?.s ?? 0) : 0) - error) / inputVariances[i];
  });
}

function singularValues(product: Float64Array, { inputs, outputs }: Problem, engine: Engine): Float64Array {
  return engine.heap.scope(() => {
    const matrix = engine.heap.matrixFrom(outputs, inputs, product);
    const transpose = inputs < outputs;
    const gram = engine.heap.matrix(Math.min(inputs, outputs), Math.min(inputs, outputs));
    engine.syrk({ a: matrix, c: gram, transpose });
    return engine.eigh(gram).map((value) => Math.sqrt(Math.max(0, value)));
  });
}

/** ‖W₂ᵀW₂ − W₁W₁ᵀ‖ of the lowest two layers, which gradient flow conserves. */
function imbalanceOf({ weights }: Network, engine: Engine): number {
  return engine.heap.scope(() => {
    const difference = engine.heap.matrix(weights[0].rows, weights[0].rows);
    engine.syrk({ a: weights[1], transpose: true, c: difference });
    engine.syrk({ a: weights[0], c: difference, alpha: -1, beta: 1 });
    let squares = 0;
    for (const value of difference.values) squares += value * value;
    return Math.sqrt(squares);
  });
}

function exhibitOf({ inputs, outputs }: Problem, values: Float64Array, time: number): Exhibit {
  return {
    title: `the network's map in the teacher's basis at time ${time.toPrecision(3)}`,
    rows: outputs,
    columns: inputs,
    values,
  };
}
