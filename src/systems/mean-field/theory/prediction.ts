import { NoConvergence } from '../../../numeric/errors.ts';
import { createRandom } from '../../../numeric/random.ts';
import { remember } from '../../../numeric/remember.ts';
import { squared } from '../../../numeric/special.ts';
import type { Prediction, TheoryContext } from '../../contract.ts';
import type { MeanFieldObservable } from '../observables.ts';
import { LEARNED, type MeanFieldProblem } from '../problem.ts';
import { type State, train } from './dynamics.ts';
import { gridOfSources, gridSize, type Population, randomNeurons, unitVectors } from './population.ts';

type Curves = Record<Exclude<MeanFieldObservable, 'widthDeviation'>, Float64Array>;
type Context = Pick<TheoryContext<MeanFieldObservable>, 'engine' | 'check' | 'progress'>;

/** What of a field's square counts as nothing new, for exact fields and among random neurons. */
const EXACT = 1e-18;
const SAMPLED = 1e-5;

/** Sources that a linear layer's fields may have: few are tried first. */
const SOURCES = [80, 400];

/** Grids: the widest spacing, and how many points are too many. */
const WIDEST = 0.5;
const MOST_POINTS = 1.5e5;

/**
 * Random neurons of a layer alone and of one among several, and how many populations of them there
 * are at least and at most.
 */
const NEURONS = { alone: 32_768, deep: 4096 };
const FEWEST = 8;
const MOST = 32;

/** The relative error up to which a prediction is believed. */
const BELIEVED = 0.0099;

/**
 * Order parameters of infinitely wide networks at every step: exact for linear ones; one hidden
 * layer and up to two data on grids, each of half the spacing, until two agree; else the mean over
 * populations of random neurons, with twice its standard error for the promise. What is not known
 * to a per cent is left out. Throws `NoConvergence`.
 */
export function predict(problem: MeanFieldProblem, context: Context): Prediction<MeanFieldObservable> {
  return solve({ problem, context });
}

/** The width is the experiment's alone: points of a sweep over it share their prediction. */
const solve = remember(
  ({ problem, context }: Request) => solveOnce(problem, { ...context, progress: rising(context.progress) }),
  ({ problem: { parameters, targets }, context }) => {
    const { activation, depth, richness, correlation, rate, steps } = parameters;
    return [context.engine.name, activation, depth, richness, correlation, rate, steps, ...targets].join(' ');
  },
  32,
);

interface Request {
  problem: MeanFieldProblem;
  context: Context;
}

/** A way that did not lead to the end is not taken back. */
function rising(progress: (fraction: number) => void): (fraction: number) => void {
  let told = Number.NEGATIVE_INFINITY;
  return (fraction) => {
    if (fraction <= told) return;
    told = fraction;
    progress(fraction);
  };
}

/** The progress of a part of the work, from one fraction to another. */
function partOf(context: Context, from: number, to: number): Context {
  return { ...context, progress: (fraction) => context.progress(from + fraction * (to - from)) };
}

function solveOnce(problem: MeanFieldProblem, context: Context): Prediction<MeanFieldObservable> {
  const { activation, depth } = problem.parameters;
  const P = problem.targets.length;
  if (activation === 'linear') {
    const sources = depth === 1 ? [P + 1] : SOURCES;
    return promised(
      withEnough(sources, (size) =>
        follow(
          problem,
          context,
          Array.from({ length: depth }, () => unitVectors(size)),
          EXACT,
        ),
      ),
      () => 1e-9,
    );
  }
  const isSmooth = depth === 1 && P <= 2 && activation !== 'relu';
  return (isSmooth && onGrids(problem, context)) || amongRandomNeurons(problem, context);
}

/** What `solve` finds with the first of these sizes that does; throws as it does with the last. */
function withEnough<T>(sizes: number[], solve: (size: number) => T): T {
  const [size, ...larger] = sizes;
  try {
    return solve(size);
  } catch (error) {
    if (larger.length === 0 || !(error instanceof NoConvergence)) throw error;
    return withEnough(larger, solve);
  }
}

/** Undefined where fields are too steep for a grid. */
function onGrids(problem: MeanFieldProblem, context: Context): Prediction<MeanFieldObservable> | undefined {
  const { heap } = context.engine;
  const sources = problem.targets.length + 1;
  // Nobody knows which is the last: each has half of what is left.
  let left = 1;
  const at = (spacing: number) => {
    const part = partOf(context, 1 - left, 1 - left / 2);
    left /= 2;
    return heap.scope(() => follow(problem, part, [gridOfSources(heap, sources, spacing)], EXACT));
  };
  let [before, spacing] = [at(WIDEST), WIDEST / 2];
  for (;;) {
    const now = at(spacing);
    const far = (name: keyof Curves) => farthest(problem, name, now[name], (i) => now[name][i] - before[name][i]);
    const most = Math.max(...names(now).map(far));
    const isFinest = gridSize(sources, spacing / 2) > MOST_POINTS;
    if (most < 1e-6 || (isFinest && most < BELIEVED)) return promised(now, (name) => 1e-9 + far(name));
    if (isFinest) return undefined;
    [before, spacing] = [now, spacing / 2];
  }
}

