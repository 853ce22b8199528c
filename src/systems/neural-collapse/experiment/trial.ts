import { norm, scale } from '../../../networks/arrays.ts';
import { fillOrthonormal } from '../../../networks/online-descent.ts';
import { heavyBall } from '../../../networks/optimisers.ts';
import { NoConvergence } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { integrateOde } from '../../../numeric/ode.ts';
import { log, squared } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { NeuralCollapseObservable } from '../observables.ts';
import type { NeuralCollapseProblem } from '../problem.ts';
import { trainOnDigits } from './digits.ts';
import { collapseOf } from './metrics.ts';
import { type FreeFeatures, freeFeatures } from './model.ts';

type Context = TrialContext<NeuralCollapseObservable>;

/** Throws `NoConvergence` where the optimum is not reached. */
export function runTrial(problem: NeuralCollapseProblem, context: Context): Trial<NeuralCollapseObservable> {
  const run = { optimum: optimise, flow: follow, network: trainOnDigits }[problem.parameters.model];
  return context.engine.heap.scope(() => run(problem, context));
}

/** Of the gradient, where descent ends. */
const FLAT = 1e-8;
const MOST_STEPS = 2e5;
const STEPS_BETWEEN_CHECKS = 100;
/** What is weaker has no direction. */
const NOTHING = 1e-3;

/** Heavy ball from random features and weights to where the gradient is gone. */
function optimise(
  problem: NeuralCollapseProblem,
  { random, engine, reporter }: Context,
): Trial<NeuralCollapseObservable> {
  const { parameters, decayW, decayH, decayB } = problem;
  const model = freeFeatures(problem, engine);
  const { network } = model;
  const { width, classes: K, minority } = parameters;
  network.initialise(random);
  for (const part of [model.weights, model.features]) scale(1 / Math.sqrt(width), part);
  const step = stepOf(problem);
  const slowest = Math.min(decayW, decayH);
  const momentum = Math.max(0.5, squared(1 - Math.sqrt(step * slowest)));
  const optimiser = heavyBall(network, { momentum });
  let loss = Number.POSITIVE_INFINITY;
  for (let k = 0; ; k++) {
    loss = model.gradient();
    if (norm(network.flat.adjoint) < FLAT) break;
    if (k >= MOST_STEPS || !Number.isFinite(loss))
      throw new NoConvergence(`the gradient is not gone after ${k} steps: kappa is near 1, or very small`);
    if (k % STEPS_BETWEEN_CHECKS === 0) {
      reporter.check();
      reporter.progress(k / (k + 10 * STEPS_BETWEEN_CHECKS));
    }
    optimiser.step(step);
  }
  const { nc1: _, ...collapse } = collapseOf({ ...model, classes: K }, engine);
  const { betweenClasses, simplexDistance, duality, meansCosine, ...strengths } = collapse;
  const learns = strengths.weightStrength > NOTHING;
  const directions = { betweenClasses, simplexDistance, duality, meansCosine };
  const large = K - minority;
  // A free bias is where it began along the direction that changes nothing.
  const biased = decayB !== undefined && (decayB > 0 || parameters.loss === 'squared');
  const observables: Trial<NeuralCollapseObservable>['observables'] = { loss };
  if (minority === 0) {
    Object.assign(observables, strengths, learns ? directions : {});
    observables.logitGap = gapOf(model, K);
    if (biased) observables.biasEntry = Array.from(model.bias!.values).reduce((sum, one) => sum + one / K, 0);
  } else {
    if (learns) observables.betweenClasses = betweenClasses;
    if (minority > 1) observables.minoritySpread = spreadOf(model.weights, large, K);
    if (large > 1) observables.majoritySpread = spreadOf(model.weights, 0, large);
  }
  return { observables };
}

