import { NotFinite } from '../numeric/errors.ts';
import { leastOnRange } from '../numeric/golden-section.ts';
import { exp, log, norm } from '../numeric/special.ts';
import { studentCdf, studentQuantile } from '../statistics/distributions.ts';
import { sampleDeviation } from '../statistics/moments.ts';
import { expandedShare, middle } from './resample.ts';
import type { Law, LogLoss, Point } from './saved-law.ts';

/** A predicted loss, and between what a new run's would be with a chance of 95 %. */
export interface PredictedLoss {
  loss: number;
  low: number;
  high: number;
}

/**
 * The loss at one point, with a prediction interval: the scatter of one run, what resampling leaves
 * open, and how far the law strays beyond its runs, in squares; with Student's t of the runs that
 * are not used up by constants. `cost` as the dearest run's is counted. Throws `NotFinite` where
 * the law says nothing.
 */
export function predictLoss(law: Law, at: Point, cost: number): PredictedLoss {
  const { predicted, deviation, freedom } = spreadAt(law, at, cost);
  const reach = studentQuantile(0.975, freedom) * deviation;
  return { loss: exp(predicted), low: exp(predicted - reach), high: exp(predicted + reach) };
}

/**
 * The chance that a run at this point has a loss as far from the predicted one as this, or farther.
 */
export function chanceOf(law: Law, at: Point, cost: number, loss: number): number {
  const { predicted, deviation, freedom } = spreadAt(law, at, cost);
  return 2 * studentCdf(-Math.abs(log(loss) - predicted) / deviation, freedom);
}

function spreadAt({ saved, form, logLoss, resampled }: Law, at: Point, cost: number) {
  const predicted = logLoss(at);
  if (!Number.isFinite(predicted)) throw new NotFinite(`${form.formula} is ${exp(predicted)} there`);
  const beyond = Math.max(0, log(cost / saved.dearest));
  return {
    predicted,
    deviation: norm([
      saved.scatter,
      sampleDeviation(resampled.map((one) => one(at)).filter(Number.isFinite)),
      saved.straying * beyond,
    ]),
    freedom: Math.max(1, saved.runs - form.constants.length),
  };
}

/** Size and tokens of least loss at one compute, with the middle 95 % of those of the resamples. */
export interface Allocated extends PredictedLoss {
  compute: number;
  size: number;
  sizeInterval: [number, number];
  tokens: number;
  tokensInterval: [number, number];
}

export interface AllocationOptions {
  /** Of each parameter at each token. */
  operations: number;
  /** Different tokens that there are, where repetition is known to be worth less. */
  unique?: number;
  /** Tokens that there are, repetitions counted. */
  mostTokens?: number;
}

/** Points of the grid on which the best size is looked for before it is narrowed down. */
const GRID = 120;
/** A least loss so near an end of the range is none, of its logarithm. */
const AT_END = 1e-3;
/** The resamples whose optima are looked for. */
const MOST_RESAMPLES = 300;

/**
 * Where the law is least at `operations` · N · D = compute. Undefined where it has no least loss
 * between one parameter and one token, as where an exponent is not positive.
 */
export function allocate(law: Law, compute: number, options: AllocationOptions): Allocated | undefined {
  const best = bestLoss(law, compute, options);
  if (!best) return undefined;
  const product = compute / options.operations;
  const sizes = law.resampled.slice(0, MOST_RESAMPLES).flatMap((one) => bestSize(one, product, options) ?? []);
  const share = expandedShare(law.saved.runs, law.form.constants.length);
  const [low, high] = middle(sizes, share).map(exp);
  return {
    ...best,
    tokens: product / best.size,
    sizeInterval: [low, high],
    tokensInterval: [product / high, product / low],
  };
}

/** The same without intervals of size and tokens. */
export function bestLoss(
  law: Law,
  compute: number,
  options: AllocationOptions,
): (PredictedLoss & { compute: number; size: number }) | undefined {
  const product = compute / options.operations;
  const lnN = bestSize(law.logLoss, product, options);
  if (lnN === undefined) return undefined;
  const at = pointOf(lnN, product, options);
  return { compute, size: at.N, ...predictLoss(law, at, costAt(law, { ...at, C: compute })) };
}

/**
 * The sizes between which the loss at one compute is at most `factor` times the least: how flat the
 * optimum is. An end is that of all sizes where the loss is nowhere higher.
 */
export function flatSizes(
  law: Law,
  { compute, size }: { compute: number; size: number },
  options: AllocationOptions,
  factor: number,
): [number, number] {
  const product = compute / options.operations;
  const above = (lnN: number) => law.logLoss(pointOf(lnN, product, options)) - best > log(factor);
  const best = law.logLoss(pointOf(log(size), product, options));
  return rangeOf(product, options).map((end) => {
    let [inside, outside] = [log(size), end];
    if (!above(end)) return exp(end);
    for (let i = 0; i < 60; i++) {
      const half = (inside + outside) / 2;
      if (above(half)) outside = half;
      else inside = half;
    }
    return exp(inside);
  }) as [number, number];
}

/** What the dearest run's cost is counted in, at a point. */
export function costAt({ saved }: Law, at: Point): number {
  return at[saved.costIn]!;
}

/** ln N of the least loss. */
function bestSize(logLoss: LogLoss, product: number, options: AllocationOptions): number | undefined {
  const range = rangeOf(product, options);
  const { at } = leastOnRange((lnN) => logLoss(pointOf(lnN, product, options)), range, GRID);
  const nearest = AT_END * range[1];
  // With all the tokens that there are is a least loss too: others would be less with more of them.
  if (at - range[0] <= nearest && range[0] > 0) return range[0];
  return Math.min(at - range[0], range[1] - at) > nearest ? at : undefined;
}

/** ln N from one parameter, or the size that takes all the tokens, to one token. */
function rangeOf(product: number, { mostTokens = Number.POSITIVE_INFINITY }: AllocationOptions): [number, number] {
  return [Math.max(0, log(product / mostTokens)), log(product)];
}

function pointOf(lnN: number, product: number, { unique }: AllocationOptions) {
  const N = exp(lnN);
  const D = product / N;
  return { N, D, U: Math.min(D, unique ?? D) };
}
