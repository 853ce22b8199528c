import { axpy, copy, scale } from '../../../networks/arrays.ts';
import { Network, type Objective } from '../../../networks/network.ts';
import { gradientDescent } from '../../../networks/optimisers.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import type { Random } from '../../../numeric/random.ts';
import { cos, exp, log, sin, squared } from '../../../numeric/special.ts';
import { plain } from '../../../statistics/sentences.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import { observables as declared, type SelfStabilisationObservable } from '../observables.ts';
import type { SelfStabilisationProblem } from '../problem.ts';
import { type Drive, driveAt, sharpest } from './valley.ts';

type Context = TrialContext<SelfStabilisationObservable>;

/** Steps of the approach between two looks at the sharpness: the fewer, the nearer the edge. */
const STRIDES = { least: 4, most: 200 };

const STEPS_BETWEEN_LOOKS = 2;

/** One look at the cycle, of the iterate with this number. */
interface Look {
  step: number;
  /** |x|, the displacement along the top eigenvector. */
  displacement: number;
  /** S − 2/η. */
  excess: number;
}

/**
 * A network is trained along the floor of the valley until its sharpness is 2/η, displaced along
 * the top eigenvector, and followed by gradient descent for one cycle. What is measured is told in
 * units of its own α and β, the means of those at the begin and at the end of the cycle, which
 * change by a few per cent on the way.
 */
export function runTrial(problem: SelfStabilisationProblem, context: Context): Trial<SelfStabilisationObservable> {
  const { parameters, model, inputs, targets } = problem;
  const { random, engine } = context;
  const { heap } = engine;
  return heap.scope(() => {
    const network = new Network(engine, model);
    network.initialise(random.stream('weights'));
    const [x, y] = [inputs, targets].map((values) => heap.matrixFrom(values.length, 1, values));
    const objective = network.objective('squared', x, y);
    const silent = comeToEdge(objective, problem, context);
    if (silent !== undefined) return nothing(silent);
    const { u } = sharpest(objective, random.stream('lanczos'));
    const before = driveAt(objective, u);
    if (!(before.alpha > 0)) return nothing('training sharpens the valley no further at the edge');
    const start = parameters.start * Math.sqrt((2 * before.alpha) / before.beta);
    axpy(start, heap.matrixFrom(model.size, 1, u), network.flat.value);
    const looks = followCycle(objective, start, problem, context);
    if (typeof looks === 'string') return nothing(looks);
    const after = driveAt(objective, sharpest(objective, random.stream('lanczos')).u);
    const drive = { alpha: (before.alpha + after.alpha) / 2, beta: (before.beta + after.beta) / 2 };
    const cycle = summarise(looks, drive, problem);
    return typeof cycle === 'string' ? nothing(cycle) : { observables: cycle };
  });
}

function nothing(reason: string): Trial<SelfStabilisationObservable> {
  return { observables: {}, without: Object.fromEntries(Object.keys(declared).map((name) => [name, reason])) };
}

/**
 * Trains until the sharpness is 2/η; or says why it does not come there. Steps of 1/S keep the
 * weights on the floor of the valley, since they take away all of the displacement along the top
 * eigenvector.
 */
function comeToEdge(
  objective: Objective,
  { parameters }: SelfStabilisationProblem,
  { random, reporter }: Context,
): string | undefined {
  const { rate, patience } = parameters;
  const { network } = objective;
  const edge = 2 / rate;
  const optimiser = gradientDescent(network);
  const before = network.engine.heap.matrix(network.model.size, 1);
  let last = sharpest(objective, random.stream('lanczos')).sharpness;
  if (last >= edge) return `the initial weights have a sharpness of ${plain(last, 3)}, beyond the edge`;
  let stride = STRIDES.least;
  for (let time = 0; time < patience; time += stride / last) {
    reporter.check();
    reporter.progress((0.9 * time) / patience);
    copy(network.flat.value, before);
    for (let i = 0; i < stride; i++) {
      const loss = objective.gradient();
      if (!Number.isFinite(loss))
        throw new NoConvergence(`training diverged on its way to the edge: the loss is ${loss}`);
      optimiser.step(1 / last);
    }
    const { sharpness } = sharpest(objective, random.stream('lanczos'));
    if (sharpness >= edge) {
      // Between the two looks the sharpness is a straight line.
      const part = (edge - last) / (sharpness - last);
      scale(part, network.flat.value);
      axpy(1 - part, before, network.flat.value);
      return undefined;
    }
    // Half of the way that is left, as fast as it went.
    const ahead = (stride * (edge - sharpness)) / (2 * (sharpness - last));
    stride = ahead > 0 ? Math.round(Math.min(STRIDES.most, Math.max(STRIDES.least, ahead))) : STRIDES.most;
    last = sharpness;
  }
  return `its sharpness was ${plain(last / edge, 2)} of the edge at the end of the patience`;
}

