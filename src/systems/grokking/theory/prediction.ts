import type { Prediction, TheoryContext } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { GrokkingObservable } from '../observables.ts';
import type { GrokkingProblem } from '../problem.ts';
import { accuracy, accuracyCurvature } from './accuracy.ts';
import { type Course, courseOf } from './course.ts';
import { firstBelow } from './crossing.ts';
import { testVariance, trainVariance } from './losses.ts';

/** Of integrals to 1e-12, and of crossings. */
const PROMISE = 1e-9;

const ACCURACIES = ['trainAccuracy', 'testAccuracy'] as const;

/** Means over data, teachers, starts and noise. Times that training does not reach are left out. */
export function predict(
  problem: GrokkingProblem,
  { check, wanted }: Pick<TheoryContext<GrokkingObservable>, 'check' | 'wanted'>,
): Prediction<GrokkingObservable> {
  const { parameters, eta, steps } = problem;
  const { threshold, tolerance } = parameters;
  check();
  const course = courseOf(problem);
  const along = (value: (step: number) => number) =>
    Float64Array.from(steps, (step) => {
      check();
      return value(step);
    });
  const timeOf = (loss: (step: number) => number) => {
    const step = firstBelow(threshold, [0, ...steps], loss);
    return step === undefined ? undefined : eta * step;
  };
  const [trainTime, testTime] = [timeOf(course.trainLoss), timeOf(course.testLoss)];
  const testLoss = along(course.testLoss);
  return {
    observables: quantities<GrokkingObservable>(
      {
        trainLoss: along(course.trainLoss),
        testLoss,
        ...(ACCURACIES.some((name) => wanted.has(name)) && {
          trainAccuracy: along((step) => trainAccuracy(course, tolerance, step)),
          testAccuracy: along((step) => testAccuracy(course, tolerance, step)),
        }),
        trainTime,
        testTime,
        delay: trainTime === undefined || testTime === undefined ? undefined : testTime - trainTime,
        finalTestLoss: testLoss[testLoss.length - 1],
      },
      PROMISE,
    ),
  };
}

/** Errors on fresh inputs are Gaussian for each student, and the loss differs between students. */
function testAccuracy(course: Course, tolerance: number, step: number): number {
  const loss = course.testLoss(step);
  const leading = accuracy(loss, tolerance);
  if (!course.isCorrected) return leading;
  const variance = testVariance(course.setting, course.progressAt(step));
  return leading + (accuracyCurvature(loss, tolerance) * variance) / 2;
}

/**
 * Residuals are spread evenly over a sphere in n dimensions: they would be Gaussian if the mean
 * square had the variance 2L²/n.
 */
function trainAccuracy(course: Course, tolerance: number, step: number): number {
  const loss = course.trainLoss(step);
  const leading = accuracy(loss, tolerance);
  if (!course.isCorrected) return leading;
  const variance = trainVariance(course.setting, course.progressAt(step));
  const excess = variance - (2 * loss ** 2) / course.setting.n;
  return leading + (accuracyCurvature(loss, tolerance) * excess) / 2;
}
