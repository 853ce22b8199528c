import { NoSolution } from '../../../numeric/errors.ts';
import { createRandom } from '../../../numeric/random.ts';
import { plain } from '../../../statistics/sentences.ts';
import type { Prediction, Quantity, TheoryContext } from '../../contract.ts';
import type { CentralFlowObservable } from '../observables.ts';
import type { CentralFlowProblem } from '../problem.ts';
import { CentralFlow } from './central-flow.ts';
import { flowed, gradientVelocity, modifiedVelocity, type Velocity } from './gradient-flow.ts';
import { Landscape } from './landscape.ts';
import { SharpestDirections } from './sharpest-directions.ts';
import { squaredDistance } from './vectors.ts';

type Context = Pick<TheoryContext<CentralFlowObservable>, 'engine' | 'wanted' | 'progress' | 'check'>;

/** A flow at the times of the steps of gradient descent, from the start on. */
interface Course {
  /** Averaged over the oscillation. */
  loss: number;
  sharpness: number;
  variance: number;
  advance(): void;
  /** The relative numerical error of what is averaged along it. */
  promise(): number;
}

/**
 * Below the edge: of what is integrated, and of a sharpness that is not looked at in every step.
 */
const FLOW_ERROR = 1e-6;
const SHARPNESS_ERROR = 1e-3;
/** Of two flows whose ends are compared, which with small steps are close to each other. */
const ENDS_TOLERANCE = { relative: 1e-11, absolute: 1e-13 };
/** Of the steps with an oscillation in a window: at its onset the scheme is out of step by this. */
const ONSET_ERROR = 0.2;
const STEPS_BETWEEN_CHECKS = 20;
/** Steps for which a plain flow is integrated at once. */
const TIMES = Array.from({ length: 10 }, (_, i) => i + 1);
/**
 * The modified flow is an expansion in ηλ. Where that is 4, twice the edge, gradient descent makes
 * three of an oscillation in every step and is not there, and the flow grows stiff without end.
 */
const LARGEST_EXPANDED = 4;
/** Stretches of a flow of which only the end is wanted. */
const STRETCHES = 50;
/** Points of the line of a figure. */
const DRAWN = 120;

/**
 * Every observable of the system at one setting. Throws `NotFinite`, `NoConvergence`, and
 * `NoSolution` where the modified flow sharpens to twice the edge.
 */
export function predict(problem: CentralFlowProblem, context: Context): Prediction<CentralFlowObservable> {
  return context.engine.heap.scope(() => follow(problem, context));
}

function follow(problem: CentralFlowProblem, context: Context): Prediction<CentralFlowObservable> {
  const { parameters, task, start, steps } = problem;
  const { theory, step: eta, window } = parameters;
  const landscape = new Landscape(context.engine, task);
  const course =
    theory === 'central' ? centralCourse(landscape, problem) : plainCourse(landscape, problem, context.check);
  // The departure is two flows more.
  const departs = theory === 'modified' && context.wanted.has('departure');
  const flows = departs ? 3 : 1;
  const [loss, sharpness, variance] = [1, 2, 3].map(() => new Float64Array(steps));
  for (let k = 0; k < steps; k++) {
    if (k % STEPS_BETWEEN_CHECKS === 0) {
      context.check();
      context.progress(k / steps / flows);
    }
    loss[k] = course.loss;
    sharpness[k] = course.sharpness;
    variance[k] = course.variance;
    course.advance();
  }
  const error = course.promise();
  const observables: Prediction<CentralFlowObservable>['observables'] = {
    loss: windowMeans(loss, problem, error),
    sharpness: windowMeans(sharpness, problem, theory === 'central' ? SHARPNESS_ERROR : error),
  };
  if (theory === 'central') {
    const active = problem.ends.map((end) => variance.subarray(end - window, end).filter((x) => x > 0).length);
    const fewest = Math.min(...active.filter((count) => count > 0));
    observables.variance = windowMeans(variance, problem, error + ONSET_ERROR / fewest);
  }
  if (departs) {
    const [plain, modified] = [gradientVelocity(landscape), modifiedVelocity(landscape, eta)].map((velocity, i) =>
      flowEnd(interruptible(velocity, context.check), start, steps * eta, (fraction) =>
        context.progress((1 + i + fraction) / flows),
      ),
    );
    observables.departure = { value: Math.sqrt(squaredDistance(modified, plain)), error };
  }
  return { observables };
}

