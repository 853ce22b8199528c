import { OutOfRange } from '../../../numeric/errors.ts';
import { type Rows, solveLinear } from '../../../numeric/small-systems.ts';
import { asinh, hypot, log, power, sinh, squared } from '../../../numeric/special.ts';
import { type Interpolator, leastPotential, transposeTimes } from '../../../regression/least-potential.ts';
import { deeper, depthTwo, linear, positive, shrinkingTo } from './links.ts';

/** Equations Xβ = y, fewer than unknowns: X (n × d) by rows, of rank n, and n labels. */
export interface Equations {
  X: Rows;
  y: ArrayLike<number>;
}

/** The interpolator of least ℓ2 norm, X⁺y: gradient descent on β itself from 0, by any step. */
export function leastNorm({ X, y }: Equations): Interpolator {
  return leastPotential(X, y, [linear]);
}

/**
 * Where gradient flow from u = v = α takes the diagonal linear network of depth D, on any convex
 * loss of Xβ (Woodworth et al. 2020, 2002.09277): D = 1 is β = u − v, which forgets α.
 */
export function diagonalLimit({ X, y }: Equations, D: number, alpha: number): Interpolator {
  checkScale(alpha);
  if (!(Number.isInteger(D) && D >= 1)) throw new OutOfRange('the depth', D, 'a whole number from 1 on');
  if (D === 1) return leastNorm({ X, y });
  if (D === 2) return hyperbolicLimit({ X, y }, new Float64Array(X[0].length).fill(alpha * alpha));
  const scale = 10 * sizeOf({ X, y }) * power(alpha, -D);
  return leastPotential(
    X,
    y,
    shrinkingTo((factor) => deeper(D, alpha * power(factor, 1 / D)), scale),
  );
}

/**
 * The same of depth 2 with an α_i² of each component, and origins θ_i where β does not start at 0.
 */
export function hyperbolicLimit(
  { X, y }: Equations,
  alpha2: ArrayLike<number>,
  origins?: ArrayLike<number>,
): Interpolator {
  const values = Array.from(alpha2);
  if (!values.every((value) => value > 0)) throw new OutOfRange('an α²', Math.min(...values), 'positive');
  const scale = sizeOf({ X, y }) / Math.min(...values);
  const link = (factor: number) =>
    depthTwo(
      values.map((value) => factor * value),
      origins,
    );
  return leastPotential(X, y, shrinkingTo(link, scale));
}

/** α_i² = |u_i² − v_i²|/4 and θ_i of β = u ⊙ v that starts at u, v. |u| = |v| has no such form. */
export function productStart(u: ArrayLike<number>, v: ArrayLike<number>) {
  const delta = Float64Array.from(u, (one, i) => one * one - v[i] * v[i]);
  const origins = delta.map((_, i) => log(Math.abs((u[i] + v[i]) / (u[i] - v[i]))));
  return { delta, alpha2: delta.map((one) => Math.abs(one) / 4), origins };
}

/** Where gradient flow from U = αI takes the eigenvalues of UUᵀ, for measurements that commute. */
export function positiveLimit({ X, y }: Equations, alpha: number): Interpolator {
  checkScale(alpha);
  return leastPotential(
    X,
    y,
    shrinkingTo((factor) => positive(alpha * Math.sqrt(factor)), sizeOf({ X, y }) * power(alpha, -2)),
  );
}

/** Q(β) = Σ α² q(β_i/α²), q(z) = 2 − √(4 + z²) + z asinh(z/2), that depth 2 makes least. */
export function hyperbolicPotential(beta: ArrayLike<number>, alpha: number): number {
  const alpha2 = alpha * alpha;
  return Array.from(beta).reduce((sum, one) => {
    const z = one / alpha2;
    return sum + alpha2 * (2 - hypot(2, z) + z * asinh(z / 2));
  }, 0);
}

/**
 * Small components of the depth-2 limit as α → 0: 2α² sinh X_iᵀℓ off the support, where X_Sᵀℓ =
 * sgn(β_S) ln(|β_S|/α²) with the ℓ1 minimiser β_S of as many components as there are equations.
 */
export function smallComponents({ X }: Equations, sparse: Float64Array, alpha: number): Float64Array {
  const support = supportOf(sparse);
  const columns = support.map((i) => X.map((row) => row[i]));
  const fields = support.map((i) => Math.sign(sparse[i]) * log(Math.abs(sparse[i]) / squared(alpha)));
  const z = transposeTimes(X, solveLinear(columns, fields));
  return z.map((one, i) => (support.includes(i) ? 0 : 2 * squared(alpha) * sinh(one)));
}

/** Indices of the components that are not 0, ascending. */
export function supportOf(beta: Float64Array): number[] {
  return Array.from(beta.keys()).filter((i) => beta[i] !== 0);
}

/** The largest component of the interpolator of least norm, or 1e-300 for y = 0. */
function sizeOf(equations: Equations): number {
  return leastNorm(equations).beta.reduce((most, one) => Math.max(most, Math.abs(one)), 1e-300);
}

function checkScale(alpha: number): void {
  if (!(alpha > 0 && alpha < Infinity)) throw new OutOfRange('the initial scale', alpha, 'positive and finite');
}
