import { NoConvergence, OutOfRange } from '../../../numeric/errors.ts';
import { cos, exp, norm, sin, tan } from '../../../numeric/special.ts';
import { prepareLevels } from '../../../random-matrices/modes.ts';
import { renormalizedRidge } from '../../../random-matrices/renormalized-ridge.ts';
import type { Regression } from './eigenframework.ts';

/** A complex number. */
type Complex = readonly [re: number, im: number];

/**
 * Nodes of the contour in the upper half plane: the inverse Laplace transform converges like
 * e^{−2.7 · NODES}.
 */
const NODES = 10;

/**
 * Test error along gradient flow on (1/2n) Σ (f − y)² + (δ/2n) ‖f‖²_K from f = 0 at rate 1,
 * averaged over training sets, at times t > 0.
 *
 * The fit's Laplace transform is (1/z) k_xᵀ(K + δ + nz)⁻¹y: ridge regression with a complex ridge
 * ζ = δ + nz, whose κ(ζ) solves the same equation. With two ridges ζ, ζ′ the test error's transform
 * is (κκ′ Σ v²/((λ+κ)(λ+κ′)) + σ²)/(zz′ (1 − Σ λ²/((λ+κ)(λ+κ′))/n)), and from a pool of M points as
 * below. Both inverse transforms are taken at t on Weideman's contour, which winds around the
 * negative real axis, where all singularities lie. Relative error below 1e-8. Infinite times are
 * `eigenlearning`'s. Throws `OutOfRange`, `NoConvergence`.
 *
 * Sources: 2402.01092 (its equations without feature noise); 1710.03667 for isotropic inputs;
 * Weideman 2006 (contour).
 */
export function errorInTime(problem: Regression, at: ArrayLike<number>): Float64Array {
  return Float64Array.from(at, (t) => {
    if (!(t > 0) || t === Number.POSITIVE_INFINITY) throw new OutOfRange('the time', t, 'positive and finite');
    return errorAt(problem, t);
  });
}

/**
 * What is needed of one node: ridge, κ and the sums over modes from which all sums over two nodes
 * follow by partial fractions.
 */
interface Node {
  z: Complex;
  /** e^{zt} dz/(2πi z). */
  weight: Complex;
  zeta: Complex;
  kappa: Complex;
  /** Σ v²/(λ+κ), of the target. */
  power: Complex;
  /** Σ λ/(λ+κ), over modes. */
  df1: Complex;
}

function errorAt(problem: Regression, t: number): number {
  const upper = contour(problem, t);
  const all = [...upper, ...upper.map(conjugate)];
  let sum = 0;
  for (const a of upper) for (const b of all) sum += 2 * times(times(a.weight, b.weight), pair(problem, a, b))[0];
  if (sum >= 0) return sum;
  // An error that is down to the rounding of its parts has either sign.
  const { noise, unlearned = 0, power } = problem;
  const scale = Array.from(power).reduce((total, value) => total + value, noise + unlearned);
  if (sum > -ROUNDING * scale) return 0;
  throw new NoConvergence(`the inverse Laplace transform at time ${t} has lost its digits`);
}

const ROUNDING = 1e-9;

/** The test error's transform at two nodes, without 1/(zz′). */
function pair(problem: Regression, a: Node, b: Node): Complex {
  const { samples: n, noise, pool } = problem;
  const { signal, df2, first, zeroth } = sumsOver(problem, a, b);
  const product = times(a.kappa, b.kappa);
  if (pool === undefined) {
    const numerator = plus(times(product, signal), [noise, 0]);
    return over(numerator, minus([1, 0], scaled(df2, 1 / n)));
  }
  const M = pool;
  // How κ moves with ζ between the nodes: (κ − κ′)/(ζ − ζ′), from the equation at both.
  const rate = minus(minus([n, 0], df2), scaled(times(b.zeta, first), 1 / M));
  const response = over(minus([1, 0], scaled(a.df1, 1 / M)), rate);
  const unit = scaled(response, M);
  const vertex = over(scaled(minus(unit, [1, 0]), M * M), zeroth);
  const bracket = minus(plus(scaled(product, M * M), times(vertex, df2)), times(times(a.zeta, b.zeta), unit));
  const powers = plus(scaled(signal, 1 / M), scaled(zeroth, noise / (M * M)));
  return scaled(times(powers, bracket), 1 / (M - n));
}

