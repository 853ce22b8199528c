import { axpy, dot, scale } from '../../../networks/arrays.ts';
import type { Batches } from '../../../networks/batches.ts';
import { fullyConnected } from '../../../networks/fully-connected.ts';
import { Network } from '../../../networks/network.ts';
import { freshBatches, twoLayerTeacher } from '../../../networks/teachers.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { createRandom, type Random } from '../../../numeric/random.ts';

const [INPUTS, HIDDEN, TEACHER_UNITS, TEST_INPUTS] = [10, 32, 4, 200];

const model = fullyConnected({ sizes: [INPUTS, HIDDEN, 1], activation: 'tanh' });

/**
 * A tanh student of 32 units that learns from a tanh teacher of 4, whose outputs have unit
 * variance. Teacher, start and test inputs are the same in all trials, and batches are their own.
 */
export interface TeacherTask {
  /** A network at the start. */
  student: () => Network;
  /** Batches labelled with noise of the given variance. */
  batches: (size: number, random: Random, noise: number) => Batches;
  /** Mean squared error of a network on test inputs without label noise. */
  risk: (network: Network) => number;
}

/** Allocates in the heap's present scope. */
export function teacherTask(engine: Engine): TeacherTask {
  const { heap } = engine;
  const random = createRandom('the task of batch-size');
  const weights = heap.matrix(TEACHER_UNITS, INPUTS);
  random.stream('teacher').fillNormal(weights);
  // The arguments of tanh have unit variance.
  scale(1 / Math.sqrt(INPUTS), weights);
  const signs = Array.from({ length: TEACHER_UNITS }, (_, i) => (i % 2 === 0 ? 1 : -1));
  const inputs = heap.matrix(TEST_INPUTS, INPUTS);
  random.stream('test').fillNormal(inputs);
  const targets = heap.matrix(TEST_INPUTS, 1);
  twoLayerTeacher(engine, weights, 'tanh', signs).label(inputs, targets);
  const unit = 1 / Math.sqrt(variance(targets));
  scale(unit, targets);
  const outputs = signs.map((sign) => sign * unit);
  const teacher = twoLayerTeacher(engine, weights, 'tanh', outputs);
  return {
    student() {
      const network = new Network(engine, model);
      network.initialise(random.stream('start'));
      return network;
    },
    batches: (size, source, noise) => freshBatches(teacher, size, source, Math.sqrt(noise)),
    risk: (network) =>
      heap.scope(() => {
        const difference = network.predict(inputs);
        axpy(-1, targets, difference);
        return dot(difference, difference) / TEST_INPUTS;
      }),
  };
}

function variance(x: Matrix): number {
  const mean = (x.values as Float64Array).reduce((sum, value) => sum + value, 0) / x.rows;
  return dot(x, x) / x.rows - mean * mean;
}
