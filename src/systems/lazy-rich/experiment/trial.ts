import { norm } from '../../../networks/arrays.ts';
import { Network } from '../../../networks/network.ts';
import { functionCosine } from '../../../networks/overlaps.ts';
import { kernelMovement } from '../../../networks/probes.ts';
import { tangentKernel } from '../../../networks/tangent-kernel.ts';
import type { Engine } from '../../../numeric/engine.ts';
import { NoSolution } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { LazyRichObservable } from '../observables.ts';
import type { LazyRichParameters } from '../parameters.ts';
import { type LazyRichProblem, teacherPower } from '../problem.ts';
import { descend, type Watch } from './descent.ts';
import { runSolvable } from './solvable.ts';
import {
  drawTask,
  initialiseDoubled,
  linearise,
  meanSquare,
  studentModel,
  type TeacherTask,
  teacherAlignment,
} from './student.ts';

/** A quarter of the edge of stability. */
const STEP_TIMES_SHARPNESS = 0.5;

/** One repetition: a task and initial weights, trained once. Throws as `descend`. */
export function runTrial(
  { parameters, testSamples }: LazyRichProblem,
  { random, engine, reporter }: TrialContext<LazyRichObservable>,
): Trial<LazyRichObservable> {
  if (parameters.model === 'solvable') return { observables: runSolvable(parameters.alpha, random, engine, reporter) };
  return engine.heap.scope(() => {
    const task = drawTask(engine, { ...parameters, testSamples }, random.stream('task'));
    // The student begins at 0 up to rounding, and would be trained on that.
    if (task.targets.values.every((label) => label === 0))
      throw new NoSolution('nothing to learn: the teacher is 0 on every training input');
    const student = trainStudent(parameters, task, random.stream('student'), engine, reporter);
    return { observables: { ...student } };
  });
}

export interface StudentResult {
  movement: number;
  movementRatio: number;
  kernelMovement: number;
  errorRatio: number;
  distance: number;
  alignment: number;
  teacherOverlap: number;
  testError: number;
  linearisedError: number;
  trainError: number;
}

type StudentSetting = Pick<LazyRichParameters, 'alpha' | 'activation' | 'dimension' | 'pairs' | 'time'>;

/** Trains a student, and its linearisation by the same steps. */
export function trainStudent(
  { alpha, activation, dimension, pairs, time }: StudentSetting,
  { directions, inputs, targets, testInputs, testTargets }: TeacherTask,
  random: Random,
  engine: Engine,
  watch: Watch,
): StudentResult {
  const { heap } = engine;
  return heap.scope(() => {
    const network = new Network(engine, studentModel(dimension, 2 * pairs, activation, alpha));
    initialiseDoubled(network, random);
    const start = heap.matrixFrom(network.model.size, 1, network.flat.value.values);
    const objective = network.objective('squared', inputs, targets);
    const test = network.evaluation(testInputs);
    const kernelMoved = kernelMovement(test, tangentKernel);

    const descent = { alpha, time, stepTimesSharpness: STEP_TIMES_SHARPNESS };
    const { steps, relativeLoss } = descend(network, objective, descent, watch);
    const outputs = copyOf(test.run());
    const moved = distanceBetween(network.flat.value, start);
    const kernelMovementAtEnd = kernelMoved();
    const alignment = teacherAlignment(network, directions);

    network.flat.value.values.set(start.values);
    const linear = linearise(objective.evaluation, test, { targets, alpha, steps });
    const power = teacherPower(directions.rows);
    const testError = meanSquare(outputs, testTargets) / power;
    const linearisedError = meanSquare(linear.outputs, testTargets) / power;
    return {
      movement: moved / norm(start),
      movementRatio: moved / linear.distance,
      kernelMovement: kernelMovementAtEnd,
      distance: relativeDistance(outputs, linear.outputs),
      alignment,
      teacherOverlap: functionCosine(outputs, testTargets),
      testError,
      linearisedError,
      errorRatio: testError / linearisedError,
      trainError: relativeLoss,
    };
  });
}

function copyOf(x: Matrix): Matrix {
  return x.heap.matrixFrom(x.rows, x.columns, x.values);
}

function distanceBetween(x: Matrix, y: Matrix): number {
  return Math.sqrt(x.rows * meanSquare(x, y));
}

/** ‖x − y‖/‖y‖. */
function relativeDistance(x: Matrix, y: Matrix): number {
  return distanceBetween(x, y) / norm(y);
}
