import { integrateOde } from '../../../numeric/ode.ts';
import { inner, type Rows } from '../../../numeric/small-systems.ts';
import { exp, log, log1p } from '../../../numeric/special.ts';

/** From here on the flow is followed; before, it is a straight line. */
const EARLY = 1e-7;

/**
 * Gradient flow on Σ_n ln(1 + e^(−z_n·w)) from w = 0, at these times (ascending): in s = ln τ,
 * where dw/ds = τ Σ z_n/(1 + e^(z_n·w)) relaxes at rates of order one however late it is. Its
 * course at late times is that of Soudry et al. (2017, arXiv 1710.10345).
 */
export function logisticFlow(Z: Rows, times: ArrayLike<number>): Float64Array[] {
  const first = Math.min(times[0], EARLY);
  const start = Float64Array.from(Z[0], (_, i) => (first / 2) * Z.reduce((sum, z) => sum + z[i], 0));
  const slopes = (s: number, w: Float64Array, out: Float64Array) => {
    out.fill(0);
    for (const z of Z) {
      // τ/(1 + e^m) with both exponents together, which may be large.
      const m = inner(z, w);
      const weight = m > 0 ? exp(s - m) / (1 + exp(-m)) : exp(s) / (1 + exp(m));
      for (let i = 0; i < out.length; i++) out[i] += weight * z[i];
    }
  };
  const logs = Array.from(times, log);
  return integrateOde(slopes, start, log(first), logs, { relative: 1e-11, absolute: 1e-16 });
}

/** Σ ln(1 + e^(−z_n·w)). */
export function logisticLoss(Z: Rows, w: Float64Array): number {
  return Z.reduce((sum, z) => {
    const m = inner(z, w);
    return sum + (m > 0 ? log1p(exp(-m)) : log1p(exp(m)) - m);
  }, 0);
}

/** min_n z_n·w/|w|₂. */
export function marginOf(Z: Rows, w: Float64Array): number {
  return Math.min(...Z.map((z) => inner(z, w))) / Math.sqrt(inner(w, w));
}
