import { norm } from '../../../networks/arrays.ts';
import { Network } from '../../../networks/network.ts';
import { kernelMovement } from '../../../networks/probes.ts';
import { tangentKernel } from '../../../networks/tangent-kernel.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { log } from '../../../numeric/special.ts';
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

type Numbers = Record<'movement' | 'kernelMovement' | 'movementRatio', number>;

/** A quarter of the edge of stability. */
const STEP_TIMES_SHARPNESS = 0.5;

/**
 * One repetition: the same task and the same initial weights are trained at α and at 2α; exponents
 * are between the two.
 */
export function runTrial(
  { parameters, testSamples }: LazyRichProblem,
  { random, engine, reporter }: TrialContext<LazyRichObservable>,
): Trial<LazyRichObservable> {
  const both = <T extends Numbers & { distance?: number }>(run: (alpha: number, watch: Watch) => T) => {
    const half = (done: number): Watch => ({
      check: () => reporter.check(),
      progress: (fraction) => reporter.progress((done + fraction) / 2),
    });
    return { observables: withExponents(run(parameters.alpha, half(0)), run(2 * parameters.alpha, half(1))) };
  };
  if (parameters.model === 'solvable') return both((alpha, watch) => runSolvable(alpha, random, engine, watch));
  return engine.heap.scope(() => {
    const task = drawTask(engine, { ...parameters, testSamples }, random.stream('task'));
    return both((alpha, watch) =>
      trainStudent({ ...parameters, alpha }, task, random.stream('student'), engine, watch),
    );
  });
}

function withExponents<T extends Numbers & { distance?: number }>(at: T, twice: T) {
  const exponent = (a: number, b: number) => log(b / a) / log(2);
  return {
    ...at,
    movementExponent: exponent(at.movement, twice.movement),
    kernelExponent: exponent(at.kernelMovement, twice.kernelMovement),
    ...(at.distance !== undefined && { distanceExponent: exponent(at.distance, twice.distance!) }),
  };
}

export interface StudentResult extends Numbers {
  errorRatio: number;
  distance: number;
  alignment: number;
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
    const zero = heap.matrix(testTargets.rows, 1);
    const power = teacherPower(directions.rows);
    const testError = meanSquare(outputs, testTargets) / power;
    const linearisedError = meanSquare(linear.outputs, testTargets) / power;
    return {
      movement: moved / norm(start),
      movementRatio: moved / linear.distance,
      kernelMovement: kernelMovementAtEnd,
      distance: Math.sqrt(meanSquare(outputs, linear.outputs) / meanSquare(linear.outputs, zero)),
      alignment,
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
