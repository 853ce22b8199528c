import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { scaleColumns } from '../../../random-matrices/data-matrix.ts';
import { fitRidge } from '../../../regression/ridge-fit.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { RandomFeaturesObservable } from '../observables.ts';
import type { Problem } from '../problem.ts';
import { type Estimates, estimates } from './estimates.ts';
import { featureRidgeOf } from './feature-ridge.ts';
import { applyFeatures, drawWeights } from './features.ts';
import { decompose, type FittedFunction } from './resampling.ts';

/**
 * Data sets and, at least, draws of the features in a trial: with three of each, eighteen pairs of
 * fits share nothing.
 */
const DATA_SETS = 3;
const FEATURE_DRAWS = 3;

/**
 * Targets that each data set is labelled with: the squared weights with independent random signs,
 * as theory knows the squares alone.
 */
const TARGETS = 8;

/**
 * Draws of unit noise that it is labelled with beside: a fit is linear in its labels, so these
 * measure all of noise.
 */
const NOISES = 8;

/**
 * Fresh inputs on which nonlinear features are tested; linear ones are tested on the whole
 * distribution.
 */
const TEST_POINTS = 1000;

/**
 * One repetition: some data sets and some draws of the features, every one with every other. Each
 * combination is one ridge regression, of noiseless labels and of noise apart. Products of the
 * errors of fits that share data, features, both or neither are unbiased estimates of the parts of
 * the error.
 */
export function runTrial(
  problem: Problem,
  { random, engine, reporter }: TrialContext,
): Trial<RandomFeaturesObservable> {
  const { samples, features: width, noise, ridge, members } = problem.parameters;
  const observables = engine.heap.scope(() => {
    const { heap } = engine;
    const noises = noise > 0 ? NOISES : 0;
    const targets = drawTargets(problem, random.stream('targets'), engine);
    const sets = Array.from({ length: DATA_SETS }, (_, set) => {
      const inputs = drawInputs(problem, samples, random.stream('data', set), engine);
      return { inputs, labels: drawLabels(inputs, targets, noises, random.stream('noise', set), engine) };
    });
    const test =
      problem.activation === 'linear' ? undefined : drawTest(problem, targets, random.stream('test'), engine);

    const functions: FittedFunction[][] = sets.map(() => []);
    const shown: Estimates[] = [];
    for (let draw = 0; draw < Math.max(FEATURE_DRAWS, members); draw++)
      heap.scope(() => {
        reporter.check();
        const weights = drawWeights(problem, random.stream('features', draw), engine);
        const testFeatures = test && heap.matrix(TEST_POINTS, width);
        if (test && testFeatures) applyFeatures(problem, test.inputs, weights, testFeatures, random, engine);
        sets.forEach(({ inputs, labels }, set) => {
          heap.scope(() => {
            const features = heap.matrix(samples, width);
            applyFeatures(problem, inputs, weights, features, random.stream('feature noise', set, draw), engine);
            const own = heap.matrix(samples, TARGETS + noises);
            own.values.set(labels.values);
            const fit = fitRidge({ inputs: features, labels: own, ridge, rank: problem.rank, words: WORDS }, engine);
            shown.push(estimates(fit, own, problem));
            functions[set].push(
              test && testFeatures
                ? onTestPoints(testFeatures, fit.coefficients, test.labels, engine)
                : onDistribution(problem, weights, fit.coefficients, targets, engine),
            );
          });
        });
      });
    return { ...decompose(functions, TARGETS, noises, noise, members), ...meanEstimates(shown, problem) };
  });
  return { observables };
}

/** What is said when a fit cannot be computed. */
const WORDS = { matrix: "the features' Gram matrix", advice: 'a larger ridge, or exactly 0' };

/** Rows x ~ N(0, diag(η)). */
function drawInputs({ eta }: Problem, rows: number, random: Random, engine: Engine): Matrix {
  const inputs = engine.heap.matrix(rows, eta.length);
  random.fillNormal(inputs);
  scaleColumns(inputs, eta);
  return inputs;
}