/** Half of what the sharpest direction of features, classifier and bias together allows. */
function stepOf({ parameters, counts, decayW, decayH, decayB }: NeuralCollapseProblem): number {
  const N = counts.reduce((sum, n) => sum + n, 0);
  const most = Math.max(...counts);
  const squared = parameters.loss === 'squared';
  // Logits grow to √n, or to about ln(K/κ) times that; the softmax bends by a half at most.
  const strength = Math.sqrt(most) * (squared ? 1 : 2 + log(1 + counts.length / parameters.kappa));
  const split = Math.sqrt(decayH / decayW);
  const start = most + parameters.classes / parameters.width;
  const sharpness = ((squared ? 1 : 0.5) * (strength * (split + 1 / split) + start)) / N;
  const bias = decayB === undefined ? 0 : 1 / parameters.classes + decayB;
  return 1 / (sharpness + bias + Math.max(decayW, decayH));
}

/** The mean over examples of the own logit above the mean of the others. */
function gapOf({ objective, labels }: FreeFeatures, K: number): number {
  const logits = objective.evaluation.outputs.value.values;
  return labels.reduce((sum, own, i) => {
    const row = Array.from(logits.subarray(i * K, (i + 1) * K));
    const others = row.reduce((total, one) => total + one, 0) - row[own];
    return sum + (row[own] - others / (K - 1)) / labels.length;
  }, 0);
}

/** ‖W − mean‖ of the rows from `first` to before `last`. */
function spreadOf({ values, columns: width }: Matrix, first: number, last: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const column = Array.from({ length: last - first }, (_, i) => values[(first + i) * width + j]);
    const mean = column.reduce((total, one) => total + one, 0) / column.length;
    for (const one of column) sum += squared(one - mean);
  }
  return Math.sqrt(sum);
}

/** Of deviations within classes at the start, so small that nothing else notices them. */
const DEVIATION = 1e-6;

/** Gradient flow from classifier and means along one random frame. */
function follow(
  problem: NeuralCollapseProblem,
  { random, engine, reporter }: Context,
): Trial<NeuralCollapseObservable> {
  const { parameters, times } = problem;
  const { width: p, classes: K, perClass: n, initial } = parameters;
  const model = freeFeatures(problem, engine);
  const { network, weights, features, labels } = model;
  const frame = engine.heap.matrix(K, p);
  fillOrthonormal(random.stream('frame'), frame);
  const noise = engine.heap.matrix(p, labels.length);
  random.stream('noise').fillNormal(noise);
  const strength = Math.sqrt(initial);
  weights.values.set(frame.values.map((one) => strength * one));
  features.values.set(
    noise.values.map(
      (one, i) =>
        (strength / Math.sqrt(n)) *
        (frame.values[labels[i % labels.length] * p + Math.floor(i / labels.length)] + DEVIATION * one),
    ),
  );
  const { value, adjoint } = network.flat;
  const start = Float64Array.from(value.values);
  let asked = 0;
  const states = integrateOde(
    (t, state, out) => {
      if (asked++ % STEPS_BETWEEN_CHECKS === 0) {
        reporter.check();
        reporter.progress(t / times[times.length - 1]);
      }
      value.values.set(state);
      model.gradient();
      for (let i = 0; i < out.length; i++) out[i] = -adjoint.values[i];
    },
    start,
    0,
    times,
    { relative: 1e-8, absolute: 1e-14 },
  );
  let first = 1;
  const learned: number[] = [];
  const withinClasses: number[] = [];
  for (const [i, state] of states.entries()) {
    value.values.set(state);
    model.gradient();
    const logits = model.objective.evaluation.outputs.value.values;
    learned.push(labels.reduce((sum, own, row) => sum + logits[row * K + own] / labels.length, 0));
    const { nc1 } = collapseOf({ weights, features, labels, classes: K }, engine);
    if (i === 0) first = nc1;
    withinClasses.push(nc1 / first);
  }
  if (n === 1)
    return {
      observables: { learned: Float64Array.from(learned) },
      without: { withinClasses: 'one example of each class is its mean' },
    };
  return { observables: { learned: Float64Array.from(learned), withinClasses: Float64Array.from(withinClasses) } };
}
