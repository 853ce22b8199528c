import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { exp, expm1, log, log1p, power, squared } from '../../../numeric/special.ts';
import { logLengthDensity } from './noncentral.ts';
import type { Mixture } from './speciation.ts';

/** n points of a mixture in d ≥ 4 dimensions, whose empirical measure gives the score. */
export interface TrainingSet extends Mixture {
  dimension: number;
  samples: number;
}

/** Nodes over |x − αμ|, and over the angle between x − αμ and μ. */
const LENGTHS = 14;
const ANGLES = 14;
/** So many standard deviations of either are covered. */
const REACH = 4.8;
/**
 * Of the trapezoidal rules over ln u and −ln Y, whose integrands are analytic within ±π/2 of real.
 */
const STEP = 0.7;

/**
 * The posterior weight of a training point a₁, given x = αa₁ + σε, on average, for every n and d.
 * With Y_j = e^(−|x − αa_j|²/2σ²) and φ(u) = E e^(−uY) over a point of the data, x being given,
 *
 *     E[Y₁/ΣY_j | x] = ∫₀^∞ du φ″(u) φ(u)^(n−1) / (−φ′(0)),
 *
 * since 1/ΣY = ∫ du e^(−uΣY), the other points do not depend on x, and a₁ given x has a density
 * proportional to Y. What remains is the law of |x − αa|, noncentral χ, and the mean over x. An
 * exact reversed process ends in a_j with just this probability: it is also the share of U-turns
 * that end where they began. Within 6e-3. `check` is called now and then.
 */
export function ownWeight(set: TrainingSet, time: number, check: () => void = () => {}): number {
  const { dimension: d, samples, distance, spread } = set;
  if (samples === 1) return 1;
  const alpha = exp(-time);
  const sigma2 = -expm1(-2 * time);
  // Lengths are in units of α s, in which x − αa has unit variances; −ln Y is c times their square.
  const unit = alpha * Math.sqrt(spread);
  const c = (unit * unit) / (2 * sigma2);
  const Gamma = unit * unit + sigma2;
  const between = (2 * alpha * distance) / unit;
  const angles = distance === 0 ? [{ at: 0, weight: 1 }] : angleNodes(d);
  let [sum, weights] = [0, 0];
  for (const length of lengthNodes(d)) {
    const R = (length.at * Math.sqrt(Gamma)) / unit;
    const own = makeTransforms(R, c, d);
    for (const angle of angles) {
      check();
      const away = Math.sqrt(R * R + 2 * between * R * angle.at + between * between);
      // How much less likely x is in the other class.
      const odds = exp((-(away * away - R * R) * squared(unit)) / (2 * Gamma));
      const other = distance === 0 ? own : odds < NEGLIGIBLE ? nothing(own) : makeTransforms(away, c, d);
      const weight = length.weight * angle.weight;
      sum += weight * meanShare(own, other, samples);
      weights += weight;
    }
  }
  return sum / weights;
}

/**
 * t_C = ½ ln[1 + s²/(n^(2/d) − 1)]: when the empirical score condenses on one point, to leading
 * order in large d with ln n ~ d, for one class or well separated ones. Infinite for n = 1. Source:
 * Biroli, Bonnaire, de Bortoli & Mézard 2024 (2402.18491).
 */
export function collapseTime(samples: number, dimension: number, spread: number): number {
  return 0.5 * log1p(spread / expm1((2 * log(samples)) / dimension));
}

/** Odds below which a class has no part in it. */
const NEGLIGIBLE = 1e-9;

/** Over a grid of ln u; and −φ′(0). */
interface Transforms {
  /** u E[Y² e^(−uY)]. */
  curvature: Float64Array;
  /** E[1 − e^(−uY)]. */
  lost: Float64Array;
  meanY: number;
}

/** The least ln u. */
const FIRST = -10;

/** Where e^(−uY) is 1 − uY, and where it is 0. */
const [LINEAR, GONE] = [1e-4, 40];

