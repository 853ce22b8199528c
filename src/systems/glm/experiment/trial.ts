import type { Engine } from '../../../numeric/engine.ts';
import type { Random } from '../../../numeric/random.ts';
import { supportVectors } from '../../../regression/support-vectors.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { GlmObservable } from '../observables.ts';
import type { GlmProblem } from '../problem.ts';
import { drawLabels, drawSample, type Sample } from './draw.ts';
import { type ResidualLoss, residualLoss } from './losses.ts';
import { minimiseSmooth, type SmoothFit, type SmoothProblem } from './newton.ts';
import { drawRows, type HeldOut, heldOutNumbers } from './rows.ts';

/** Fresh labels and fields that the fit is tested on. */
const FRESH = 20_000;
/** Directions that the labels do not depend on, whose likelihood ratios are taken. */
const NULL_DIRECTIONS = 4;

type Numbers = Partial<Record<GlmObservable, number>>;

/** One training set, one convex fit to it, and what the fit makes of fresh samples. */
export function runTrial(
  problem: GlmProblem,
  { random, engine, reporter, wanted }: TrialContext<GlmObservable>,
): Trial<GlmObservable> {
  reporter.check();
  return engine.heap.scope(() => {
    const { file } = problem;
    const drawn = file
      ? drawRows(file, problem.parameters.samples, random, engine)
      : { sample: drawSample(problem, random, engine) };
    const { sample } = drawn;
    const measured = (weights: Float64Array) => measures(problem, drawn, weights, random, engine);
    const { loss } = problem.parameters;
    const check = () => reporter.check();
    if ((loss === 'logistic' || loss === 'hinge') && isOfOneClass(sample, problem)) return ofOneClass;
    if (loss === 'margin' || loss === 'hinge') return supported(problem, sample, measured, engine, check);
    const smooth = smoothProblem(problem, sample, check);
    const fit = minimiseSmooth(smooth, engine);
    const isLikelihood = loss === 'logistic' && problem.ridge === 0;
    if (fit === 'separable') return without(problem, { separable: 1 }, 'the samples are separable');
    const { weights } = fit;
    const observables: Numbers = {
      ...measured(weights),
      ...(fit.inverse.columns === problem.eta.length && { response: responseOf(problem, fit) }),
      ...(isLikelihood && { separable: 0, ...likelihood(problem, weights) }),
    };
    if (isLikelihood && wanted.has('likelihoodRatio'))
      observables.likelihoodRatio = likelihoodRatio(problem, smooth, fit, random, engine);
    return { observables };
  });
}

function supported(
  problem: GlmProblem,
  sample: Sample,
  measured: (weights: Float64Array) => Numbers,
  engine: Engine,
  check: () => void,
): Trial<GlmObservable> {
  const { loss, intercept } = problem.parameters;
  const isMargin = loss === 'margin';
  const C = isMargin ? Number.POSITIVE_INFINITY : 1 / (problem.ridge * problem.eta.length);
  const isIntercept = intercept === 'fitted' && sample.rows.columns > problem.eta.length;
  const weights = supportVectors({ rows: sample.rows, C, isIntercept, check }, engine);
  if (weights === 'inseparable') return without(problem, { separable: 0 }, 'no plane separates the samples');
  const all = measured(weights);
  if (!isMargin) return { observables: all };
  const { trainLoss, trainError, testLoss, ...others } = all;
  return { observables: { ...others, separable: 1, margin: 1 / Math.sqrt(all.squaredNorm!) } };
}

/** Without a penalty on it an intercept goes to infinity where all labels are alike. */
function isOfOneClass({ rows, labels }: Sample, { eta }: GlmProblem): boolean {
  return rows.columns > eta.length && labels.every((label) => label === labels[0]);
}

const ofOneClass: Trial<GlmObservable> = {
  observables: {},
  without: Object.fromEntries(
    (
      [
        'testError',
        'trainError',
        'testLoss',
        'trainLoss',
        'overlap',
        'selfOverlap',
        'squaredNorm',
        'intercept',
      ] as const
    ).map((name) => [name, 'all labels of the training set are alike, and no intercept is best']),
  ),
};

/** Nothing else is there to measure. */
function without({ parameters: { loss } }: GlmProblem, observables: Numbers, why: string): Trial<GlmObservable> {
  const common: GlmObservable[] = ['testError', 'alignment', 'overlap', 'selfOverlap', 'squaredNorm'];
  const own: GlmObservable[] =
    loss === 'margin'
      ? ['margin']
      : ['trainError', 'trainLoss', 'testLoss', 'response', 'bias', 'spread', 'likelihoodRatio'];
  return { observables, without: Object.fromEntries([...common, ...own].map((name) => [name, why])) };
}

function smoothProblem({ parameters, ridge, eta }: GlmProblem, sample: Sample, check: () => void): SmoothProblem {
  const penalties = Float64Array.from({ length: sample.rows.columns }, (_, k) => (k < eta.length ? ridge : 0));
  const isEndless = parameters.loss === 'logistic';
  return { sample, loss: residualLoss(parameters), dimension: eta.length, penalties, isEndless, check };
}

