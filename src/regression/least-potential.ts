import { BadShape, NoConvergence } from '../numeric/errors.ts';
import { inner, type Rows, solveLinear } from '../numeric/small-systems.ts';

/**
 * What a potential Q(β) = Σ q_i(β_i) is in its dual: β_i = h_i(z) where q_i′(β_i) = z. `potential`
 * is ∫h, convex in z, and Infinity where z is not allowed.
 */
export interface Link {
  value(z: number, i: number): number;
  slope(z: number, i: number): number;
  potential(z: number, i: number): number;
  /** z of β_i, where a solution for one link should guess that for the next. */
  inverse?(beta: number, i: number): number;
}

export interface Interpolator {
  /** β, d numbers. */
  beta: Float64Array;
  /** ℓ, n numbers: β_i = h_i((Xᵀℓ)_i). */
  dual: Float64Array;
  /** |Xβ − y| relative to |X||β| + |y|. */
  error: number;
}

/** What is reached of `error`, but where h is so steep that the rounding of Xᵀℓ is magnified. */
const USUAL = 1e-12;

/** And what is promised of it there. */
const PROMISED = 1e-7;

const MOST_STEPS = 500;

/** Where Newton's own step changes no slope by more than this factor it is taken whole. */
const CLOSE = 1.5;

/** Whole steps that may miss more than the best one before the last digit is reached. */
const MOST_LOST = 3;

/**
 * The interpolator argmin Q(β) subject to Xβ = y, for X (n × d, n ≤ d, of rank n): Newton's method
 * on its convex dual Σ_i ∫h_i((Xᵀℓ)_i) − y·ℓ, with steps halved until they descend. Several links
 * are a continuation: each solution begins the next, the last one is wanted. Throws `BadShape`, and
 * `NoConvergence`, as for dependent rows.
 */
export function leastPotential(X: Rows, y: ArrayLike<number>, links: readonly Link[]): Interpolator {
  const n = X.length;
  if (y.length !== n || X.some((row) => row.length !== X[0].length))
    throw new BadShape(`${n} rows of one length need ${n} labels`);
  let dual: Float64Array = new Float64Array(n);
  let beta = new Float64Array(0);
  let error = 0;
  for (const link of links) {
    if (beta.length > 0 && link.inverse)
      dual = leastSquares(
        X,
        beta.map((b, i) => link.inverse!(b, i)),
      );
    ({ dual, error } = newton(X, y, link, dual));
    beta = transposeTimes(X, dual).map((z, i) => link.value(z, i));
  }
  return { beta, dual, error };
}

function newton(X: Rows, y: ArrayLike<number>, link: Link, start: Float64Array) {
  const n = X.length;
  const objective = (dual: Float64Array) => {
    let sum = 0;
    transposeTimes(X, dual).forEach((z, i) => {
      sum += link.potential(z, i);
    });
    for (let k = 0; k < n; k++) sum -= y[k] * dual[k];
    return sum;
  };
  let dual = start;
  let value = objective(dual);
  let best = { missing: Infinity, dual };
  let grain = 0;
  let lost = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const z = transposeTimes(X, dual);
    const beta = z.map((one, i) => link.value(one, i));
    const { residual, size } = residualOf(X, y, beta);
    const missing = Math.max(...residual.map(Math.abs)) / size;
    const slopes = z.map((one, i) => link.slope(one, i));
    const move = newtonStep(X, slopes, residual);
    if (!move) break;
    if (missing < best.missing) {
      best = { missing, dual };
      grain = roundingOf(X, z, slopes) / size;
      lost = 0;
    } else if (++lost > MOST_LOST && best.missing <= PROMISED) break;
    if (missing <= Number.EPSILON) break;
    let share = 1;
    let next = dual.map((one, k) => one + move[k]);
    let reached = objective(next);
    // Close to the end the objective rounds, and Newton's own steps converge by themselves. How
    // close that is slopes know, and not what is missing: some of them may be 1e-12 of others.
    if (reached < Infinity && changeOf(slopes, transposeTimes(X, next), link) < CLOSE) {
      [dual, value] = [next, reached];
      continue;
    }
    while (!(reached < value) && share > 1e-30) {
      share /= 2;
      next = dual.map((one, k) => one + share * move[k]);
      reached = objective(next);
    }
    if (!(reached < value)) break;
    [dual, value] = [next, reached];
  }
  if (best.missing <= Math.max(USUAL, grain) && best.missing <= PROMISED)
    return { dual: best.dual, error: best.missing };
  throw new NoConvergence(
    'the interpolator of least potential is not known in double precision: the potential is nearly singular, as of deep networks from small starts (a larger scale or a smaller depth helps), or the equations are nearly dependent',
  );
}

