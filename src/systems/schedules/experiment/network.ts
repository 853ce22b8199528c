import { axpy, copy, dot, scale } from '../../../networks/arrays.ts';
import { fullyConnected } from '../../../networks/fully-connected.ts';
import { Network } from '../../../networks/network.ts';
import { gradientDescent } from '../../../networks/optimisers.ts';
import { addNoise, twoLayerTeacher } from '../../../networks/teachers.ts';
import type { Engine } from '../../../numeric/engine.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { wholePower } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { SchedulesObservable } from '../observables.ts';
import { lateShares, type SchedulesProblem } from '../problem.ts';

const [INPUTS, HIDDEN, TEACHER_UNITS, TESTS] = [10, 32, 4, 1000];
const model = fullyConnected({ sizes: [INPUTS, HIDDEN, 1], activation: 'tanh' });
/** Peak rates: from the largest on, each half of the one before. */
const [LARGEST, RATES] = [1.6, 9];
const STEPS_BETWEEN_CHECKS = 16;

/**
 * A tanh network of 32 units that sees every example of a tanh teacher once, with each peak rate of
 * a grid; what counts is that of the least risk on test inputs at the end. The same at a constant
 * rate, on the same examples. Throws `NoConvergence` where training diverges at all rates.
 */
export function runNetwork(
  problem: SchedulesProblem,
  { random, engine, reporter, wanted }: TrialContext<SchedulesObservable>,
): Trial<SchedulesObservable> {
  const { parameters, multipliers, shares } = problem;
  const rates =
    parameters.rate === 'best'
      ? Array.from({ length: RATES }, (_, i) => LARGEST / wholePower(2, i))
      : [parameters.rate];
  return engine.heap.scope(() => {
    const task = new Task(problem, random, engine);
    const best = (factors: Float64Array, averaging?: Float64Array): Float64Array => {
      let least: Float64Array | undefined;
      for (const rate of rates) {
        const risks = task.train(
          factors.map((one) => one * rate),
          averaging,
          () => reporter.check(),
        );
        const final = risks[risks.length - 1];
        if (Number.isFinite(final) && !(least && least[least.length - 1] <= final)) least = risks;
      }
      if (least) return least;
      throw new NoConvergence('training diverged at every rate: choose a smaller rate, or a larger batch');
    };
    const risk = best(multipliers, shares);
    const finalRisk = risk[risk.length - 1];
    const relativeRisk = risk.slice(-lateShares(problem).length).map((one) => one / finalRisk);
    const constant = wanted.has('gain') ? best(new Float64Array(parameters.steps).fill(1)) : undefined;
    return {
      observables: {
        risk,
        relativeRisk,
        finalRisk,
        ...(constant && { gain: constant[constant.length - 1] / finalRisk }),
      },
    };
  });
}

/** Teacher, start, examples and test inputs of one trial. */
class Task {
  private readonly test: { inputs: Matrix; targets: Matrix };
  private readonly label: (inputs: Matrix, targets: Matrix) => void;
  private readonly random: Random;
  private readonly engine: Engine;
  private readonly problem: SchedulesProblem;

  constructor(problem: SchedulesProblem, random: Random, engine: Engine) {
    const { heap } = engine;
    this.problem = problem;
    this.random = random;
    this.engine = engine;
    const weights = heap.matrix(TEACHER_UNITS, INPUTS);
    random.stream('teacher').fillNormal(weights);
    scale(1 / Math.sqrt(INPUTS), weights);
    const teacher = twoLayerTeacher(engine, weights, 'tanh', [1, -1, 1, -1]);
    const inputs = heap.matrix(TESTS, INPUTS);
    random.stream('test').fillNormal(inputs);
    const targets = heap.matrix(TESTS, 1);
    teacher.label(inputs, targets);
    // Labels of unit variance.
    const unit = Math.sqrt(TESTS / dot(targets, targets));
    scale(unit, targets);
    this.test = { inputs, targets };
    this.label = (someInputs, someTargets) => {
      teacher.label(someInputs, someTargets);
      scale(unit, someTargets);
    };
  }

  /** Excess risks at the problem's points, of the average of the weights where it is asked for. */
  train(rates: Float64Array, shares: Float64Array | undefined, check: () => void): Float64Array {
    const { engine, random, problem } = this;
    const { heap } = engine;
    const { batch, noise } = problem.parameters;
    return heap.scope(() => {
      const network = new Network(engine, model);
      network.initialise(random.stream('start'));
      const [inputs, targets] = [heap.matrix(batch, INPUTS), heap.matrix(batch, 1)];
      const objective = network.objective('squared', inputs, targets);
      const optimiser = gradientDescent(network);
      const weights = network.flat.value;
      const [average, kept] = [heap.matrix(weights.rows, 1), heap.matrix(weights.rows, 1)];
      copy(weights, average);
      const risks: number[] = [];
      for (let k = 0; k < rates.length; k++) {
        if (k % STEPS_BETWEEN_CHECKS === 0) check();
        const examples = random.stream('examples', k);
        examples.stream('inputs').fillNormal(inputs);
        this.label(inputs, targets);
        if (noise > 0) addNoise(targets, Math.sqrt(noise), examples);
        objective.gradient();
        optimiser.step(rates[k]);
        if (shares) {
          scale(1 - shares[k], average);
          axpy(shares[k], weights, average);
        }
        if (k + 1 !== problem.points[risks.length]) continue;
        copy(weights, kept);
        if (shares) copy(average, weights);
        risks.push(this.risk(network));
        copy(kept, weights);
      }
      return Float64Array.from(risks);
    });
  }

  private risk(network: Network): number {
    const { inputs, targets } = this.test;
    return inputs.heap.scope(() => {
      const difference = network.predict(inputs);
      axpy(-1, targets, difference);
      return dot(difference, difference) / (2 * TESTS);
    });
  }
}
