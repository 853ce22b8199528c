import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { squared } from '../../../numeric/special.ts';
import { scaleColumns } from '../../../random-matrices/data-matrix.ts';
import { fitRidge } from '../../../regression/ridge-fit.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { WeakToStrongObservable } from '../observables.ts';
import type { WeakToStrongProblem } from '../problem.ts';

/** Weights in all directions, of the three that are compared in one draw. */
interface Learners {
  supervisor: Float64Array;
  student: Float64Array;
  /** The student on true labels. */
  ceiling: Float64Array;
}

/**
 * Every fit is a real one. All that a trial compares it has drawn once: differences of errors are
 * those of one supervisor, one set of inputs and one noise.
 */
export function runTrial(
  problem: WeakToStrongProblem,
  { random, engine, reporter }: TrialContext<WeakToStrongObservable>,
): Trial<WeakToStrongObservable> {
  const { eta, target, lesson } = problem;
  const course = lesson.labels === 'own' ? distilled : lesson.labels === 'supervisor' ? supervised : shown;
  const learners = engine.heap.scope(() => course(problem, random, engine, () => reporter.check()));
  const error = (weights: Float64Array) => eta.reduce((sum, one, k) => sum + one * squared(weights[k] - target[k]), 0);
  const errors = Float64Array.of(error(learners.supervisor), error(learners.student), error(learners.ceiling));
  const [supervisorError, studentError, ceilingError] = errors;
  const observables: Trial<WeakToStrongObservable>['observables'] = {
    supervisorError,
    studentError,
    ceilingError,
    gain: supervisorError - studentError,
    advantage: ceilingError - studentError,
    errors,
  };
  if (!problem.surrogate)
    observables.overlength = learners.supervisor.reduce((sum, one, k) => sum + one * (one - target[k]), 0);
  return { observables };
}

type Course = (problem: WeakToStrongProblem, random: Random, engine: Engine, check: () => void) => Learners;

/** Round after round on fresh inputs, labelled by the fit before. */
const supervised: Course = (problem, random, engine, check) => {
  const { target, lesson, mix } = problem;
  const { samples, ridge } = lesson.student;
  const supervisor = train(problem, random.stream('supervisor'), engine);
  let [student, ceiling] = [supervisor, supervisor];
  for (let round = 0; round < lesson.rounds; round++) {
    check();
    engine.heap.scope(() => {
      const stream = random.stream('round', round);
      const inputs = drawInputs(problem, samples, stream, engine);
      const truth = drawLabels(problem, inputs, target, stream, engine);
      const said = labelsOf(inputs, student, engine);
      const both = beside(
        said.map((one, i) => mix * one + (1 - mix) * truth[i]),
        truth,
        engine,
      );
      const { coefficients } = fitRidge({ inputs, labels: both, ridge }, engine);
      [student, ceiling] = columns(coefficients);
    });
  }
  if (lesson.rounds > 0) return { supervisor, student, ceiling };
  // The same student on true labels is there without a round as well.
  return engine.heap.scope(() => {
    const stream = random.stream('ceiling');
    const inputs = drawInputs(problem, samples, stream, engine);
    const truth = drawLabels(problem, inputs, target, stream, engine);
    return { supervisor, student, ceiling: regress(inputs, truth, ridge, engine) };
  });
};

/** On the inputs that the supervisor was trained on, and with its ridge. */
const distilled: Course = (problem, random, engine) => {
  const { target, lesson, mix } = problem;
  const { samples, ridge } = lesson.supervisor;
  const stream = random.stream('supervisor');
  const inputs = drawInputs(problem, samples, stream, engine);
  const truth = drawLabels(problem, inputs, target, stream, engine);
  const supervisor = regress(inputs, truth, ridge, engine);
  const said = labelsOf(inputs, supervisor, engine);
  const student = regress(
    inputs,
    said.map((one, i) => mix * one + (1 - mix) * truth[i]),
    ridge,
    engine,
  );
  return { supervisor, student, ceiling: supervisor };
};