/** Sums over v² or over all modes of 1, λ and λ² over (λ+κ)(λ+κ′). */
interface PairSums {
  signal: Complex;
  df2: Complex;
  first: Complex;
  zeroth: Complex;
}

/** Relative distance of two κ below which partial fractions would lose more than two digits. */
const CLOSE = 1e-2;

/**
 * By partial fractions from the sums at each node, and term by term where the nodes are one or
 * near: all are where κ is far above their ridges, as of a kernel of large trace.
 */
function sumsOver(problem: Regression, a: Node, b: Node): PairSums {
  const { pool: M = 0, unlearned = 0 } = problem;
  const gap = minus(a.kappa, b.kappa);
  if (norm(gap) > CLOSE * norm(a.kappa)) {
    const free = (node: Node) => over(minus([M, 0], node.df1), node.kappa);
    return {
      signal: over(minus(b.power, a.power), gap),
      df2: over(minus(times(a.kappa, a.df1), times(b.kappa, b.df1)), gap),
      first: over(minus(b.df1, a.df1), gap),
      zeroth: over(minus(free(b), free(a)), gap),
    };
  }
  const { eigenvalues, multiplicities, power } = problem;
  let signal: Complex = over([unlearned, 0], times(a.kappa, b.kappa));
  const [zeroth, first, df2] = [
    [0, 0],
    [0, 0],
    [0, 0],
  ] as [number, number][];
  for (let i = eigenvalues.length - 1; i >= 0; i--) {
    const value = eigenvalues[i];
    const [re, im] = over([1, 0], times([value + a.kappa[0], a.kappa[1]], [value + b.kappa[0], b.kappa[1]]));
    let weight = multiplicities[i];
    for (const sum of [zeroth, first, df2]) {
      sum[0] += weight * re;
      sum[1] += weight * im;
      weight *= value;
    }
    if (power[i] > 0) signal = plus(signal, [power[i] * re, power[i] * im]);
  }
  return { signal, df2, first, zeroth };
}

/** ∂/∂κ of κ(n − Df1) − ζ(1 − Df1/M), with κ dDf1/dκ = Df2 − Df1. */
function slopeOf(n: number, M: number, kappa: Complex, zeta: Complex, df1: Complex, df2: Complex): Complex {
  const change = minus(df2, df1);
  const free = minus(minus([n, 0], df1), change);
  return plus(free, scaled(times(over(zeta, kappa), change), 1 / M));
}

/**
 * Weideman's cotangent contour for time t, from the real axis up, with κ followed along it from its
 * real start.
 */
function contour(problem: Regression, t: number): Node[] {
  const { samples: n, ridge } = problem;
  const points = 2 * NODES;
  const start = (points / t) * (0.5017 / 0.6407 - 0.6122);
  let zeta: Complex = [ridge + n * start, 0];
  let kappa: Complex = [realKappa(problem, zeta[0]), 0];
  return Array.from({ length: NODES }, (_, j) => {
    const theta = ((2 * j + 1) * Math.PI) / points;
    const [a, b] = [0.6407 * theta, 0.5017];
    const cot = 1 / tan(a);
    const z: Complex = [(points / t) * (b * theta * cot - 0.6122), (points / t) * 0.2645 * theta];
    const slope: Complex = [(points / t) * b * (cot - a * (1 + cot * cot)), (points / t) * 0.2645];
    const next: Complex = [ridge + n * z[0], n * z[1]];
    kappa = follow(problem, kappa, zeta, next, 0);
    zeta = next;
    const growth = exp(z[0] * t);
    const wave: Complex = [growth * cos(z[1] * t), growth * sin(z[1] * t)];
    // dz/(2πi) per node: the angle between nodes is 2π/points.
    const step = over(times(wave, slope), [0, points]);
    return { z, weight: over(step, z), zeta, kappa, ...sums(problem, kappa) };
  });
}