/**
 * Gradient descent from the displaced weights until the sharpness comes up through the edge again:
 * the last look lies beyond it, and leaves the weights on the floor of the valley. Or why there is
 * no cycle.
 */
function followCycle(
  objective: Objective,
  start: number,
  { parameters }: SelfStabilisationProblem,
  { random, reporter }: Context,
): Look[] | string {
  const { rate, patience } = parameters;
  const { network } = objective;
  const { flat } = network;
  const optimiser = gradientDescent(network);
  const descend = () => {
    objective.gradient();
    optimiser.step(rate);
    return Float64Array.from(flat.value.values);
  };
  const looks: Look[] = [{ step: 0, displacement: start, excess: 0 }];
  let [before, now] = [Float64Array.from(flat.value.values), descend()];
  for (let step = 1; step < patience / rate; step++) {
    const after = descend();
    if (step % STEPS_BETWEEN_LOOKS === 0) {
      reporter.check();
      const { displacement, sharpness } = lookAt(objective, [before, now, after], random);
      looks.push({ step, displacement, excess: sharpness - 2 / rate });
      const [{ excess: one }, { excess: other }] = looks.slice(-2);
      if (one < 0 && other >= 0) return looks;
      flat.value.values.set(after);
    }
    [before, now] = [now, after];
  }
  return 'the cycle did not close within the patience';
}

/**
 * The oscillation changes sign at each step: the mean (w₋ + 2w + w₊)/4 of three iterates lies on
 * the floor of the valley, and (w₋ − 2w + w₊)/4 is the displacement from it. Leaves the network on
 * the floor.
 */
function lookAt(objective: Objective, [before, now, after]: Float64Array[], random: Random) {
  const floor = now.map((w, i) => (before[i] + 2 * w + after[i]) / 4);
  objective.network.flat.value.values.set(floor);
  const { sharpness, u } = sharpest(objective, random.stream('lanczos'));
  const displacement = Math.abs(now.reduce((sum, w, i) => sum + (u[i] * (before[i] - 2 * w + after[i])) / 4, 0));
  return { displacement, sharpness };
}

/** The cycle in units of √(2α/β) and √(2α); or why it has no place in the portrait. */
function summarise(looks: Look[], { alpha, beta }: Drive, { parameters, angles }: SelfStabilisationProblem) {
  const [x, y] = [Math.sqrt((2 * alpha) / beta), Math.sqrt(2 * alpha)];
  const [one, other] = looks.slice(-2);
  const length = one.step + ((other.step - one.step) * one.excess) / (one.excess - other.excess);
  const within = looks.slice(0, -1);
  const course = looks.map(({ displacement, excess }): [number, number] => [log(displacement / x), excess / y]);
  const radii = angles.map((angle) => radiusAt(course, angle));
  if (radii.some(Number.isNaN)) return 'the cycle does not go round its centre';
  return {
    displacement: radii.map((r, i) => exp(r * cos(angles[i]))),
    excess: radii.map((r, i) => r * sin(angles[i])),
    meanSquare: within.reduce((sum, { displacement }) => sum + squared(displacement / x) / within.length, 0),
    period: (length * parameters.rate * y) / (2 * Math.PI),
    largestDisplacement: Math.max(...looks.map(({ displacement }) => displacement / x)),
    largestExcess: Math.max(...looks.map(({ excess }) => excess / y)),
  };
}

/** How far from the origin a course first crosses the ray of this angle; NaN where it does not. */
function radiusAt(course: [number, number][], angle: number): number {
  const [along, across] = [cos(angle), sin(angle)];
  for (let i = 1; i < course.length; i++) {
    const [before, after] = [course[i - 1], course[i]].map(([a, b]) => ({
      height: b * along - a * across,
      reach: a * along + b * across,
    }));
    const part = before.height / (before.height - after.height);
    const reach = before.reach + part * (after.reach - before.reach);
    if (before.height * after.height <= 0 && reach > 0) return reach;
  }
  return Number.NaN;
}