function amongRandomNeurons(problem: MeanFieldProblem, context: Context): Prediction<MeanFieldObservable> {
  const { activation, depth } = problem.parameters;
  const { heap } = context.engine;
  const random = createRandom('infinitely wide layers');
  const runs: Curves[] = [];
  for (let r = 0; ; r++) {
    const run = heap.scope(() => {
      const layers = Array.from({ length: depth }, (_, l) =>
        randomNeurons(heap, NEURONS[depth === 1 ? 'alone' : 'deep'], random.stream(r, l), activation === 'relu'),
      );
      return follow(problem, partOf(context, r / MOST, (r + 1) / MOST), layers, SAMPLED);
    });
    runs.push(run);
    if (runs.length < FEWEST) continue;
    const mean = Object.fromEntries(
      names(runs[0]).map((name) => [
        name,
        runs[0][name].map((_, i) => runs.reduce((sum, run) => sum + run[name][i], 0) / runs.length),
      ]),
    ) as Curves;
    const error = (name: keyof Curves) =>
      farthest(problem, name, mean[name], (i) => {
        const square = runs.reduce((sum, run) => sum + squared(run[name][i] - mean[name][i]), 0);
        return 2 * Math.sqrt(square / (runs.length * (runs.length - 1)));
      });
    // What all populations together would not tell is not waited for.
    const hopeless = BELIEVED * Math.sqrt(MOST / runs.length);
    const isEnough = names(mean).every((name) => !(error(name) >= BELIEVED && error(name) < hopeless));
    if (isEnough || runs.length === MOST) return promised(mean, error);
  }
}

/** The largest of errors relative to a curve, but for what is next to nothing of the targets. */
function farthest(
  { targets }: MeanFieldProblem,
  name: keyof Curves,
  curve: Float64Array,
  error: (index: number) => number,
): number {
  const nothing = { loss: LEARNED * lossOf(targets, new Float64Array(targets.length)), learned: LEARNED };
  const least = name === 'loss' || name === 'learned' ? nothing[name] : 0;
  return curve.reduce((most, value, i) => Math.max(most, Math.abs(error(i)) / Math.max(Math.abs(value), least)), 0);
}

function promised(curves: Curves, error: (name: keyof Curves) => number): Prediction<MeanFieldObservable> {
  const observables: Prediction<MeanFieldObservable>['observables'] = {};
  for (const name of names(curves)) {
    const value = name === 'kernelMovement' ? curves[name][0] : curves[name];
    const promise = error(name);
    if (promise < BELIEVED) observables[name] = { value, error: promise };
  }
  return { observables };
}

function names(curves: Curves): (keyof Curves)[] {
  return Object.keys(curves) as (keyof Curves)[];
}

/** What is observed of one course of training. */
function follow(
  { parameters, targets, inputKernel, measuredAt }: MeanFieldProblem,
  { engine, check, progress }: Context,
  layers: Population[],
  tolerance: number,
): Curves {
  const curves = Object.fromEntries(
    ['loss', 'learned', 'tangentKernel', 'tangentAlignment', 'featureKernel', 'featureAlignment'].map((name) => [
      name,
      [] as number[],
    ]),
  );
  let first = new Float64Array() as Float64Array;
  let [movement, next] = [0, 0];
  const visit = ({ f, features, tangent }: State, step: number) => {
    progress(step / parameters.steps);
    if (step === 0) first = tangent;
    if (step === parameters.steps) movement = norm(tangent.map((one, k) => one - first[k])) / norm(first);
    if (step !== measuredAt[next]) return;
    next++;
    const values = {
      loss: lossOf(targets, f),
      learned: inner(targets, f) / inner(targets, targets),
      tangentKernel: meanDiagonal(tangent),
      tangentAlignment: alignment(tangent, targets),
      featureKernel: meanDiagonal(features[features.length - 1]),
      featureAlignment: alignment(features[features.length - 1], targets),
    };
    for (const [name, value] of Object.entries(values)) curves[name].push(value);
  };
  engine.heap.scope(() => train(engine, { ...parameters, inputKernel, targets }, layers, { tolerance, check }, visit));
  const arrays = Object.entries(curves).map(([name, values]) => [name, Float64Array.from(values)]);
  return { ...Object.fromEntries(arrays), kernelMovement: Float64Array.of(movement) } as Curves;
}

/** Σ(f − y)²/2P */
function lossOf(y: Float64Array, f: Float64Array): number {
  return y.reduce((sum, one, mu) => sum + squared(one - f[mu]), 0) / (2 * y.length);
}

function inner(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, one, k) => sum + one * y[k], 0);
}

function norm(x: Float64Array): number {
  return Math.sqrt(inner(x, x));
}

function meanDiagonal(kernel: Float64Array): number {
  const P = Math.sqrt(kernel.length);
  return kernel.reduce((sum, one, k) => (k % (P + 1) === 0 ? sum + one : sum), 0) / P;
}

/** yᵀKy/(‖K‖|y|²) */
function alignment(kernel: Float64Array, y: Float64Array): number {
  const P = y.length;
  const form = kernel.reduce((sum, one, k) => sum + one * y[k % P] * y[Math.floor(k / P)], 0);
  return form / (norm(kernel) * inner(y, y));
}
