import { OutOfRange } from '../../../numeric/errors.ts';
import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { exp, hypot, log, power, squared } from '../../../numeric/special.ts';

// Gradient flow of one mode of a deep linear network with loss ½‖Σ_yx − W_L ⋯ W_1‖² and white
// inputs, in closed form. A mode is a pair of singular vectors of the teacher Σ_yx = U diag(s) Vᵀ;
// its strength a is what the network has learned of s. Time is flow time, η × steps.

/**
 * A mode of a two-layer network as two parts that evolve apart: P = |u + v|²/4 grows,
 * M = |u − v|²/4 decays, and a = u·v = P − M.
 */
export interface ModeParts {
  growing: number;
  decaying: number;
}

/**
 * The parts of a mode of strength `p` = u·v and imbalance `delta` = |v|² − |u|². P M = δ²/16 is
 * conserved, so that a mode of vectors u, v ∈ ℝ^h obeys the same equations as one of scalars, with
 * δ² = |u + v|² |u − v|².
 */
export function modeParts(p: number, delta: number): ModeParts {
  const q = hypot(2 * p, delta);
  const large = (2 * Math.abs(p) + q) / 4;
  const small = large === 0 ? 0 : squared(delta / 4) / large;
  return p >= 0 ? { growing: large, decaying: small } : { growing: small, decaying: large };
}

/**
 * The parts of a mode after time `t` ≥ 0 of gradient flow towards the teacher's singular value
 * `s` > 0: Ṗ = 2P(s − P + M), Ṁ = −2M(s − P + M).
 *
 * Since P M = δ²/16 stays, each is a Riccati equation with the fixed points (±2s ± √(4s² + δ²))/4.
 * Regular at δ → 0, where it is the logistic curve, and without overflow at large t. Source:
 * 1312.6120, where u and v move along a hyperbola.
 */
export function flowParts({ growing, decaying }: ModeParts, s: number, t: number): ModeParts {
  checkMode(s, t);
  const delta2 = 16 * growing * decaying;
  const rate = Math.sqrt(4 * s * s + delta2);
  const large = (2 * s + rate) / 4;
  const small = delta2 / (4 * (2 * s + rate));
  const remains = exp(-rate * t);
  return {
    growing: riccati(growing, large, -small, remains),
    decaying: riccati(decaying, small, -large, remains),
  };
}

/**
 * ẋ = −2(x − above)(x − below) after the time in which distances to the stable fixed point `above`
 * shrink by `remains`.
 */
function riccati(x: number, above: number, below: number, remains: number): number {
  const near = (x - above) * remains;
  const far = x - below;
  // On the unstable fixed point it stays.
  if (far === 0) return x;
  return (above * far - below * near) / (far - near);
}

/**
 * Strength a(t) of a two-layer mode from the strength `p0` with the conserved imbalance
 * `delta` = v² − u²; p0 may be negative. With δ = 0 the logistic a = s/(1 + (s/a₀ − 1) e^(−2st));
 * with |δ| ≫ s the lazy s(1 − e^(−|δ|t)). Throws `OutOfRange` unless s > 0 and t ≥ 0. Source:
 * 1312.6120.
 */
export function modeStrength(s: number, p0: number, t: number, delta = 0): number {
  const { growing, decaying } = flowParts(modeParts(p0, delta), s, t);
  return growing - decaying;
}

/**
 * The time at which a two-layer mode of parts `start` reaches the strength `p1`; with δ = 0 it is
 * ln[a₁(s − a₀)/(a₀(s − a₁))]/2s. Throws `OutOfRange` for a strength that is not on its way from
 * the start to s. Source: 1312.6120.
 */
export function timeToReach(s: number, start: ModeParts, p1: number): number {
  const p0 = start.growing - start.decaying;
  if (!(p1 >= p0 && p1 < s) || start.growing === 0)
    throw new OutOfRange('the strength to reach', p1, `between the start's ${p0} and the teacher's ${s}`);
  const delta2 = 16 * start.growing * start.decaying;
  const rate = Math.sqrt(4 * s * s + delta2);
  const large = (2 * s + rate) / 4;
  const small = delta2 / (4 * (2 * s + rate));
  const { growing } = modeParts(p1, Math.sqrt(delta2));
  const ratio = ((large - start.growing) / (large - growing)) * ((growing + small) / (start.growing + small));
  return log(ratio) / rate;
}

/**
 * The logistic half time ln(s/a₀ − 1)/2s of a balanced two-layer mode. Throws `OutOfRange` unless
 * 0 < a₀ < s. Source: 1312.6120.
 */
export function halfTime(s: number, a0: number): number {
  checkStart(s, a0);
  return log(s / a0 - 1) / (2 * s);
}

const RULE = 8;
/** Where e^(−y) is below double precision beside 1: the mode has been learned. */
const LEARNED = 40;

