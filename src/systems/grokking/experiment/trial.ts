import { NoConvergence } from '../../../numeric/errors.ts';
import { log } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { asArrays } from '../../shared/curves.ts';
import type { GrokkingObservable } from '../observables.ts';
import type { GrokkingProblem } from '../problem.ts';
import { Students } from './students.ts';

const STEPS_BETWEEN_CHECKS = 16;

/**
 * Some students on the same inputs, by gradient descent with weight decay. Losses are means over
 * them, and thresholds are looked for in the means.
 */
export function runTrial(
  problem: GrokkingProblem,
  { random, engine, reporter }: TrialContext<GrokkingObservable>,
): Trial<GrokkingObservable> {
  const { parameters, eta, steps } = problem;
  const { threshold, tolerance } = parameters;
  return engine.heap.scope(() => {
    const students = new Students(problem, random, engine);
    const curves = {
      trainLoss: [] as number[],
      testLoss: [] as number[],
      trainAccuracy: [] as number[],
      testAccuracy: [] as number[],
    };
    const [fit, learnt] = [new Crossing(threshold), new Crossing(threshold)];
    const last = steps[steps.length - 1];
    for (let k = 0; k <= last; k++) {
      if (k > 0) students.step();
      if (k % STEPS_BETWEEN_CHECKS === 0) {
        reporter.check();
        reporter.progress(k / last);
      }
      const { trainLoss, testLoss } = students;
      if (!Number.isFinite(trainLoss)) throw new NoConvergence('gradient descent diverged: choose a smaller step');
      fit.see(trainLoss);
      learnt.see(testLoss);
      if (steps[curves.trainLoss.length] !== k) continue;
      curves.trainLoss.push(trainLoss);
      curves.testLoss.push(testLoss);
      curves.trainAccuracy.push(students.trainAccuracy(tolerance));
      curves.testAccuracy.push(students.testAccuracy(tolerance));
      reporter.partial({ observables: asArrays(curves) });
    }
    const { observables, without } = times(eta, fit.at, learnt.at);
    return { observables: { ...asArrays(curves), finalTestLoss: students.testLoss, ...observables }, without };
  });
}

/** The first crossing of a level from above, in steps with their fraction by the logarithm. */
class Crossing {
  at: number | undefined;
  private seen = 0;
  private before = Number.NaN;
  private readonly level: number;

  constructor(level: number) {
    this.level = level;
  }

  /** The loss after one more step, the first time after none. */
  see(loss: number): void {
    if (this.at === undefined && this.before > this.level && loss <= this.level)
      this.at = this.seen - 1 + log(this.before / this.level) / log(this.before / loss);
    this.before = loss;
    this.seen++;
  }
}

function times(eta: number, fit: number | undefined, learnt: number | undefined): Trial<GrokkingObservable> {
  const late = (loss: string) => `the ${loss} loss was not below the threshold within the duration`;
  return {
    observables: {
      ...(fit !== undefined && { trainTime: eta * fit }),
      ...(learnt !== undefined && { testTime: eta * learnt }),
      ...(fit !== undefined && learnt !== undefined && { delay: eta * (learnt - fit) }),
    },
    without: {
      ...(fit === undefined && { trainTime: late('training') }),
      ...(learnt === undefined && { testTime: late('test') }),
      ...((fit === undefined || learnt === undefined) && { delay: late(fit === undefined ? 'training' : 'test') }),
    },
  };
}
