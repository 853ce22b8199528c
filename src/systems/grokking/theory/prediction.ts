import { squared } from '../../../numeric/special.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { GrokkingObservable } from '../observables.ts';
import type { GrokkingProblem } from '../problem.ts';
import { accuracy, accuracyCurvature } from './accuracy.ts';
import { courseOf, type LossCourse } from './course.ts';
import { firstBelow } from './crossing.ts';

/** Of integrals to 1e-12, and of crossings. */
const PROMISE = 1e-9;

const ACCURACIES = ['trainAccuracy', 'testAccuracy'] as const;

/**
 * Means over data, teachers, starts and noise. Times that training does not reach are left out;
 * nothing of a network.
 */
export function predict(
  problem: GrokkingProblem,
  { check, wanted }: Pick<TheoryContext<GrokkingObservable>, 'check' | 'wanted'>,
): Prediction<GrokkingObservable> {
  const { parameters, eta, steps } = problem;
  if (parameters.model === 'network') return { observables: {} };
  const { samples, threshold, tolerance } = parameters;
  check();
  const { train, test } = courseOf(problem);
  const along = (value: (step: number) => number) =>
    Float64Array.from(steps, (step) => {
      check();
      return value(step);
    });
  const timeOf = (loss: LossCourse) => {
    const step = firstBelow(threshold, [0, ...steps], loss.at);
    return step === undefined ? undefined : eta * step;
  };
  const [trainTime, testTime] = [timeOf(train), timeOf(test)];
  const testLoss = along(test.at);
  // Residuals are spread evenly over a sphere in n dimensions: they would be Gaussian if the mean
  // square had the variance 2L²/n.
  const sphere = (step: number) => (2 * squared(train.at(step))) / samples;
  return {
    observables: quantities<GrokkingObservable>(
      {
        trainLoss: along(train.at),
        testLoss,
        ...(ACCURACIES.some((name) => wanted.has(name)) && {
          trainAccuracy: along((step) => meanAccuracy(train, step, tolerance, sphere(step))),
          // Errors on fresh inputs are Gaussian for each student.
          testAccuracy: along((step) => meanAccuracy(test, step, tolerance, 0)),
        }),
        trainTime,
        testTime,
        // Of a student that learns before it fits there is none.
        delay: trainTime! < testTime! ? testTime! - trainTime! : undefined,
        finalTestLoss: testLoss[testLoss.length - 1],
      },
      PROMISE,
    ),
  };
}

/**
 * The mean accuracy of students whose losses scatter; `gaussian` is the variance at which the
 * errors of all of them together would be Gaussian.
 */
function meanAccuracy(loss: LossCourse, step: number, tolerance: number, gaussian: number): number {
  const mean = loss.at(step);
  const scatter = loss.isCorrected ? loss.varianceAt(step) - gaussian : 0;
  return accuracy(mean, tolerance) + (accuracyCurvature(mean, tolerance) * scatter) / 2;
}
