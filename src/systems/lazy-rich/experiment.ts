import { norm } from '../../networks/arrays.ts';
import { Network } from '../../networks/network.ts';
import { kernelMovement } from '../../networks/probes.ts';
import { tangentKernel } from '../../networks/tangent-kernel.ts';
import type { Engine } from '../../numeric/engine.ts';
import { OutOfRange } from '../../numeric/errors.ts';
import type { Matrix } from '../../numeric/heap.ts';
import type { Random } from '../../numeric/random.ts';
import { log } from '../../numeric/special.ts';
import type { Trial, TrialReporter } from '../contract.ts';
import { descend } from './descent.ts';
import type { LazyRichObservable, LazyRichParameters } from './parameters.ts';
import { runSolvable } from './solvable.ts';
import {
  drawTask,
  initialiseDoubled,
  linearise,
  meanSquare,
  studentModel,
  type Task,
  teacherAlignment,
} from './student.ts';
import { teacherPower } from './theory.ts';

type Numbers = Record<'movement' | 'kernelMovement' | 'movementRatio', number>;

export const TEST_SAMPLES = 500;
/** A quarter of the edge of stability. */
const STEP_TIMES_SHARPNESS = 0.5;

/** One repetition: the same task and the same initial weights are trained at α and at 2α; exponents are between the two. */
export function runTrial(
  p: LazyRichParameters,
  random: Random,
  engine: Engine,
  reporter?: TrialReporter<LazyRichObservable>,
): Trial<LazyRichObservable> {
  if (p.model === 'solvable')
    return { observables: withExponents(...both(p, (alpha) => runSolvable(alpha, random, engine))) };
  if (p.teacherUnits > p.dimension)
    throw new OutOfRange('teacherUnits', p.teacherUnits, `at most the dimension, ${p.dimension}, to be orthogonal`);
  return engine.heap.scope(() => {
    const task = drawTask(engine, { ...p, testSamples: TEST_SAMPLES }, random.stream('task'));
    const results = both(p, (alpha, half) =>
      trainStudent({ ...p, alpha }, task, random.stream('student'), engine, {
        signal: reporter?.signal,
        progress: (fraction) => reporter?.progress((half + fraction) / 2),
      }),
    );
    return { observables: withExponents(...results) };
  });
}

function both<T>({ alpha }: LazyRichParameters, run: (alpha: number, half: number) => T): [T, T] {
  return [run(alpha, 0), run(2 * alpha, 1)];
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
  { directions, inputs, targets, testInputs, testTargets }: Task,
  random: Random,
  engine: Engine,
  watch: { signal?: AbortSignal; progress?: (fraction: number) => void } = {},
): StudentResult {
  const { heap } = engine;
  return heap.scope(() => {
    const network = new Network(engine, studentModel(dimension, 2 * pairs, activation, alpha));
    initialiseDoubled(network, random);
    const start = heap.matrixFrom(network.model.size, 1, network.flat.value.values);
    const objective = network.objective('squared', inputs, targets);
    const test = network.evaluation(testInputs);
    const kernelMoved = kernelMovement(test, tangentKernel);

    const { steps, relativeLoss } = descend(network, objective, {
      alpha,
      time,
      stepTimesSharpness: STEP_TIMES_SHARPNESS,
      ...watch,
    });
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
