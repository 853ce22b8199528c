import { NoSolution } from '../../../numeric/errors.ts';
import { brent } from '../../../numeric/roots.ts';
import { power, squared } from '../../../numeric/special.ts';
import { dynamicTemperature } from './landscape.ts';
import { semicircleAverage } from './matrix.ts';

/** What a quench to T < T_d ends in, for times that do not grow with N. */
export interface Ageing {
  /** The plateau q of C(t_w + τ, t_w) for 1 ≪ τ ≪ t_w. */
  plateau: number;
  /**
   * X, by which fluctuation and dissipation differ beyond the plateau: T/X is the effective
   * temperature.
   */
  violation: number;
  /** Energy per dimension as t → ∞. */
  energy: number;
}

/**
 * f″(q)(1 − q)² = T², X = (p − 2)(1 − q)/q: L. F. Cugliandolo & J. Kurchan, Phys. Rev. Lett. 71
 * (1993) 173. p ≥ 3. Throws `NoSolution` from T_d on.
 */
export function ageing(p: number, T: number): Ageing {
  const most = p > 2 ? dynamicTemperature(p) : 0;
  if (!(T > 0 && T < most))
    throw new NoSolution(`no ageing of this kind at T = ${T}, p = ${p}: give p from 3 on and T between 0 and ${most}`);
  const q = brent((q) => ((p * (p - 1)) / 2) * power(q, p - 2) * squared(1 - q) - T * T, (p - 2) / p, 1);
  const X = ((p - 2) * (1 - q)) / q;
  return { plateau: q, violation: X, energy: -(1 - power(q, p) + X * power(q, p)) / (2 * T) };
}

/** e = −1/(2T), of equilibrium above the transition. */
export function equilibriumEnergy(T: number): number {
  return -1 / (2 * T);
}

/**
 * C(τ) in equilibrium at T > T_d: dC/dτ = −TC − (1/T) ∫₀^τ f′(C(τ − u)) C′(u) du, C(0) = 1. The
 * trapezoidal rule with two steps, extrapolated: errors of 1e-6.
 */
export function equilibriumCorrelation(p: number, T: number, tau: number): number {
  const steps = 40 + Math.ceil(100 * tau);
  return (4 * relax(p, T, tau, 2 * steps) - relax(p, T, tau, steps)) / 3;
}

function relax(p: number, T: number, tau: number, steps: number): number {
  const h = tau / steps;
  const force = (c: number) => (p / 2) * power(c, p - 1);
  const C = Float64Array.of(1, ...new Float64Array(steps));
  const slope = Float64Array.of(-T, ...new Float64Array(steps));
  for (let n = 1; n <= steps; n++) {
    let memory = 0;
    for (let j = 1; j < n; j++) memory += force(C[n - j]) * slope[j];
    C[n] = C[n - 1] + h * slope[n - 1];
    // The last point of the integral holds the slope that is sought.
    for (let pass = 0; pass < 30; pass++) {
      slope[n] = -(T * C[n] + (h / T) * (memory - (T * force(C[n])) / 2)) / (1 + (h / T) * (force(1) / 2));
      const next = C[n - 1] + (h / 2) * (slope[n - 1] + slope[n]);
      const moved = Math.abs(next - C[n]);
      C[n] = next;
      if (moved < 1e-15) break;
    }
  }
  return C[steps];
}

/** p = 2: −1 + T/2 below the transition at T = 1, −1/(2T) above it. */
export function matrixLateEnergy(T: number): number {
  return T < 1 ? -1 + T / 2 : -1 / (2 * T);
}

/**
 * Energy at time t of p = 2 from a random start at temperature T: e = (T − μ)/2, μ = Γ′/(2Γ), and
 * Γ(t) = S(2t) + 2T ∫₀^t S(2(t − s)) Γ(s) ds. L. F. Cugliandolo & D. S. Dean, J. Phys. A 28 (1995)
 * 4213. The trapezoidal rule with two steps, extrapolated: errors of 1e-7.
 */
export function matrixEnergyAt(T: number, t: number): number {
  const steps = 20 + Math.ceil(60 * t);
  return (4 * volterra(T, t, 2 * steps) - volterra(T, t, steps)) / 3;
}

function volterra(T: number, t: number, steps: number): number {
  const h = t / steps;
  // All in units of e^(4t), as which S(2t) grows.
  const S = Float64Array.from({ length: steps + 1 }, (_, n) => semicircleAverage(2 * n * h));
  const slope = Float64Array.from({ length: steps + 1 }, (_, n) => 2 * semicircleAverage(2 * n * h, 1));
  const G = Float64Array.of(1, ...new Float64Array(steps));
  const integral = (kernel: Float64Array, n: number) => {
    let sum = (kernel[n] * G[0]) / 2;
    for (let j = 1; j < n; j++) sum += kernel[n - j] * G[j];
    return 2 * T * h * sum;
  };
  for (let n = 1; n <= steps; n++) G[n] = (S[n] + integral(S, n)) / (1 - T * h);
  const rate = slope[steps] + 2 * T * G[steps] + integral(slope, steps) + T * h * slope[0] * G[steps];
  return (T - rate / (2 * G[steps])) / 2;
}