/**
 * The time at which a balanced mode of a depth-L network, ȧ = L a^(2−2/L)(s − a), goes from a₀ to
 * a₁; 0 < a₀ ≤ a₁ < s.
 *
 * With y = ln(a/(s − a)) it is ∫(1 + e^(−y))^(1−2/L) dy / (L s^(2−2/L)), whose integrand is smooth;
 * to 1e-13. Throws `OutOfRange`. Source: 1312.6120.
 */
export function depthTime(depth: number, s: number, a0: number, a1: number): number {
  checkDepth(depth);
  checkStart(s, a0);
  if (!(a1 >= a0 && a1 < s)) throw new OutOfRange('the strength to reach', a1, `from ${a0} to below ${s}`);
  return integral(depth, logit(a0, s), logit(a1, s)) / (depth * power(s, 2 - 2 / depth));
}

/**
 * The leading part of the depth-L half time as a₀ → 0: a₀^(2/L−1)/(s(L − 2)) for L > 2, and the
 * logistic half time for L = 2. At a₀ = 10⁻² it is 7 to 20 per cent too long. Source: 1312.6120.
 */
export function leadingDepthTime(depth: number, s: number, a0: number): number {
  checkDepth(depth);
  if (depth === 2) return halfTime(s, a0);
  checkStart(s, a0);
  return power(a0, 2 / depth - 1) / (s * (depth - 2));
}

/**
 * Strengths of a balanced mode of a depth-L network from a₀ at the ascending `times` ≥ 0, to 1e-12
 * or to the rounding of the times themselves. Throws `OutOfRange` unless 0 < a₀ < s and L is a
 * whole number from 2. Source: 1312.6120; for general balanced starts 1905.13655.
 */
export function depthStrengths(depth: number, s: number, a0: number, times: ArrayLike<number>): Float64Array {
  checkDepth(depth);
  checkStart(s, a0);
  const rate = depth * power(s, 2 - 2 / depth);
  const exponent = 1 - 2 / depth;
  const strengths = new Float64Array(times.length);
  let y = logit(a0, s);
  let now = 0;
  for (let i = 0; i < times.length; i++) {
    if (!(times[i] >= now)) throw new OutOfRange(`time ${i}`, times[i], `ascending from 0`);
    const elapsed = rate * (times[i] - now);
    // The integral is concave in its end, so that Newton's steps from the left never pass the root.
    const start = y;
    let done = 0;
    for (let step = 0; step < 200; step++) {
      const move = (elapsed - done) / power(1 + exp(-y), exponent);
      if (!(move > 1e-15 * Math.max(1, Math.abs(y)))) break;
      y += move;
      if (y >= LEARNED) {
        y = LEARNED;
        break;
      }
      done = integral(depth, start, y);
    }
    now = times[i];
    strengths[i] = s / (1 + exp(-y));
  }
  return strengths;
}

/**
 * ∫(1 + e^(−y))^(1−2/L) dy from `from` to `to`, in pieces of at most 1 (the integrand's nearest
 * poles are π away).
 */
function integral(depth: number, from: number, to: number): number {
  const { nodes, weights } = gaussLegendre(RULE);
  const exponent = 1 - 2 / depth;
  const pieces = Math.max(1, Math.ceil(to - from));
  const half = (to - from) / pieces / 2;
  let sum = 0;
  for (let piece = 0; piece < pieces; piece++) {
    const centre = from + (2 * piece + 1) * half;
    for (let i = 0; i < RULE; i++) sum += weights[i] * power(1 + exp(-(centre + half * nodes[i])), exponent);
  }
  return sum * half;
}

function logit(a: number, s: number): number {
  return log(a / (s - a));
}

/**
 * A mode with input variance `lambda` along its direction (the covariance shares the teacher's
 * right singular vectors) is one with white inputs in other units: λa follows the white equation
 * towards s from λa₀, with imbalance λδ, in time λ^(1−2/L) t. Here `strength`, `imbalance` and
 * `time` are the factors. Source: 1312.6120.
 */
export function inputUnits(depth: number, lambda: number): { strength: number; imbalance: number; time: number } {
  if (!(lambda > 0)) throw new OutOfRange('the input variance', lambda, 'above 0');
  return { strength: lambda, imbalance: lambda, time: power(lambda, 2 / depth - 1) };
}

function checkMode(s: number, t: number): void {
  if (!(s > 0) || s === Number.POSITIVE_INFINITY) throw new OutOfRange('the singular value', s, 'finite and above 0');
  if (!(t >= 0)) throw new OutOfRange('the time', t, 'at least 0');
}

function checkStart(s: number, a0: number): void {
  checkMode(s, 0);
  if (!(a0 > 0 && a0 < s)) throw new OutOfRange('the initial strength', a0, `above 0 and below the teacher's ${s}`);
}

function checkDepth(depth: number): void {
  if (!Number.isInteger(depth) || depth < 2) throw new OutOfRange('the depth', depth, 'a whole number from 2');
}
