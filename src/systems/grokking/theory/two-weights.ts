import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { cos, power, sin } from '../../../numeric/special.ts';

/**
 * The mean test loss of d = 2 weights after the time t of gradient flow on n ≥ 3 data, without
 * decay or noise, from an error of variance 1; exact. The trace of XᵀX is χ² with 2n degrees of
 * freedom, and the eigenvalues are its halves times 1 ± c, c with the density c(1 − c²)^((n−3)/2).
 */
export function exactTestLossOfTwo(n: number, t: number): number {
  const { nodes, weights } = gaussLegendre(200);
  const s = (2 * t) / n;
  let [sum, norm] = [0, 0];
  nodes.forEach((node, i) => {
    // c = cos φ, which takes the edge at c = 1 out of the integrand.
    const phi = ((node + 1) * Math.PI) / 4;
    const c = cos(phi);
    const weight = weights[i] * c * power(sin(phi), n - 2);
    sum += (weight / 2) * (power(1 + s * (1 + c), -n) + power(1 + s * (1 - c), -n));
    norm += weight;
  });
  return sum / norm;
}