function realKappa({ eigenvalues, multiplicities, samples, pool: M }: Regression, zeta: number): number {
  if (M === undefined) return renormalizedRidge(prepareLevels(eigenvalues, multiplicities), samples, zeta / samples);
  const shifted = Float64Array.from(eigenvalues, (value) => value + zeta / M);
  return renormalizedRidge(prepareLevels(shifted, multiplicities), samples, 0) + zeta / M;
}

const STEPS = 40;

/**
 * κ at the complex ridge `to`, by Newton's method from κ at `from`. In the upper half plane there
 * is one solution with Im κ > 0 (1/κ is a Stieltjes transform); where Newton's method does not find
 * it, it goes by way of the point half-way.
 */
function follow(problem: Regression, kappa: Complex, from: Complex, to: Complex, depth: number): Complex {
  const { samples: n, pool: M = Number.POSITIVE_INFINITY } = problem;
  let now = kappa;
  for (let step = 0; step < STEPS; step++) {
    const { df1, df2 } = degrees(problem, now);
    const value = minus(times(now, minus([n, 0], df1)), times(to, minus([1, 0], scaled(df1, 1 / M))));
    const move = over(value, slopeOf(n, M, now, to, df1, df2));
    now = minus(now, move);
    if (!(now[1] > 0)) break;
    if (norm(move) < 1e-11 * norm(now)) return now;
  }
  if (depth > 20) throw new NoConvergence(`κ has not settled at the complex ridge ${to[0]} + ${to[1]}i`);
  const middle = scaled(plus(from, to), 0.5);
  return follow(problem, follow(problem, kappa, from, middle, depth + 1), middle, to, depth + 1);
}

function degrees({ eigenvalues, multiplicities }: Regression, [re, im]: Complex): { df1: Complex; df2: Complex } {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = eigenvalues.length - 1; i >= 0; i--) {
    const x = eigenvalues[i] + re;
    const scale = eigenvalues[i] / (x * x + im * im);
    const [p, q] = [x * scale, -im * scale];
    a += multiplicities[i] * p;
    b += multiplicities[i] * q;
    c += multiplicities[i] * (p * p - q * q);
    d += 2 * multiplicities[i] * p * q;
  }
  return { df1: [a, b], df2: [c, d] };
}

function sums(problem: Regression, kappa: Complex): { power: Complex; df1: Complex } {
  let power: Complex = over([problem.unlearned ?? 0, 0], kappa);
  for (let i = 0; i < problem.power.length; i++)
    if (problem.power[i] > 0)
      power = plus(power, over([problem.power[i], 0], plus([problem.eigenvalues[i], 0], kappa)));
  return { power, df1: degrees(problem, kappa).df1 };
}

function conjugate({ z, weight, zeta, kappa, power, df1 }: Node): Node {
  return { z: bar(z), weight: bar(weight), zeta: bar(zeta), kappa: bar(kappa), power: bar(power), df1: bar(df1) };
}

const bar = ([a, b]: Complex): Complex => [a, -b];
const plus = ([a, b]: Complex, [c, d]: Complex): Complex => [a + c, b + d];
const minus = ([a, b]: Complex, [c, d]: Complex): Complex => [a - c, b - d];
const scaled = ([a, b]: Complex, s: number): Complex => [a * s, b * s];
const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const over = ([a, b]: Complex, [c, d]: Complex): Complex => {
  const size = c * c + d * d;
  return [(a * c + b * d) / size, (b * c - a * d) / size];
};
