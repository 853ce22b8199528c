import { OutOfRange } from '../../../numeric/errors.ts';
import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { brent } from '../../../numeric/roots.ts';
import { exp, log, sin, squared } from '../../../numeric/special.ts';

/** Gaussian pairs of p and q components, r of which are correlated by ρ, in any axes. */
export interface Canonical {
  /** n */
  samples: number;
  /** p and q */
  dimensions: readonly [number, number];
  /** r ≤ min(p, q) */
  shared: number;
  /** 0 ≤ ρ ≤ 1 */
  correlation: number;
}

/**
 * Mean of the squared canonical correlations of a sample, over min(p, q) of them, for
 * p + q < m = n −
 * 1. Without anything in common it is max(p, q)/m, exactly. Else Y has, in the p directions that X
 * spans, a part θR with θ² = ρ²/(1 − ρ²) and RᵀR Wishart of m degrees of freedom, beside unit noise
 * everywhere: Σρ̂² = p + q − m + κ, where κ solves three equations for deterministic equivalents, of
 * the noise outside, of the noise inside (Dozier and Silverstein) and of R. Worked out here; right to
 * order 1/m. Throws `OutOfRange`.
 */
export function meanSquaredCorrelation({ samples, dimensions: [p, q], shared: r, correlation }: Canonical): number {
  const m = samples - 1;
  if (!(p + q < m)) throw new OutOfRange('p + q', p + q, `below n − 1 = ${m}`);
  const theta2 = (correlation * correlation) / (1 - correlation * correlation);
  // tr(c + dRᵀR)⁻¹ = r/(c + dm/(1 + d tr)), with c = m − q.
  const trace = (d: number) => {
    if (d === Infinity) return 0;
    const c = m - q;
    const b = c + d * (m - r);
    return (2 * r) / (b + Math.sqrt(b * b + 4 * c * d * r));
  };
  const residual = (kappa: number) =>
    (m - p) / kappa - 1 - (q - r) / (m - q) - trace(theta2 === 0 ? 0 : (theta2 * kappa) / (m - p));
  const [least, most] = [m, m - r].map((size) => ((m - p) * (m - q)) / size);
  const kappa = theta2 === 0 || r === 0 ? least : theta2 === Infinity ? most : brent(residual, least, most);
  return (p + q - m + kappa) / Math.min(p, q);
}

/** Nodes of the integral below, whose integrand is smooth in the angle. */
const NODES = 60;

/**
 * Procrustes similarity of independent representations, ‖XᵀY‖∗/(|X| |Y|). The degrees of freedom D
 * = tr M(M + t²)⁻¹ of M = XᵀYYᵀX obey t² = κ_x κ_y D(m − D), where Σλ/(λ + κ_x) = D over the
 * eigenvalues of Σ_x, and likewise of Σ_y; and ‖XᵀY‖∗ = (2/π)∫t dD. With all eigenvalues 1 that is
 * (2/π)∫√((p − D)(q − D)(m − D)/D) dD. To leading order in large dimensions.
 */
export function independentProcrustes(xVariances: Float64Array, yVariances: Float64Array, samples: number): number {
  const m = samples - 1;
  const most = Math.min(xVariances.length, yVariances.length, m);
  const { nodes, weights } = gaussLegendre(NODES);
  let nuclear = 0;
  for (let i = 0; i < NODES; i++) {
    // D = most sin² φ: t diverges as D^(−1/2) at one end and vanishes as a root at the other.
    const phi = (Math.PI / 4) * (1 + nodes[i]);
    const D = most * squared(sin(phi));
    const t = Math.sqrt(shrinkage(xVariances, D) * shrinkage(yVariances, D) * D * (m - D));
    nuclear += (2 / Math.PI) * (Math.PI / 4) * weights[i] * t * most * sin(2 * phi);
  }
  const trace = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0);
  return nuclear / (m * Math.sqrt(trace(xVariances) * trace(yVariances)));
}

/** κ with Σλ/(λ + κ) = D. */
function shrinkage(variances: Float64Array, D: number): number {
  const p = variances.length;
  const excess = (logKappa: number) => variances.reduce((sum, one) => sum + one / (one + exp(logKappa)), 0) - D;
  const [least, most] = [Math.min(...variances), Math.max(...variances)];
  if (least === most) return (least * (p - D)) / D;
  const ratio = log((p - D) / D);
  return exp(brent(excess, log(least) + ratio, log(most) + ratio));
}