function centralCourse(landscape: Landscape, { parameters, start }: CentralFlowProblem): Course {
  const { step: eta, substeps } = parameters;
  const flow = new CentralFlow(landscape, start, eta, substeps);
  return {
    get loss() {
      return flow.loss + flow.variance / eta;
    },
    get sharpness() {
      return flow.sharpness;
    },
    get variance() {
      return flow.variance;
    },
    advance: () => flow.advance(),
    promise() {
      return FLOW_ERROR + flow.roughness;
    },
  };
}

function interruptible(velocity: Velocity, check: () => void): Velocity {
  return (w, out) => {
    check();
    velocity(w, out);
  };
}

/** Where a velocity takes w in the time given, to many digits. */
function flowEnd(velocity: Velocity, w: Float64Array, time: number, progress: (fraction: number) => void) {
  let end = w;
  for (let i = 0; i < STRETCHES; i++) {
    progress(i / STRETCHES);
    [end] = flowed(velocity, end, [time / STRETCHES], ENDS_TOLERANCE);
  }
  return end;
}

/** A flow that does not know of the edge. */
function plainCourse(landscape: Landscape, { parameters, start }: CentralFlowProblem, check: () => void): Course {
  const { theory, step: eta } = parameters;
  const velocity = interruptible(
    theory === 'modified' ? modifiedVelocity(landscape, eta) : gradientVelocity(landscape),
    check,
  );
  const sharpest = new SharpestDirections(landscape, createRandom('sharpness along a flow'));
  const gradient = new Float64Array(landscape.size);
  const ahead: Float64Array[] = [];
  const w = start.slice();
  const course = {
    loss: 0,
    sharpness: 0,
    variance: 0,
    advance() {
      if (ahead.length === 0)
        ahead.push(
          ...flowed(
            velocity,
            w,
            TIMES.map((k) => eta * k),
          ),
        );
      w.set(ahead.shift() as Float64Array);
      look();
    },
    promise: () => FLOW_ERROR,
  };
  look();
  return course;

  function look(): void {
    course.loss = landscape.gradient(w, gradient);
    sharpest.update(Infinity);
    course.sharpness = sharpest.values[0];
    if (theory === 'modified' && eta * course.sharpness > LARGEST_EXPANDED)
      throw new NoSolution(
        `the modified flow has sharpened to ${plain(course.sharpness, 3)}, and the edge is at ${plain(2 / eta, 3)}: twice beyond it the flow, an expansion in the step times the sharpness, says nothing any more; choose a smaller step, a shorter time, or theory=gradient`,
      );
  }
}

/** Means over the window of steps before each of the curve's points. */
function windowMeans(values: Float64Array, { parameters, ends, steps }: CentralFlowProblem, error: number): Quantity {
  const { window, step: eta } = parameters;
  const sums = new Float64Array(steps + 1);
  for (let k = 0; k < steps; k++) sums[k + 1] = sums[k] + values[k];
  const mean = (end: number) => (sums[end] - sums[end - window]) / window;
  const drawn = Array.from({ length: DRAWN + 1 }, (_, i) => Math.round(window + ((steps - window) * i) / DRAWN));
  const at = [...new Set(drawn)];
  return {
    value: Float64Array.from(ends, mean),
    error,
    fine: { at: Float64Array.from(at, (end) => eta * end), value: Float64Array.from(at, mean) },
  };
}