/** On labels of given weights; the same noise is on these and on the true ones. */
const shown: Course = (problem, random, engine) => {
  const { target, lesson } = problem;
  const supervisor = problem.surrogate!;
  const inputs = drawInputs(problem, lesson.student.samples, random, engine);
  const [own, truth] = [supervisor, target].map((weights) => drawLabels(problem, inputs, weights, random, engine));
  const { coefficients } = fitRidge(
    { inputs, labels: beside(own, truth, engine), ridge: lesson.student.ridge },
    engine,
  );
  const [student, ceiling] = columns(coefficients);
  return { supervisor, student, ceiling };
};

/** The supervisor's fit, on the features that it sees, as weights of all directions. */
function train(problem: WeakToStrongProblem, random: Random, engine: Engine): Float64Array {
  const { target, lesson } = problem;
  const { sees, features, samples, ridge } = lesson.supervisor;
  const { heap } = engine;
  return heap.scope(() => {
    const inputs = drawInputs(problem, samples, random, engine);
    const labels = drawLabels(problem, inputs, target, random, engine);
    if (sees === 'all') return regress(inputs, labels, ridge, engine);
    const seen = heap.matrix(samples, features);
    if (sees === 'few') {
      for (let i = 0; i < samples; i++) {
        const row = inputs.values.subarray(i * target.length, i * target.length + features);
        seen.values.set(row, i * features);
      }
      const weights = new Float64Array(target.length);
      weights.set(regress(seen, labels, ridge, engine));
      return weights;
    }
    const projection = heap.matrix(target.length, features);
    random.stream('features').fillNormal(projection);
    engine.gemm({ a: inputs, b: projection, c: seen, alpha: 1 / Math.sqrt(features) });
    const inner = heap.matrixFrom(features, 1, regress(seen, labels, ridge, engine));
    const weights = heap.matrix(target.length, 1);
    engine.gemm({ a: projection, b: inner, c: weights, alpha: 1 / Math.sqrt(features) });
    return Float64Array.from(weights.values);
  });
}

function drawInputs({ eta }: WeakToStrongProblem, samples: number, random: Random, engine: Engine): Matrix {
  const inputs = engine.heap.matrix(samples, eta.length);
  random.stream('inputs').fillNormal(inputs);
  scaleColumns(inputs, eta);
  return inputs;
}

/** Xw + ε. */
function drawLabels(
  { lesson }: WeakToStrongProblem,
  inputs: Matrix,
  weights: Float64Array,
  random: Random,
  engine: Engine,
): Float64Array {
  return engine.heap.scope(() => {
    const noise = engine.heap.matrix(inputs.rows, 1);
    random.stream('noise').fillNormal(noise);
    const root = Math.sqrt(lesson.noise);
    return labelsOf(inputs, weights, engine).map((one, i) => one + root * noise.values[i]);
  });
}

/** Xw. */
function labelsOf(inputs: Matrix, weights: Float64Array, engine: Engine): Float64Array {
  return engine.heap.scope(() => {
    const labels = engine.heap.matrix(inputs.rows, 1);
    engine.gemm({ a: inputs, b: engine.heap.matrixFrom(weights.length, 1, weights), c: labels });
    return Float64Array.from(labels.values);
  });
}

function regress(inputs: Matrix, labels: Float64Array, ridge: number, engine: Engine): Float64Array {
  return engine.heap.scope(() => {
    const column = engine.heap.matrixFrom(inputs.rows, 1, labels);
    return Float64Array.from(fitRidge({ inputs, labels: column, ridge }, engine).coefficients.values);
  });
}

/** Two columns of labels, for one factorisation. */
function beside(left: Float64Array, right: Float64Array, engine: Engine): Matrix {
  const both = engine.heap.matrix(left.length, 2);
  for (let i = 0; i < left.length; i++) {
    both.values[2 * i] = left[i];
    both.values[2 * i + 1] = right[i];
  }
  return both;
}

function columns({ values, rows }: Matrix): [Float64Array, Float64Array] {
  const column = (c: number) => Float64Array.from({ length: rows }, (_, k) => values[2 * k + c]);
  return [column(0), column(1)];
}
