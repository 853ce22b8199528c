import { axpy, dot, scale } from '../../../networks/arrays.ts';
import { NoSolution } from '../../../numeric/errors.ts';
import type { Heap, Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { exp, log, squared } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { SignalObservable } from '../observables.ts';
import type { SignalProblem } from '../problem.ts';
import { drawNetwork, type RandomNetwork, row, STRETCHED } from './network.ts';
import { trainedAccuracy } from './training.ts';

type Context = TrialContext<SignalObservable>;
type Observables = Trial<SignalObservable>['observables'];

/** Random vectors that are propagated down from the top, as if so many outputs read it. */
const OUTPUTS = 8;

/**
 * Pairs of inputs that go up through one network, where drawing the weights takes most of the time.
 */
const PAIRS = 4;
/** Their rows in a signal; the third is no input. */
const pairRows = Array.from({ length: PAIRS }, (_, p) => (p === 0 ? [0, 1] : [2 * p + 1, 2 * p + 2]));
const ROWS = 2 * PAIRS + 1;

/**
 * One random network: pairs of inputs go up through it, and the gradients of its outputs at the
 * first pair go down; and, where steps are given, another one that is trained.
 */
export function runTrial(problem: SignalProblem, context: Context): Trial<SignalObservable> {
  const observables = context.engine.heap.scope(() => {
    const network = drawNetwork(problem, context.engine, context.random, ROWS, OUTPUTS);
    const { depth, width } = problem.parameters;
    const signals = Array.from({ length: depth + 1 }, () => context.engine.heap.matrix(ROWS, width, 'f32'));
    drawInputs(problem, context, signals[0]);
    const forward = goUp(problem, network, signals, context);
    context.reporter.partial({ observables: forward });
    return { ...forward, ...goDown(problem, network, signals, context) };
  });
  if (problem.parameters.steps === 0) return { observables };
  return { observables: { ...observables, accuracy: trainedAccuracy(problem, context) } };
}

/**
 * Pairs of random directions at exactly the angle, and of exactly the length, that are asked for.
 */
function drawInputs({ parameters }: SignalProblem, { random, engine }: Context, signal: Matrix): void {
  const { width, startLength, startCorrelation: c } = parameters;
  engine.heap.scope(() => {
    const drawn = engine.heap.matrix(2 * PAIRS, width);
    random.stream('inputs').fillNormal(drawn);
    const size = Math.sqrt(width * startLength);
    const sine = Math.sqrt((1 - c) * (1 + c));
    pairRows.forEach(([first, second], p) => {
      const [g, h] = [row(drawn, 2 * p), row(drawn, 2 * p + 1)];
      scale(1 / Math.sqrt(dot(g, g)), g);
      axpy(-dot(g, h), g, h);
      scale(1 / Math.sqrt(dot(h, h)), h);
      const [x, y, u, v] = [g.values, h.values, row(signal, first).values, row(signal, second).values];
      for (let i = 0; i < width; i++) {
        u[i] = size * x[i];
        v[i] = size * (c * x[i] + sine * y[i]);
      }
    });
  });
}

function goUp(
  { parameters, settled }: SignalProblem,
  network: RandomNetwork,
  signals: Matrix[],
  { reporter }: Context,
) {
  const { depth, width } = parameters;
  const [length, distance] = [new Float64Array(depth + 1), new Float64Array(depth + 1)];
  let response = 0;
  for (let l = 0; l <= depth; l++) {
    reporter.check();
    reporter.progress(l / (2 * depth));
    if (l > 0) network.up(l - 1, signals[l - 1], signals[l]);
    for (const [one, other] of pairRows) {
      const [first, second] = [row(signals[l], one), row(signals[l], other)];
      const squares = [dot(first, first), dot(second, second)];
      if (!(squares[0] > 0 && squares[1] > 0)) throw new NoSolution(`all units of layer ${l} are silent`);
      length[l] += (squares[0] + squares[1]) / (2 * width * PAIRS);
      distance[l] += halfSquaredDistance(first, second, squares) / PAIRS;
    }
    if (l > settled) {
      const before = row(signals[l - 1], 0);
      response += dot(row(signals[l], 0), row(signals[l], STRETCHED)) / dot(before, before);
    }
  }
  const correlation = distance.map((one) => 1 - one);
  return {
    length,
    distance,
    correlation,
    finalCorrelation: correlation[depth],
    lengthSlope: response / (depth - settled),
  } satisfies Observables;
}

/**
 * 1 − cos of two rows, as half the squared distance of their directions: a difference of entries.
 */
function halfSquaredDistance(first: Matrix, second: Matrix, [a, b]: number[]): number {
  const [x, y] = [first.values, second.values];
  const [u, v] = [1 / Math.sqrt(a), 1 / Math.sqrt(b)];
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += squared(u * x[i] - v * y[i]);
  return sum / 2;
}

function goDown(
  problem: SignalProblem,
  network: RandomNetwork,
  signals: Matrix[],
  { engine, random, reporter }: Context,
) {
  const { parameters, settled } = problem;
  const { depth } = parameters;
  const gradients = drawGradients(engine.heap, random, parameters.width);
  const [gradient, overlap] = [new Float64Array(depth + 1), new Float64Array(depth + 1)];
  // Gradients are kept at unit size, and the logarithm of what they were divided by.
  let logSize = 0;
  let first = 1;
  for (let l = depth; l >= 0; l--) {
    reporter.check();
    reporter.progress(1 - l / (2 * depth));
    if (l < depth) network.down(l, signals[l], gradients);
    const [own, other] = [gradients.head(OUTPUTS), gradients.tail(OUTPUTS)];
    const square = (dot(own, own) + dot(other, other)) / 2;
    if (!(square > 0)) throw new NoSolution(`all units of layer ${l} are silent`);
    if (l === depth) first = square;
    const size = exp(logSize) / first;
    gradient[l] = square * size;
    overlap[l] = dot(own, other) * size;
    logSize += log(square);
    scale(1 / Math.sqrt(square), gradients);
  }
  const gradientGrowth = exp(log(gradient[settled]) / (depth - settled));
  return { gradient, overlap, gradientGrowth } satisfies Observables;
}

/** Equal Gaussian rows for both inputs. */
function drawGradients(heap: Heap, random: Random, width: number): Matrix {
  const gradients = heap.matrix(2 * OUTPUTS, width, 'f32');
  random.stream('gradients').fillNormal(gradients.head(OUTPUTS));
  gradients.values.copyWithin(OUTPUTS * width, 0, OUTPUTS * width);
  return gradients;
}