/** Columns of w̄ with random signs, D × TARGETS. */
function drawTargets({ weightsSquared }: Problem, random: Random, engine: Engine): Matrix {
  const targets = engine.heap.matrix(weightsSquared.length, TARGETS);
  random.fillRademacher(targets);
  const values = targets.values;
  weightsSquared.forEach((square, k) => {
    for (let c = k * TARGETS; c < (k + 1) * TARGETS; c++) values[c] *= Math.sqrt(square);
  });
  return targets;
}

/** First the columns X w̄, then those of unit noise. */
function drawLabels(inputs: Matrix, targets: Matrix, noises: number, random: Random, engine: Engine): Matrix {
  const rows = inputs.rows;
  const labels = engine.heap.matrix(rows, TARGETS + noises);
  engine.heap.scope(() => {
    const signals = engine.heap.matrix(rows, TARGETS);
    engine.gemm({ a: inputs, b: targets, c: signals });
    random.fillNormal(labels);
    copyTargets(signals, labels);
  });
  return labels;
}

function drawTest(problem: Problem, targets: Matrix, random: Random, engine: Engine) {
  const inputs = drawInputs(problem, TEST_POINTS, random, engine);
  const labels = engine.heap.matrix(TEST_POINTS, TARGETS);
  engine.gemm({ a: inputs, b: targets, c: labels });
  return { inputs, labels };
}

/**
 * Predictions on the test points as deviations from the targets, over √points, so that products are
 * means.
 */
function onTestPoints(features: Matrix, coefficients: Matrix, labels: Matrix, engine: Engine): FittedFunction {
  const predictions = engine.heap.matrix(TEST_POINTS, coefficients.columns);
  const scale = Math.sqrt(1 / TEST_POINTS);
  engine.gemm({ a: features, b: coefficients, c: predictions, alpha: scale });
  const shared = new Float64Array(predictions.values);
  subtractTargets(shared, labels, scale);
  return { shared };
}

/**
 * Weights on the inputs as deviations from the targets, times √η, so that products are means over
 * the whole distribution.
 */
function onDistribution(
  { eta, addedNoise }: Problem,
  weights: Matrix,
  coefficients: Matrix,
  targets: Matrix,
  engine: Engine,
): FittedFunction {
  const columns = coefficients.columns;
  const onInputs = engine.heap.matrix(eta.length, columns);
  engine.gemm({ a: weights, b: coefficients, c: onInputs });
  const shared = new Float64Array(onInputs.values);
  subtractTargets(shared, targets, 1);
  eta.forEach((value, k) => {
    const root = Math.sqrt(value);
    for (let c = k * columns; c < (k + 1) * columns; c++) shared[c] *= root;
  });
  if (addedNoise === 0) return { shared };
  // The noise of a test point's features meets only fits on the same features.
  return { shared, own: new Float64Array(coefficients.values).map((value) => value * Math.sqrt(addedNoise)) };
}

function copyTargets(from: Matrix, to: Matrix): void {
  const [source, values, columns] = [from.values, to.values, to.columns];
  for (let i = 0; i < from.rows; i++)
    for (let c = 0; c < TARGETS; c++) values[i * columns + c] = source[i * TARGETS + c];
}

/** Takes `scale` times the targets off the first columns of as many rows. */
function subtractTargets(table: Float64Array, targets: Matrix, scale: number): void {
  const columns = table.length / targets.rows;
  const values = targets.values;
  for (let i = 0; i < targets.rows; i++)
    for (let c = 0; c < TARGETS; c++) table[i * columns + c] -= scale * values[i * TARGETS + c];
}

/** Averaged over all fits. */
function meanEstimates(shown: Estimates[], problem: Problem) {
  const mean = (pick: (one: Estimates) => number) => shown.reduce((sum, one) => sum + pick(one), 0) / shown.length;
  const ofLabels = (errors: Float64Array) => {
    const [ofTargets, ofNoise] = [errors.subarray(0, TARGETS), errors.subarray(TARGETS)].map(meanOf);
    return ofTargets + problem.parameters.noise * ofNoise;
  };
  const featureRidge = mean((one) => featureRidgeOf(one, problem));
  return {
    trainError: mean((one) => ofLabels(one.trainErrors)),
    gcv: mean((one) => ofLabels(one.gcv)),
    dataRidge: mean((one) => one.dataRidge),
    ...(Number.isFinite(featureRidge) && { featureRidge }),
  };
}

function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
