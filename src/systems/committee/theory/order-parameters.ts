import { arcsin } from '../../../numeric/arc.ts';
import { OutOfRange } from '../../../numeric/errors.ts';
import { integrateOde } from '../../../numeric/ode.ts';
import type { Overlaps } from '../overlaps.ts';
import { i2, i3, i4, j2 } from './erf-integrals.ts';

// Student Σ_i g(J_i·x) with K units, teacher Σ_n g(B_n·x) with M units, g(z) = erf(z/√2), x ~ N(0,
// 1) in N dimensions.

export interface Learning {
  /**
   * η: a step moves J_i by (η/N) δ g′(J_i·x) x, with δ the label less the student's output. 0 is
   * gradient flow.
   */
  stepSize: number;
  /** Variance of the noise on the label. */
  noise: number;
}

/** Local relative error of the steps of `orderParameters`. */
const TOLERANCE = 1e-9;

/**
 * What `orderParameters` promises of the generalisation error, relative: local errors of 1e-9,
 * which the escape from a plateau, being exponential, magnifies.
 */
export const promisedError = 1e-6;

/**
 * ε_g = ½⟨(student − teacher)²⟩ on noiseless labels. Saad & Solla (1995), Phys. Rev. E 52, 4225.
 */
export function generalisationError({ K, M, Q, R, T }: Overlaps): number {
  let sum = 0;
  for (let i = 0; i < K; i++) for (let k = 0; k < K; k++) sum += i2(Q[i * K + i], Q[i * K + k], Q[k * K + k]);
  for (let n = 0; n < M; n++) for (let m = 0; m < M; m++) sum += i2(T[n * M + n], T[n * M + m], T[m * M + m]);
  for (let i = 0; i < K; i++) for (let n = 0; n < M; n++) sum -= 2 * i2(Q[i * K + i], R[i * M + n], T[n * M + n]);
  // Near the teacher the sum cancels to round-off, of either sign.
  return Math.max(0, sum / 2);
}

/**
 * dQ/dτ and dR/dτ in the limit N → ∞, with time τ = ηα = η·steps/N (Saad & Solla 1995; the noise
 * term: Goldt et al. 2019, arXiv 1906.08632), written into `slopes`, whose T is not touched. η = 0
 * is gradient flow on ε_g, where the noise of single samples and of labels has no effect.
 */
export function writeSlopes(at: Overlaps, { stepSize, noise }: Learning, slopes: Overlaps): void {
  const { K, M } = at;
  const units = K + M;
  const C = stackedCovariance(at);
  // ⟨δ g′(x_i) x_n⟩ with δ = Σ_j s_j g(x_j), s = −1 for students and +1 for teachers.
  const drift = (i: number, n: number) => {
    const [ii, nn] = [C[i * units + i], C[i * units + n]];
    let sum = 0;
    for (let j = 0; j < units; j++) {
      const term = i3(ii, nn, C[i * units + j], C[n * units + j], C[j * units + j]);
      sum += j < K ? -term : term;
    }
    return sum;
  };
  // ⟨(δ + noise)² g′(x_i) g′(x_k)⟩.
  const spread = (i: number, k: number) => {
    const ii = C[i * units + i];
    const ik = C[i * units + k];
    const kk = C[k * units + k];
    let sum = 0;
    for (let j = 0; j < units; j++) {
      const ij = C[i * units + j];
      const kj = C[k * units + j];
      const jj = C[j * units + j];
      for (let l = 0; l <= j; l++) {
        const il = C[i * units + l];
        const kl = C[k * units + l];
        const term = i4(ii, ik, ij, il, kk, kj, kl, jj, C[j * units + l], C[l * units + l]);
        sum += (j < K === l < K ? 1 : -1) * (l === j ? term : 2 * term);
      }
    }
    return sum + noise * j2(ii, ik, kk);
  };
  for (let i = 0; i < K; i++) {
    for (let n = 0; n < M; n++) slopes.R[i * M + n] = drift(i, K + n);
    for (let k = i; k < K; k++) {
      const slope = drift(i, k) + drift(k, i) + (stepSize > 0 ? stepSize * spread(i, k) : 0);
      slopes.Q[i * K + k] = slope;
      slopes.Q[k * K + i] = slope;
    }
  }
}

export interface Integration {
  /** Local relative error of a step, 1e-9 unless given. */
  tolerance?: number;
  /** Asked at every evaluation; throws where nobody wants the answer any more. */
  check?: () => void;
}

/**
 * The order parameters at each of the times `taus` (ascending, from 0), τ = η·steps/N, starting
 * from `start`. Throws `OutOfRange` for a step or noise that is negative, `NoConvergence` where the
 * student's norms diverge.
 */
export function orderParameters(
  start: Overlaps,
  learning: Learning,
  taus: ArrayLike<number>,
  { tolerance = TOLERANCE, check }: Integration = {},
): Overlaps[] {
  const { stepSize, noise } = learning;
  if (!(stepSize >= 0 && stepSize < Infinity)) throw new OutOfRange('the step size', stepSize, 'finite and at least 0');
  if (!(noise >= 0 && noise < Infinity)) throw new OutOfRange('the label noise', noise, 'finite and at least 0');
  const { K, M, T } = start;
  const view = (y: Float64Array): Overlaps => ({ K, M, Q: y.subarray(0, K * K), R: y.subarray(K * K), T });
  const y = new Float64Array(K * K + K * M);
  y.set(start.Q);
  y.set(start.R, K * K);
  const slopes = (_: number, at: Float64Array, out: Float64Array) => {
    check?.();
    writeSlopes(view(at), learning, view(out));
  };
  return integrateOde(slopes, y, 0, taus, { relative: tolerance, absolute: tolerance / 10 }).map(view);
}

/**
 * ε_g on the symmetric plateau of K student and K isotropic teacher units as η → 0: Q_ik = 1/(2K −
 * 1) for all i and k, R_in = 1/√(K(2K − 1)). Saad & Solla (1995).
 */
export function plateauError(K: number): number {
  return (K / Math.PI) * (Math.PI / 6 - K * arcsin(1 / (2 * K)));
}

/**
 * ε_g that label noise leaves in the end, to first order in ησ²: K = M + L student units, M
 * isotropic teacher units. Goldt et al. (2019).
 */
export function noiseFloor({ stepSize, noise }: Learning, M: number, L: number): number {
  return ((stepSize * noise) / (2 * Math.PI)) * (L + M / Math.sqrt(3));
}

/** Covariance of all fields, students first: [Q R; Rᵀ T]. */
function stackedCovariance({ K, M, Q, R, T }: Overlaps): Float64Array {
  const units = K + M;
  const C = new Float64Array(units * units);
  for (let i = 0; i < K; i++) {
    for (let k = 0; k < K; k++) C[i * units + k] = Q[i * K + k];
    for (let n = 0; n < M; n++) C[i * units + K + n] = C[(K + n) * units + i] = R[i * M + n];
  }
  for (let n = 0; n < M; n++) for (let m = 0; m < M; m++) C[(K + n) * units + K + m] = T[n * M + m];
  return C;
}
