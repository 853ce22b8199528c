import { NoConvergence } from '../../../numeric/errors.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { asArrays } from '../../shared/curves.ts';
import type { GrokkingObservable } from '../observables.ts';
import type { GrokkingProblem } from '../problem.ts';
import { Crossing } from './crossing.ts';
import { TanhStudent } from './network.ts';
import { Students } from './students.ts';

const STEPS_BETWEEN_CHECKS = 16;

type Context = TrialContext<GrokkingObservable>;

/** One repetition. */
export function runTrial(problem: GrokkingProblem, context: Context): Trial<GrokkingObservable> {
  return problem.parameters.model === 'linear' ? runStudents(problem, context) : runNetwork(problem, context);
}

/**
 * Some linear students on the same inputs, by gradient descent with weight decay. Losses are means
 * over them, and thresholds are looked for in the means.
 */
function runStudents(problem: GrokkingProblem, { random, engine, reporter }: Context): Trial<GrokkingObservable> {
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
      fit.see(k, trainLoss);
      learnt.see(k, testLoss);
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

/** One network, looked at where curves are measured. */
function runNetwork(problem: GrokkingProblem, { random, engine, reporter }: Context): Trial<GrokkingObservable> {
  const { parameters, eta, steps } = problem;
  const { threshold, initial } = parameters;
  return engine.heap.scope(() => {
    const student = new TanhStudent({ ...parameters, scale: Math.sqrt(initial), rate: eta }, random, engine);
    const curves = { trainLoss: [] as number[], testLoss: [] as number[] };
    const [fit, learnt] = [new Crossing(threshold), new Crossing(threshold)];
    const last = steps[steps.length - 1];
    for (let k = 0; k <= last; k++) {
      if (k % STEPS_BETWEEN_CHECKS === 0) {
        reporter.check();
        reporter.progress(k / last);
      }
      const isLooked = k === 0 || steps[curves.testLoss.length] === k;
      const testLoss = isLooked ? student.testLoss() : 0;
      const trainLoss = student.step();
      if (!Number.isFinite(trainLoss)) throw new NoConvergence('gradient descent diverged: choose a smaller initial');
      fit.see(k, trainLoss);
      if (!isLooked) continue;
      learnt.see(k, testLoss);
      if (k === 0) continue;
      curves.trainLoss.push(trainLoss);
      curves.testLoss.push(testLoss);
      reporter.partial({ observables: asArrays(curves) });
    }
    const { observables, without } = times(eta, fit.at, learnt.at);
    const finalTestLoss = curves.testLoss[curves.testLoss.length - 1];
    return { observables: { ...asArrays(curves), finalTestLoss, ...observables }, without };
  });
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
