import type { Engine } from '../../../numeric/engine.ts';
import { BadShape, NotPositiveDefinite, OutOfRange } from '../../../numeric/errors.ts';
import { exp, expm1 } from '../../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';

/** A two-layer network and its teacher; all matrices row-major. */
export interface TwoLayer {
  inputs: number;
  hidden: number;
  outputs: number;
  /** Σ_yx, outputs × inputs. */
  teacher: ArrayLike<number>;
  /** W₁, hidden × inputs. */
  first: ArrayLike<number>;
  /** W₂, outputs × hidden. */
  second: ArrayLike<number>;
  /** λ in W₂ᵀW₂ − W₁W₁ᵀ = λ I; other starts have no closed form. */
  imbalance: number;
}

/**
 * The exponent |μ|Δt that one step may reach: the matrix inverted then has a condition number below
 * 10¹⁰.
 */
const MOST_GROWTH = 5;
const MOST_STEPS = 1e6;
const BALANCED = 1e-6;

/**
 * The product W₂W₁ (outputs × inputs, row-major) at the ascending `times`, under gradient flow from
 * λ-balanced weights, exactly.
 *
 * With Q = [W₁ᵀ; W₂], X = QQᵀ obeys Ẋ = FX + XF − X², F = [[−λ/2, Σᵀ], [Σ, λ/2]], so that
 * X(t) = e^(Ft) Q₀ [I + Q₀ᵀ G(t) Q₀]⁻¹ Q₀ᵀ e^(Ft), G = ∫₀ᵗ e^(2Fs) ds. The inverse's Cholesky
 * factor gives a Q(t) with QQᵀ = X, from which the formula is used again: a long time is a chain of
 * short ones, and nothing overflows. Throws `OutOfRange` for weights that are not λ-balanced to
 * 1e-6, and for times that do not ascend from 0. Source: 10.1088/1742-5468/ad01b8; 2409.14623.
 */
export function riccatiProducts(network: TwoLayer, times: ArrayLike<number>, engine: Engine): Float64Array[] {
  checkBalance(network);
  const { inputs, hidden, outputs, teacher, first, second, imbalance } = network;
  const n = inputs + outputs;
  const F = new Float64Array(n * n);
  for (let i = 0; i < inputs; i++) F[i * n + i] = -imbalance / 2;
  for (let o = 0; o < outputs; o++) {
    F[(inputs + o) * n + inputs + o] = imbalance / 2;
    for (let i = 0; i < inputs; i++) {
      F[(inputs + o) * n + i] = teacher[o * inputs + i];
      F[i * n + inputs + o] = teacher[o * inputs + i];
    }
  }
  const { values: mu, vectors } = eigenvaluesAndVectors(F, n, engine);
  const fastest = mu.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const Q0 = new Float64Array(n * hidden);
  for (let j = 0; j < hidden; j++) {
    for (let i = 0; i < inputs; i++) Q0[i * hidden + j] = first[j * inputs + i];
    for (let o = 0; o < outputs; o++) Q0[(inputs + o) * hidden + j] = second[o * hidden + j];
  }
  // Rows of Q belong to eigenvectors of F from here on.
  let Q = multiply(vectors, Q0, n, n, hidden);
  let now = 0;
  return Array.from({ length: times.length }, (_, at) => {
    const elapsed = times[at] - now;
    if (!(elapsed >= 0)) throw new OutOfRange(`time ${at}`, times[at], 'ascending from 0');
    const steps = Math.ceil((fastest * elapsed) / MOST_GROWTH);
    if (steps > MOST_STEPS)
      throw new OutOfRange('the time', times[at], `at most ${(MOST_STEPS * MOST_GROWTH) / fastest}`);
    for (let step = 0; step < steps; step++) Q = advance(Q, mu, hidden, elapsed / steps);
    now = times[at];
    return lowerLeft(Q, vectors, inputs, outputs, hidden);
  });
}