/** Of a class whose centre is this far from x. */
function makeTransforms(offset: number, c: number, d: number): Transforms {
  const largest = largestOwn(d);
  const size = Math.ceil((largest + 4 - FIRST) / STEP);
  const u = Float64Array.from({ length: size }, (_, k) => exp(FIRST + k * STEP));
  const [curvature, lost] = [new Float64Array(size), new Float64Array(size)];
  // By the first k that is no longer linear, E Y² and E Y; by the first that is gone, the measure.
  const [squares, means, gone] = [0, 1, 2].map(() => new Float64Array(size + 1));
  let meanY = 0;
  // Posterior and squared posterior shift the bulk of the law towards x; far points do not matter.
  const low = Math.max(0, offset / (1 + 4 * c) - 9);
  const high = Math.min(Math.sqrt(d + offset * offset) + 9, Math.sqrt((largest + 44) / c));
  const count = Math.ceil((high - low) / Math.min(0.3, STEP / (2 * Math.sqrt(c * (d / 2 + Math.sqrt(8 * d))))));
  const step = (high - low) / count;
  const place = (uY: number, L: number) => Math.min(size, Math.max(0, Math.ceil((log(uY) + L - FIRST) / STEP)));
  for (let i = 1; i <= count; i++) {
    const y = low + i * step;
    const density = step * exp(logLengthDensity(y, offset, d));
    const L = c * y * y;
    const Y = exp(-L);
    meanY += density * Y;
    const [from, to] = [place(LINEAR, L), place(GONE, L)];
    squares[from] += density * Y * Y;
    means[from] += density * Y;
    gone[to] += density;
    for (let k = from; k < to; k++) {
      const uY = u[k] * Y;
      const kept = exp(-uY);
      curvature[k] += density * Y * uY * kept;
      lost[k] += density * (1 - kept);
    }
  }
  let [square, mean, none] = [0, 0, 0];
  for (let k = 0; k < size; k++) {
    none += gone[k];
    lost[k] += none;
  }
  for (let k = size - 1; k >= 0; k--) {
    square += squares[k + 1];
    mean += means[k + 1];
    curvature[k] += u[k] * square;
    lost[k] += u[k] * mean;
  }
  return { curvature, lost, meanY };
}

function nothing({ lost }: Transforms): Transforms {
  return { curvature: new Float64Array(lost.length), lost: new Float64Array(lost.length), meanY: 0 };
}

/** −ln Y of the own point is |ε|²/2, and hardly ever above this. */
function largestOwn(d: number): number {
  return d / 2 + 6 * Math.sqrt(d / 2) + 10;
}

/** The integral over u, both classes being as likely. */
function meanShare(own: Transforms, other: Transforms, samples: number): number {
  let sum = 0;
  for (let k = 0; k < own.curvature.length; k++) {
    const lost = Math.min(1, (own.lost[k] + other.lost[k]) / 2);
    sum += (own.curvature[k] + other.curvature[k]) * exp((samples - 1) * log1p(-lost));
  }
  return Math.min(1, (STEP * sum) / (own.meanY + other.meanY));
}

interface Node {
  at: number;
  weight: number;
}

/** Of the length of a standard normal vector. */
function lengthNodes(d: number): Node[] {
  const middle = Math.sqrt(d - 0.5);
  const reach = REACH * Math.SQRT1_2;
  return nodes(LENGTHS, Math.max(0, middle - reach), middle + reach, (y) =>
    exp((d - 1) * log(y / middle) - (y * y - middle * middle) / 2),
  );
}

/** Of the cosine between a direction and a random one. */
function angleNodes(d: number): Node[] {
  const reach = Math.min(1, REACH / Math.sqrt(d));
  return nodes(ANGLES, -reach, reach, (cosine) => power(1 - cosine * cosine, (d - 3) / 2));
}

function nodes(count: number, from: number, to: number, density: (at: number) => number): Node[] {
  const rule = gaussLegendre(count);
  return Array.from(rule.nodes, (node, i) => {
    const at = from + ((to - from) * (1 + node)) / 2;
    return { at, weight: rule.weights[i] * density(at) };
  });
}
