import type { Engine } from '../../../numeric/engine.ts';
import { squared } from '../../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';
import type { Prediction, Quantity, TheoryContext } from '../../contract.ts';
import type { DeepLinearObservable } from '../observables.ts';
import { DRAWN_PER_MEASURED, type Problem } from '../problem.ts';
import { sharpnessAtMinimum } from './curvature.ts';
import { type Course, deepCourse, twoLayerCourse } from './descent.ts';
import { depthStrengths, depthTime, inputUnits, modeParts, modeStrength, timeToReach } from './flow.ts';
import { randomStartCourse, randomStartLoss, randomStartPromise } from './random-start.ts';
import { rotatedDescent, rotatedFlow } from './rotated-start.ts';

/** The courses of all modes, as functions of the steps in `drawnAt`. */
interface Courses {
  strengths: ArrayLike<number>[];
  loss: Float64Array;
  effectiveRank?: Float64Array;
  halfTimes: Float64Array;
  /** δ² of each mode at the end of training. */
  delta2: number[];
  error: number;
  /** Of the half times, which are interpolated where no closed form is. */
  halfTimeError: number;
}

/** Every observable of the system at one setting. */
export function predict(problem: Problem, { engine }: Pick<TheoryContext, 'engine'>): Prediction<DeepLinearObservable> {
  const { modes, eta, measuredAt, drawnAt, imbalance } = problem;
  const courses = coursesOf(problem, engine);
  const { strengths, error } = courses;
  const learned = Float64Array.from(drawnAt, (_, i) =>
    modes.reduce((sum, { final }, k) => sum + strengths[k][i] / final, 0),
  );
  const observables: Partial<Record<DeepLinearObservable, Quantity>> = {
    loss: curve(courses.loss),
    strength: curve(strengths[problem.mode - 1]),
    modesLearned: curve(learned),
  };
  if (courses.halfTimes.every(Number.isFinite))
    observables.halfTime = { value: courses.halfTimes, error: courses.halfTimeError };
  if (courses.effectiveRank) observables.effectiveRank = curve(courses.effectiveRank);
  const last = drawnAt.length - 1;
  const reached = strengths.map((values) => values[last]);
  const sharpness = sharpnessAtMinimum(problem, courses.delta2);
  // The formula is the minimum's: the modes that are the sharpest there must have been learned.
  const distance = Math.abs(sharpnessAtMinimum(problem, courses.delta2, reached) / sharpness - 1);
  if (distance < 1e-3) observables.sharpness = { value: sharpness, error: 1e-6 + 3 * distance };
  if (imbalance !== 0) {
    const kept = courses.delta2.reduce((sum, value) => sum + value, 0) / (modes.length * squared(imbalance));
    observables.imbalanceKept = { value: Math.sqrt(kept), error };
  }
  return { observables };

  function curve(values: ArrayLike<number>): Quantity {
    const at = Float64Array.from(drawnAt, (k) => eta * k);
    const value = Float64Array.from(measuredAt, (_, i) => values[(i + 1) * DRAWN_PER_MEASURED]);
    return { value, error, fine: { at, value: Float64Array.from(values) } };
  }
}

function coursesOf(problem: Problem, engine: Engine): Courses {
  if (problem.start === 'gaussian') return randomCourses(problem);
  return problem.start === 'aligned' ? alignedCourses(problem) : rotatedCourses(problem, engine);
}

/** Means over small Gaussian initialisations. */
function randomCourses(problem: Problem): Courses {
  const { modes, a0, hidden, inputs, outputs, eta, drawnAt: at, dynamics, waits } = problem;
  const rank = modes.length;
  const start = { s: Float64Array.from(modes, ({ s }) => s), hidden, a0, eta, at, dynamics, waits };
  const course = randomStartCourse(start);
  const loss = randomStartLoss({ ...start, idleInputs: inputs - rank, idleOutputs: outputs - rank }, course);
  return {
    strengths: course.strengths,
    loss,
    halfTimes: course.halfTimes,
    delta2: modes.map(() => 0),
    error: randomStartPromise,
    // Interpolation between steps makes the half time a function of χ² with kinks.
    halfTimeError: 1e-4,
  };
}

