import { brent } from '../../../numeric/roots.ts';

/**
 * The eigenvalues of the P × P matrix K_pq = ρ^|p−q|, 0 ≤ ρ < 1, largest first; their mean is 1.
 * They are k = (1 − ρ²)/(1 − 2ρ cos θ + ρ²) at the roots of (P + 1)θ + 2 arg(1 − ρe^{−iθ}) = pπ, p
 * = 1 … P, whose left side only rises. Source: Kac, Murdock & Szegő 1953.
 */
export function exponentialCorrelation(samples: number, correlation: number): Float64Array {
  const phase = (theta: number) =>
    (samples + 1) * theta + 2 * Math.atan2(correlation * Math.sin(theta), 1 - correlation * Math.cos(theta));
  const unit = Math.PI / (samples + 1);
  return Float64Array.from({ length: samples }, (_, i) => {
    const excess = (theta: number) => phase(theta) - (i + 1) * Math.PI;
    // The argument is at least 0, which it is without correlation, and less than π/2.
    const theta = brent(excess, i * unit, (i + 1) * unit * (1 + 1e-12));
    // 1 − 2ρ cos θ + ρ², as a sum of squares.
    const distance = (1 - correlation) ** 2 + 4 * correlation * Math.sin(theta / 2) ** 2;
    return ((1 - correlation) * (1 + correlation)) / distance;
  });
}