/** e^(Ft) Q L⁻ᵀ with L Lᵀ = I + Qᵀ G(t) Q. */
function advance(Q: Float64Array, mu: Float64Array, hidden: number, t: number): Float64Array {
  const inner = new Float64Array(hidden * hidden);
  for (let i = 0; i < hidden; i++) inner[i * hidden + i] = 1;
  for (let k = 0; k < mu.length; k++) {
    const x = 2 * mu[k] * t;
    const g = x === 0 ? t : (t * expm1(x)) / x;
    for (let i = 0; i < hidden; i++)
      for (let j = 0; j <= i; j++) inner[i * hidden + j] += g * Q[k * hidden + i] * Q[k * hidden + j];
  }
  cholesky(inner, hidden);
  const next = new Float64Array(Q.length);
  for (let k = 0; k < mu.length; k++) {
    const growth = exp(mu[k] * t);
    for (let i = 0; i < hidden; i++) {
      let sum = Q[k * hidden + i];
      for (let j = 0; j < i; j++) sum -= (inner[i * hidden + j] * next[k * hidden + j]) / growth;
      next[k * hidden + i] = (growth * sum) / inner[i * hidden + i];
    }
  }
  return next;
}

/** The lower triangle of a symmetric matrix becomes its Cholesky factor. */
function cholesky(a: Float64Array, n: number): void {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j];
      for (let k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
      if (i > j) a[i * n + j] = sum / a[j * n + j];
      else if (sum > 0) a[j * n + j] = Math.sqrt(sum);
      else throw new NotPositiveDefinite(j);
    }
  }
}

/** The block of QQᵀ that is W₂W₁, with Q turned back from the eigenvectors of F. */
function lowerLeft(Q: Float64Array, vectors: Float64Array, inputs: number, outputs: number, hidden: number) {
  const n = inputs + outputs;
  const back = new Float64Array(n * hidden);
  for (let k = 0; k < n; k++)
    for (let i = 0; i < n; i++) {
      const weight = vectors[k * n + i];
      for (let j = 0; j < hidden; j++) back[i * hidden + j] += weight * Q[k * hidden + j];
    }
  const product = new Float64Array(outputs * inputs);
  for (let o = 0; o < outputs; o++)
    for (let i = 0; i < inputs; i++) {
      let sum = 0;
      for (let j = 0; j < hidden; j++) sum += back[(inputs + o) * hidden + j] * back[i * hidden + j];
      product[o * inputs + i] = sum;
    }
  return product;
}

function multiply(a: Float64Array, b: Float64Array, m: number, k: number, n: number): Float64Array {
  const c = new Float64Array(m * n);
  for (let i = 0; i < m; i++)
    for (let l = 0; l < k; l++) for (let j = 0; j < n; j++) c[i * n + j] += a[i * k + l] * b[l * n + j];
  return c;
}

function checkBalance({ inputs, hidden, outputs, teacher, first, second, imbalance }: TwoLayer): void {
  const shapes = [
    [teacher, outputs * inputs, 'teacher'],
    [first, hidden * inputs, 'first layer'],
    [second, outputs * hidden, 'second layer'],
  ] as const;
  for (const [values, size, name] of shapes)
    if (values.length !== size) throw new BadShape(`the ${name} has ${values.length} entries instead of ${size}`);
  let size = Math.abs(imbalance);
  let worst = 0;
  for (let a = 0; a < hidden; a++)
    for (let b = 0; b <= a; b++) {
      let [out, into] = [0, 0];
      for (let o = 0; o < outputs; o++) out += second[o * hidden + a] * second[o * hidden + b];
      for (let i = 0; i < inputs; i++) into += first[a * inputs + i] * first[b * inputs + i];
      size = Math.max(size, Math.abs(out), Math.abs(into));
      worst = Math.max(worst, Math.abs(out - into - (a === b ? imbalance : 0)));
    }
  if (!(worst <= BALANCED * size))
    throw new OutOfRange(
      "the weights' distance from W₂ᵀW₂ − W₁W₁ᵀ = λI",
      worst,
      `within ${BALANCED} of their size: other starts have no closed form`,
    );
}