/** Exact for gradient descent and for gradient flow: the modes do not touch one another. */
function alignedCourses(problem: Problem): Courses {
  const courses = problem.modes.map((mode) => alignedCourse(problem, mode));
  const strengths = courses.map((course) => course.strengths);
  return {
    strengths,
    loss: alignedLoss(problem, strengths),
    effectiveRank: Float64Array.from(problem.drawnAt, (_, i) => rankOf(strengths.map((values) => values[i]))),
    halfTimes: Float64Array.from(courses, ({ halfTime }) => halfTime),
    delta2: courses.map(({ delta2 }) => delta2),
    error: 1e-9,
    halfTimeError: 1e-9,
  };
}

export function alignedCourse(problem: Problem, mode: Problem['modes'][number], dynamics = problem.dynamics): Course {
  const { depth, a0, imbalance, eta, drawnAt, longest } = problem;
  const { s, lambda } = mode;
  const parts = modeParts(a0, imbalance);
  if (dynamics === 'descent')
    return depth === 2
      ? twoLayerCourse(parts, mode, { eta, at: drawnAt, longest })
      : deepCourse(depth, a0, mode, { eta, at: drawnAt, longest });
  const units = inputUnits(depth, lambda);
  const times = Float64Array.from(drawnAt, (k) => units.time * eta * k);
  const [start, delta] = [units.strength * a0, units.imbalance * imbalance];
  const scaled =
    depth === 2 ? times.map((t) => modeStrength(s, start, t, delta)) : depthStrengths(depth, s, start, times);
  const half = depth === 2 ? timeToReach(s, modeParts(start, delta), s / 2) : depthTime(depth, s, start, s / 2);
  return {
    strengths: scaled.map((a) => a / units.strength),
    delta2: imbalance * imbalance,
    halfTime: half / units.time,
  };
}

/** ½ tr (M − W)Σ_xx(M − W)ᵀ of a network that shares the teacher's modes. */
export function alignedLoss({ modes, drawnAt }: Problem, strengths: ArrayLike<number>[]): Float64Array {
  return Float64Array.from(drawnAt, (_, i) =>
    modes.reduce((sum, { s, lambda }, k) => sum + squared(s - lambda * strengths[k][i]) / (2 * lambda), 0),
  );
}

/**
 * From balanced weights that are turned away from the modes: r × r matrices in the teacher's basis.
 * Gradient flow is the matrix Riccati solution; gradient descent is the same descent on the small
 * matrices.
 */
function rotatedCourses(problem: Problem, engine: Engine): Courses {
  const { modes } = problem;
  const rank = modes.length;
  const { products, halfTimes, delta2, error } =
    problem.dynamics === 'flow' ? rotatedFlow(problem, engine) : rotatedDescent(problem);
  return {
    strengths: modes.map((_, k) => Float64Array.from(products, (product) => product[k * rank + k])),
    loss: Float64Array.from(products, (product) =>
      product.reduce((sum, value, i) => sum + squared((i % (rank + 1) === 0 ? modes[i % rank].s : 0) - value) / 2, 0),
    ),
    effectiveRank: Float64Array.from(products, (product) => rankOf(singularValues(product, rank, engine))),
    halfTimes,
    delta2,
    error: 1e-8,
    halfTimeError: error,
  };
}

/** (Σσ)²/Σσ²: the number of singular values that matter, r when r of them are equal. */
function rankOf(singular: ArrayLike<number>): number {
  let [sum, squares] = [0, 0];
  for (let k = 0; k < singular.length; k++) {
    sum += Math.abs(singular[k]);
    squares += squared(singular[k]);
  }
  return (sum * sum) / squares;
}

function singularValues(matrix: Float64Array, n: number, engine: Engine): Float64Array {
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) gram[i * n + j] += matrix[i * n + k] * matrix[j * n + k];
  return eigenvaluesAndVectors(gram, n, engine).values.map((value) => Math.sqrt(Math.max(0, value)));
}