function measures(
  { parameters, eta, direction }: GlmProblem,
  { sample, held }: { sample: Sample; held?: HeldOut },
  weights: Float64Array,
  random: Random,
  engine: Engine,
): Numbers {
  const { teacher, signal, intercept } = parameters;
  const isClusters = teacher === 'clusters';
  const d = eta.length;
  let [m, q, squaredNorm] = [0, 0, 0];
  for (let k = 0; k < d; k++) {
    m += (isClusters ? 1 : eta[k]) * direction[k] * weights[k];
    q += eta[k] * weights[k] * weights[k];
    squaredNorm += weights[k] * weights[k];
  }
  const b = weights.length > d ? weights[d] : 0;
  const loss = residualLoss(parameters);
  const train = trainErrors(sample, weights, loss, engine, teacher !== 'linear');
  if (held) return { squaredNorm, intercept: b, ...train, ...heldOutNumbers(held, weights, loss, engine) };
  const numbers: Numbers = {
    ...{ overlap: m, selfOverlap: q, squaredNorm },
    ...train,
    ...testErrors(parameters, { m, q, b }, loss, random.stream('fresh'), engine),
  };
  if (!isClusters) numbers.alignment = m / Math.sqrt(signal * q);
  if (teacher === 'linear') numbers.excess = signal - 2 * m + q;
  if (isClusters && intercept === 'fitted') numbers.intercept = b;
  return numbers;
}

function trainErrors(
  { rows, targets }: Sample,
  weights: Float64Array,
  loss: ResidualLoss,
  { heap, gemm }: Engine,
  isBinary: boolean,
): Numbers {
  return heap.scope(() => {
    const fields = heap.matrix(rows.rows, 1);
    gemm({ a: rows, b: heap.matrixFrom(weights.length, 1, weights), c: fields });
    let [trainLoss, wrong] = [0, 0];
    for (let i = 0; i < rows.rows; i++) {
      trainLoss += loss.value(targets[i] - fields.values[i]) / rows.rows;
      if (fields.values[i] < 0) wrong += 1 / rows.rows;
    }
    return { trainLoss, ...(isBinary && { trainError: wrong }) };
  });
}

/** Of Gaussian inputs the fields of teacher and fit are Gaussian: they are drawn, and labelled. */
function testErrors(
  parameters: GlmProblem['parameters'],
  { m, q, b }: { m: number; q: number; b: number },
  loss: ResidualLoss,
  random: Random,
  engine: Engine,
): Numbers {
  const { heap } = engine;
  return heap.scope(() => {
    const { teacher, signal, positive } = parameters;
    const drawn = heap.matrix(FRESH, 2);
    random.stream('fields').fillNormal(drawn);
    const z = drawn.values;
    const root = Math.sqrt(q);
    const other = Math.sqrt(Math.max(0, signal - (m * m) / q));
    const fields = Float64Array.from({ length: FRESH }, (_, i) => root * z[2 * i]);
    if (teacher === 'clusters') {
      const coin = random.stream('labels');
      const margins = fields.map((field) => m + field + (coin.uniform() < positive ? b : -b));
      return meanErrors(margins, (margin) => loss.value(1 - margin));
    }
    const u = fields.map((field, i) => (m / q) * field + other * z[2 * i + 1]);
    const labels = drawLabels(parameters, u, random.stream('labels'), engine);
    if (teacher === 'linear') {
      const { testLoss } = meanErrors(
        fields.map((field, i) => labels[i] - field),
        loss.value,
      );
      return { testLoss };
    }
    return meanErrors(
      fields.map((field, i) => labels[i] * field),
      (margin) => loss.value(1 - margin),
    );
  });
}

function meanErrors(margins: Float64Array, value: (margin: number) => number) {
  const testLoss = margins.reduce((sum, margin) => sum + value(margin), 0) / margins.length;
  const testError = margins.reduce((sum, margin) => sum + (margin < 0 ? 1 : 0), 0) / margins.length;
  return { testLoss, testError };
}

/** tr Σ H⁻¹/d with H⁻¹ = L⁻ᵀL⁻¹. */
function responseOf({ eta }: GlmProblem, { inverse }: SmoothFit): number {
  const d = eta.length;
  const values = inverse.values;
  let sum = 0;
  for (let i = 0; i < d; i++) for (let k = 0; k <= i; k++) sum += eta[k] * values[i * d + k] * values[i * d + k];
  return sum / d;
}

/** Along the teacher, and across it. */
function likelihood({ parameters, eta, direction }: GlmProblem, weights: Float64Array): Numbers {
  const seen = eta.reduce((sum, one, k) => sum + one * direction[k] * direction[k], 0);
  const bias = eta.reduce((sum, one, k) => sum + one * direction[k] * weights[k], 0) / seen;
  let across = 0;
  for (let k = 0; k < eta.length; k++) {
    const off = weights[k] - bias * direction[k];
    across += eta[k] * off * off;
  }
  return { bias, spread: Math.sqrt((parameters.samples / eta.length) * across) };
}

/** Twice what ln L loses when w is kept orthogonal to a random c with c·w_* = 0. */
function likelihoodRatio(
  { eta, direction }: GlmProblem,
  smooth: SmoothProblem,
  fit: SmoothFit,
  random: Random,
  engine: Engine,
): number {
  const { heap } = engine;
  const d = eta.length;
  const length2 = direction.reduce((sum, one) => sum + one * one, 0);
  let sum = 0;
  for (let draw = 0; draw < NULL_DIRECTIONS; draw++)
    heap.scope(() => {
      const normals = heap.matrix(d, 1);
      random.stream('null', draw).fillNormal(normals);
      const raw = Float64Array.from(normals.values);
      const along = raw.reduce((total, one, k) => total + one * direction[k], 0) / length2;
      const constraint = raw.map((one, k) => one - along * direction[k]);
      const own = constraint.reduce((total, one) => total + one * one, 0);
      const off = constraint.reduce((total, one, k) => total + one * fit.weights[k], 0) / own;
      const start = fit.weights.map((one, k) => one - off * constraint[k]);
      const restricted = minimiseSmooth({ ...smooth, constraint, start }, engine);
      if (restricted !== 'separable') sum += (2 * d * (restricted.loss - fit.loss)) / NULL_DIRECTIONS;
    });
  return sum;
}