/** The largest factor between slopes here and at z. */
function changeOf(slopes: Float64Array, z: Float64Array, link: Link): number {
  return z.reduce((most, one, i) => {
    const ratio = link.slope(one, i) / slopes[i];
    return Math.max(most, ratio, 1 / ratio);
  }, 1);
}

/** How far rounding of z = Xᵀℓ alone may move Xβ. */
function roundingOf(X: Rows, z: Float64Array, slopes: Float64Array): number {
  const sizes = X.map((row) => slopes.reduce((sum, slope, i) => sum + Math.abs(row[i] * z[i]) * slope, 0));
  return 16 * Number.EPSILON * Math.max(...sizes);
}

/**
 * (X diag(slopes) Xᵀ)⁻¹ residual, or undefined where nothing is left to solve with. By
 * orthogonalising the rows of X diag(slopes)^½, since slopes may differ by so many decades that the
 * product keeps no digit of the small ones.
 */
function newtonStep(X: Rows, slopes: Float64Array, residual: Float64Array): Float64Array | undefined {
  const n = X.length;
  const d = slopes.length;
  const roots = slopes.map(Math.sqrt);
  const rows = X.map((row) => roots.map((root, i) => root * row[i]));
  // Row k is Σ_j L_kj of the unit vectors that the rows become: L Lᵀ is the matrix to invert.
  const L = rows.map(() => new Float64Array(n));
  const x = Float64Array.from(residual);
  for (let k = 0; k < n; k++) {
    L[k][k] = Math.sqrt(inner(rows[k], rows[k]));
    if (!(L[k][k] > 0)) return undefined;
    const [unit, norm] = [rows[k], L[k][k]];
    for (let i = 0; i < d; i++) unit[i] /= norm;
    x[k] /= norm;
    for (let j = k + 1; j < n; j++) {
      const row = rows[j];
      const shared = inner(row, unit);
      for (let i = 0; i < d; i++) row[i] -= shared * unit[i];
      L[j][k] = shared;
      x[j] -= shared * x[k];
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    for (let j = k + 1; j < n; j++) x[k] -= L[j][k] * x[j];
    x[k] /= L[k][k];
  }
  return x.every(Number.isFinite) ? x : undefined;
}

/** y − Xβ, and the size of what it is the difference of. */
function residualOf(X: Rows, y: ArrayLike<number>, beta: Float64Array) {
  let size = 0;
  const residual = Float64Array.from(X, (row, k) => {
    let [sum, sizes] = [y[k], Math.abs(y[k])];
    for (let i = 0; i < beta.length; i++) {
      sum -= row[i] * beta[i];
      sizes += Math.abs(row[i] * beta[i]);
    }
    size = Math.max(size, sizes);
    return sum;
  });
  return { residual, size: size || 1 };
}

/** Xᵀℓ. */
export function transposeTimes(X: Rows, dual: ArrayLike<number>): Float64Array {
  const z = new Float64Array(X[0].length);
  for (let k = 0; k < X.length; k++) {
    const [row, factor] = [X[k], dual[k]];
    for (let i = 0; i < z.length; i++) z[i] += row[i] * factor;
  }
  return z;
}

/** argmin |Xᵀℓ − z|². */
function leastSquares(X: Rows, z: Float64Array): Float64Array {
  const gram = X.map((a) => X.map((b) => inner(a, b)));
  return solveLinear(
    gram,
    X.map((row) => inner(row, z)),
  );
}
