import { hessian } from '../../../networks/curvature.ts';
import { extremeEigenpairs } from '../../../networks/lanczos.ts';
import type { Network } from '../../../networks/network.ts';
import { gradientDescent } from '../../../networks/optimisers.ts';
import type { Engine } from '../../../numeric/engine.ts';
import { NoConvergence, NotFinite } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { plain } from '../../../statistics/sentences.ts';
import type { Exhibit, Trial, TrialContext } from '../../contract.ts';
import type { DeepLinearObservable } from '../observables.ts';
import type { Problem } from '../problem.ts';
import { type Bases, drawBases, drawNetwork, drawSamples } from './draw.ts';

type Context = TrialContext<DeepLinearObservable>;

/**
 * One initialisation, in a basis of its own for inputs, outputs and hidden units, trained by
 * gradient descent on its matrices. Throws `NotFinite` where training diverges, `NoConvergence`
 * where a mode is not learned in time.
 */
export function runTrial(problem: Problem, context: Context): Trial<DeepLinearObservable> {
  return context.engine.heap.scope(() => train(problem, context));
}

const STEPS_BETWEEN_CHECKS = 64;
/**
 * Of the sharpest direction, relative; the error of its eigenvalue is of the order of the square of
 * this.
 */
const RESIDUAL = 1e-5;

function train(problem: Problem, { random, engine, reporter }: Context): Trial<DeepLinearObservable> {
  const { modes, eta, measuredAt, waits, longest, inputs, mode } = problem;
  const bases = drawBases(problem, random, engine);
  const network = drawNetwork(problem, bases, random, engine);
  const { samples, labels } = drawSamples(problem, bases, engine);
  const objective = network.objective('squared', samples, labels);
  const outputs = objective.evaluation.outputs.value;
  const optimiser = gradientDescent(network);
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
  for (let k = 0; k <= last || (waits && missing > 0); k++) {
    if (k % STEPS_BETWEEN_CHECKS === 0) reporter.check();
    if (k > longest)
      throw new NoConvergence(
        `${missing} modes were not half learned within ${longest} steps, several half times of the slowest mode`,
      );
    // The library's loss is a mean over the samples, the population's a sum.
    const loss = inputs * objective.gradient();
    if (!Number.isFinite(loss)) throw new NotFinite(`the loss is ${loss} after ${k} steps: training has diverged`);
    before.set(strengths);
    readStrengths(problem, outputs, bases.output, strengths);
    modes.forEach(({ final }, j) => {
      if (!Number.isNaN(halfTimes[j]) || strengths[j] < final / 2) return;
      // On the straight line between the two steps.
      const share = (final / 2 - before[j]) / (strengths[j] - before[j]);
      halfTimes[j] = k === 0 ? 0 : eta * (k - 1 + share);
      missing--;
    });
    if (measuredAt[curves.loss.length] === k) {
      curves.loss.push(loss);
      curves.strength.push(strengths[mode - 1]);
      curves.modesLearned.push(modes.reduce((sum, { final }, j) => sum + strengths[j] / final, 0));
      const map = mapOf(problem, outputs, bases, engine);
      curves.effectiveRank.push(effectiveRank(map, problem, engine));
      if (2 * curves.loss.length === measuredAt.length) exhibits.push(exhibitOf(problem, map, eta * k));
      reporter.progress(k / last);
      reporter.partial({ observables: arrays(curves) });
    }
    if (k === last) {
      const { values } = extremeEigenpairs(hessian(objective), {
        random: random.stream('curvature'),
        tolerance: RESIDUAL,
      });
      sharpness = inputs * values[0];
      imbalanceKept = imbalanceOf(network, engine) / imbalance;
    }
    optimiser.step(inputs * eta);
  }
  const observables: Trial<DeepLinearObservable>['observables'] = { ...arrays(curves), sharpness };
  if (missing === 0) observables.halfTime = halfTimes;
  if (problem.start === 'gaussian' || problem.imbalance !== 0) observables.imbalanceKept = imbalanceKept;
  return { observables, exhibits };
}

function arrays(curves: Record<string, number[]>): Record<string, Float64Array> {
  return Object.fromEntries(Object.entries(curves).map(([name, values]) => [name, Float64Array.from(values)]));
}

/** Strengths u_kᵀ W v_k of the teacher's modes: the output for the sample √λ_k v_k, along u_k. */
function readStrengths({ modes, outputs }: Problem, found: Matrix, output: Matrix, into: Float64Array): void {
  const [f, u] = [found.values, output.values];
  for (let k = 0; k < modes.length; k++) {
    let sum = 0;
    for (let o = k * outputs; o < (k + 1) * outputs; o++) sum += u[o] * f[o];
    into[k] = sum / Math.sqrt(modes[k].lambda);
  }
}

/** The network's map W in the teacher's basis, outputs × inputs. */
function mapOf({ inputVariances, inputs }: Problem, found: Matrix, { output }: Bases, engine: Engine): Float64Array {
  return engine.heap.scope(() => {
    const turned = engine.heap.matrix(output.rows, found.rows);
    engine.gemm({ a: output, b: found, transposeB: true, c: turned });
    return Float64Array.from(turned.values, (value, i) => value / Math.sqrt(inputVariances[i % inputs]));
  });
}

/**
 * (Σσ)²/Σσ² of the singular values, which are roots of the eigenvalues of the smaller Gram matrix.
 */
function effectiveRank(map: Float64Array, { inputs, outputs }: Problem, engine: Engine): number {
  return engine.heap.scope(() => {
    const matrix = engine.heap.matrixFrom(outputs, inputs, map);
    const transpose = inputs < outputs;
    const gram = engine.heap.matrix(Math.min(inputs, outputs), Math.min(inputs, outputs));
    engine.syrk({ a: matrix, c: gram, transpose });
    let [sum, squares] = [0, 0];
    for (const square of engine.eigh(gram)) {
      sum += Math.sqrt(Math.max(0, square));
      squares += Math.max(0, square);
    }
    return (sum * sum) / squares;
  });
}

/** ‖W₂ᵀW₂ − W₁W₁ᵀ‖ of the lowest two layers, which gradient flow conserves. */
function imbalanceOf({ parameters }: Network, engine: Engine): number {
  const [first, second] = [parameters[0].value, parameters[1].value];
  return engine.heap.scope(() => {
    const difference = engine.heap.matrix(first.rows, first.rows);
    engine.syrk({ a: second, transpose: true, c: difference });
    engine.syrk({ a: first, c: difference, alpha: -1, beta: 1 });
    let squares = 0;
    for (const value of difference.values) squares += value * value;
    return Math.sqrt(squares);
  });
}

function exhibitOf({ inputs, outputs }: Problem, values: Float64Array, time: number): Exhibit {
  return {
    title: `the network's map in the teacher's basis at time ${plain(time, 3)}`,
    rows: outputs,
    columns: inputs,
    values,
  };
}
