import type { Engine } from '../../numeric/engine.ts';
import type { Matrix } from '../../numeric/heap.ts';
import type { Random } from '../../numeric/random.ts';
import type { Trial } from '../contract.ts';
import { applyFeatures, drawWeights } from './features.ts';
import { type Fit, fitRidge } from './fit.ts';
import type { RandomFeaturesObservable, RandomFeaturesParameters } from './parameters.ts';
import { makeProblem, type Problem } from './problem.ts';
import { decompose, type FittedFunction } from './resampling.ts';

/** Data sets and, at least, draws of the features in a trial: with three of each, eighteen pairs of fits share nothing. */
const DATA_SETS = 3;
const FEATURE_DRAWS = 3;

/** Targets that each data set is labelled with: the squared weights with independent random signs, as theory knows the squares alone. */
const TARGETS = 8;

/** Draws of unit noise that it is labelled with beside: a fit is linear in its labels, so these measure all of noise. */
const NOISES = 8;

/** Fresh inputs on which nonlinear features are tested; linear ones are tested on the whole distribution. */
const TEST_POINTS = 1000;

/**
 * One repetition: some data sets and some draws of the features, every one with every other. Each combination is one ridge
 * regression, of noiseless labels and of noise apart. Products of the errors of fits that share data, features, both or neither
 * are unbiased estimates of the parts of the error.
 */
export function runTrial(p: RandomFeaturesParameters, random: Random, engine: Engine): Trial<RandomFeaturesObservable> {
  const problem = makeProblem(p);
  const observables = engine.heap.scope(() => {
    const { heap } = engine;
    const noises = p.noise > 0 ? NOISES : 0;
    const columns = TARGETS + noises;
    const targets = drawTargets(problem, random.stream('targets'), engine);
    const sets = Array.from({ length: DATA_SETS }, (_, set) => {
      const inputs = drawInputs(problem, p.samples, random.stream('data', set), engine);
      return { inputs, labels: drawLabels(inputs, targets, noises, random.stream('noise', set), engine) };
    });
    const test =
      problem.activation === 'linear' ? undefined : drawTest(problem, targets, random.stream('test'), engine);

    const functions: FittedFunction[][] = sets.map(() => []);
    const fits: Omit<Fit, 'coefficients'>[] = [];
    const rank = rankOf(problem, p);
    for (let draw = 0; draw < Math.max(FEATURE_DRAWS, p.members); draw++)
      heap.scope(() => {
        const weights = drawWeights(problem, random.stream('features', draw), engine);
        const testFeatures = test && heap.matrix(TEST_POINTS, p.features);
        if (test && testFeatures) applyFeatures(problem, test.inputs, weights, testFeatures, random, engine);
        sets.forEach(({ inputs, labels }, set) => {
          heap.scope(() => {
            const features = heap.matrix(p.samples, p.features);
            applyFeatures(problem, inputs, weights, features, random.stream('feature noise', set, draw), engine);
            const own = heap.matrix(p.samples, columns);
            own.values.set(labels.values);
            const { coefficients, ...fit } = fitRidge(features, own, p.ridge, rank, engine);
            fits.push(fit);
            functions[set].push(
              test && testFeatures
                ? onTestPoints(testFeatures, coefficients, test.labels, engine)
                : onDistribution(problem, weights, coefficients, targets, engine),
            );
          });
        });
      });
    return { ...decompose(functions, TARGETS, noises, p.noise, p.members), ...ofFits(fits, problem, p) };
  });
  return { observables };
}

/** Rows x ~ N(0, diag(η)). */
function drawInputs({ eta }: Problem, rows: number, random: Random, engine: Engine): Matrix {
  const inputs = engine.heap.matrix(rows, eta.length);
  random.fillNormal(inputs);
  if (eta.every((value) => value === 1)) return inputs;
  const roots = eta.map(Math.sqrt);
  const values = inputs.values;
  for (let start = 0; start < values.length; start += roots.length)
    for (let k = 0; k < roots.length; k++) values[start + k] *= roots[k];
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

/** Predictions on the test points as deviations from the targets, over √points, so that products are means. */
function onTestPoints(features: Matrix, coefficients: Matrix, labels: Matrix, engine: Engine): FittedFunction {
  const predictions = engine.heap.matrix(TEST_POINTS, coefficients.columns);
  const scale = Math.sqrt(1 / TEST_POINTS);
  engine.gemm({ a: features, b: coefficients, c: predictions, alpha: scale });
  const shared = new Float64Array(predictions.values);
  subtractTargets(shared, labels, scale);
  return { shared };
}

/** Weights on the inputs as deviations from the targets, times √η, so that products are means over the whole distribution. */
function onDistribution(
  { eta, featureNoise }: Problem,
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
  if (featureNoise === 0) return { shared };
  // The noise of a test point's features meets only fits on the same features.
  return { shared, own: new Float64Array(coefficients.values).map((value) => value * Math.sqrt(featureNoise)) };
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

/** The rank of the features matrix, were data and features as many as one likes. */
function rankOf({ modes, widths, featureNoise }: Problem, { features }: RandomFeaturesParameters): number {
  if (featureNoise > 0) return features;
  return Math.min(...widths, modes.rank);
}

/** What the training sets alone show, averaged over all fits. */
function ofFits(fits: Omit<Fit, 'coefficients'>[], problem: Problem, { noise, features }: RandomFeaturesParameters) {
  const mean = (pick: (fit: Omit<Fit, 'coefficients'>) => number) =>
    fits.reduce((sum, fit) => sum + pick(fit), 0) / fits.length;
  const ofLabels = (errors: Float64Array) => {
    const [ofTargets, ofNoise] = [errors.subarray(0, TARGETS), errors.subarray(TARGETS)].map(meanOf);
    return ofTargets + noise * ofNoise;
  };
  const featureRidge = mean((fit) => featureRidgeOf(fit, problem, features));
  return {
    trainError: mean((fit) => ofLabels(fit.trainErrors)),
    gcv: mean((fit) => ofLabels(fit.gcv)),
    dataRidge: mean((fit) => fit.dataRidge),
    ...(Number.isFinite(featureRidge) && { featureRidge }),
  };
}

/**
 * κ₂ from κ̂₁ and D̂f₁: (κ̂₁ + a_*)/a₁ = κ₂ s(D̂f₁). Without a ridge and with fewer features than samples both sides are 0, and there is
 * nothing to measure: NaN.
 */
function featureRidgeOf({ dataRidge, left }: Omit<Fit, 'coefficients'>, problem: Problem, features: number): number {
  const { layers, linear, featureNoise } = problem;
  if (dataRidge === 0) return Number.NaN;
  const zeta = (dataRidge + featureNoise) / linear;
  /** N − Df₁ of the inputs, from N − Df₁ of the features. */
  const below = (left * (dataRidge + featureNoise)) / dataRidge;
  const s = layers.map((layer) => layer.at(features - below, layer.threshold - features + below).s);
  return s.reduce((kappa, one) => kappa / one, zeta);
}

function meanOf(values: Float64Array): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
