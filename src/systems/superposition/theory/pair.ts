import { minimise } from '../../../numeric/minimise.ts';
import { squared } from '../../../numeric/special.ts';
import { interference, reconstruction } from '../../shared/active-feature.ts';

// Two features in one dimension (Elhage et al. 2022), at any density, exactly: an input is empty,
// has one feature, or has both.

/** Weights w and biases b of the two features, (w₁, w₂, b₁, b₂). */
export type PairState = ArrayLike<number>;

export interface PairMinimum {
  loss: number;
  w: [number, number];
  b: [number, number];
}

/** Gauss–Legendre on [0, 1] with three points: exact for the cubic pieces. */
const HALF = Math.sqrt(0.15);
const NODES = [0.5 - HALF, 0.5, 0.5 + HALF];
const WEIGHTS = [5 / 18, 8 / 18, 5 / 18];

/** The mean of A(s, b + cy) over the other feature y ~ U[0, 1], with derivatives by s, c and b. */
function withOther(s: number, c: number, b: number) {
  const sums = { value: 0, byScale: 0, byOverlap: 0, byBias: 0 };
  // The pieces end where su + b + cy is zero at u = 0 and at u = 1.
  const kinks = [-b / c, -(b + s) / c].filter((y) => y > 0 && y < 1).sort((x, y) => x - y);
  const ends = [0, ...kinks, 1];
  for (let piece = 1; piece < ends.length; piece++) {
    const length = ends[piece] - ends[piece - 1];
    for (let i = 0; i < NODES.length; i++) {
      const y = ends[piece - 1] + NODES[i] * length;
      const weight = WEIGHTS[i] * length;
      const { value, byScale, byBias } = reconstruction(s, b + c * y);
      sums.value += weight * value;
      sums.byScale += weight * byScale;
      sums.byOverlap += weight * byBias * y;
      sums.byBias += weight * byBias;
    }
  }
  return sums;
}

/** The loss of one feature, E(x − x̂)², with derivatives by s = w², c = w₁w₂ and its bias. */
function ofFeature(p: number, s: number, c: number, b: number) {
  const alone = reconstruction(s, b);
  const other = interference(c, b);
  const both = withOther(s, c, b);
  const [none, one, two] = [squared(1 - p), p * (1 - p), p * p];
  const positive = Math.max(b, 0);
  return {
    value: none * squared(positive) + one * (alone.value + other.value) + two * both.value,
    byScale: one * alone.byScale + two * both.byScale,
    byOverlap: one * other.byScale + two * both.byOverlap,
    byBias: 2 * none * positive + one * (alone.byBias + other.byBias) + two * both.byBias,
  };
}

/**
 * The loss E[(x₁ − x̂₁)² + I(x₂ − x̂₂)²] where each feature is active with probability `p`; its
 * gradient goes into `gradient`.
 */
export function pairLoss(p: number, importances: ArrayLike<number>, x: PairState, gradient?: Float64Array): number {
  const [w1, w2] = [x[0], x[1]];
  const first = ofFeature(p, w1 * w1, w1 * w2, x[2]);
  const second = ofFeature(p, w2 * w2, w1 * w2, x[3]);
  const [one, two] = [importances[0], importances[1]];
  if (gradient) {
    const byOverlap = one * first.byOverlap + two * second.byOverlap;
    gradient[0] = 2 * w1 * one * first.byScale + w2 * byOverlap;
    gradient[1] = 2 * w2 * two * second.byScale + w1 * byOverlap;
    gradient[2] = one * first.byBias;
    gradient[3] = two * second.byBias;
  }
  return one * first.value + two * second.value;
}

/** The loss of a dedicated dimension for the feature of importance 1, the other one left out. */
export function dedicatedLoss(p: number, importance: number): number {
  return importance * (p / 3 - squared(p) / 4);
}

/** The loss of the unit antipodal pair w = (1, −1) without biases. */
export function antipodalLoss(p: number, importance: number): number {
  return ((1 + importance) * squared(p)) / 6;
}

/** Below this density the unit antipodal pair does better than a dedicated dimension. */
export function unitBoundary(importance: number): number {
  return (4 * importance) / (2 + 5 * importance);
}

/**
 * Losses as close as that, relative, are those of one minimum, which the first start found best.
 */
const ROUND_OFF = 1e-12;

/** A weight whose square is round-off of the loss is that of a feature that is not represented. */
function settled(weight: number): number {
  return Math.abs(weight) < 1e-8 ? 0 : weight;
}

/** Local minima from a start in each phase, the global one first. */
export function pairMinima(p: number, importance: number): PairMinimum[] {
  const mean = p / 2;
  const starts = [
    [1, 0, 0, mean],
    [0, 1, mean, 0],
    [1, -1, 0, 0],
    [1, -0.5, 0.05, mean],
    [0.5, -1, mean, 0.05],
    [0.7, 0.7, 0.1, 0.1],
  ];
  const minima = starts.map((start) => {
    const objective = (x: Float64Array, gradient: Float64Array) => pairLoss(p, [1, importance], x, gradient);
    // Once more from where it ended, with curvatures forgotten: it promises descent only.
    const { x, value } = minimise(objective, minimise(objective, start).x);
    return { loss: value, w: [settled(x[0]), settled(x[1])] as [number, number], b: [x[2], x[3]] as [number, number] };
  });
  const least = Math.min(...minima.map(({ loss }) => loss));
  const best = minima.find(({ loss }) => loss <= least * (1 + ROUND_OFF))!;
  return [best, ...minima.filter((one) => one !== best)];
}

/**
 * By how much the loss rises, relative, from the minimum `from` when the second weight is held at
 * this distance from 0 and all else follows: little where the weight is about to fade in.
 */
export function riseOfSecond(p: number, importance: number, from: PairMinimum, weight: number): number {
  const held = (x: Float64Array, gradient: Float64Array) => {
    const value = pairLoss(p, [1, importance], x, gradient);
    gradient[1] = 0;
    return value;
  };
  const start = [from.w[0], -Math.sign(from.w[0]) * weight, ...from.b];
  return minimise(held, start).value / from.loss - 1;
}
