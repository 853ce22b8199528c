import { OutOfRange } from '../../../numeric/errors.ts';
import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { exp, power, squared } from '../../../numeric/special.ts';

const NODES = 48;

/**
 * The mean number of critical points with k negative directions and H/N ≤ e on the sphere in N = 2,
 * 3 or 4 dimensions, exact at that size:
 *
 *     2 √(2/p) (p − 1)^(N/2) E[e^(−N(p−2)λ_k²/(2p)); λ_k ≤ e √(p/(p − 1))],
 *
 * λ_0 < λ_1 < … the eigenvalues of a GOE matrix of variance (1 + δ_ij)/(2N). A. Auffinger, G. Ben
 * Arous & J. Černý, Comm. Pure Appl. Math. 66 (2013) 165. Gauss–Legendre in λ_k and the gaps, to
 * 1e-9. Throws `OutOfRange`.
 */
export function criticalPoints(p: number, N: number, k: number, e = Number.POSITIVE_INFINITY): number {
  if (N !== 2 && N !== 3 && N !== 4) throw new OutOfRange('the dimension', N, '2, 3 or 4');
  if (!Number.isInteger(k) || k < 0 || k >= N)
    throw new OutOfRange('the index', k, `a whole number from 0 to ${N - 1}`);
  const weight = (x: number) => exp((-N * (p - 2) * x * x) / (2 * p));
  const cut = e * Math.sqrt(p / (p - 1));
  return 2 * Math.sqrt(2 / p) * power(p - 1, N / 2) * (integral(N, k, cut, weight) / integral(N, k, Infinity, () => 1));
}

/** ∫ f(λ_k) Π|λ_i − λ_j| e^(−(N/2) Σλ²) over ordered λ with λ_k ≤ cut. */
function integral(N: number, k: number, cut: number, f: (x: number) => number): number {
  const far = 9 / Math.sqrt(N);
  const top = Math.min(cut, far);
  if (top <= -far) return 0;
  const lambda = new Float64Array(N);
  let total = 0;
  each(-far, top, (x, weight) => {
    lambda[k] = x;
    total += weight * f(x) * outwards(lambda, k, 1, 1.5 * far);
  });
  return total;
}

/** Integrates the density over the gaps, first upwards from λ_k, then downwards. */
function outwards(lambda: Float64Array, k: number, placed: number, far: number): number {
  const N = lambda.length;
  if (placed === N) return density(lambda);
  const up = k + placed < N;
  const at = up ? k + placed : N - 1 - placed;
  let total = 0;
  each(0, far, (gap, weight) => {
    lambda[at] = up ? lambda[at - 1] + gap : lambda[at + 1] - gap;
    total += weight * outwards(lambda, k, placed + 1, far);
  });
  return total;
}

function density(lambda: Float64Array): number {
  let product = 1;
  let squares = 0;
  for (let i = 0; i < lambda.length; i++) {
    squares += squared(lambda[i]);
    for (let j = 0; j < i; j++) product *= lambda[i] - lambda[j];
  }
  return product * exp((-lambda.length / 2) * squares);
}

function each(from: number, to: number, visit: (x: number, weight: number) => void): void {
  const { nodes, weights } = gaussLegendre(NODES);
  const half = (to - from) / 2;
  for (let i = 0; i < NODES; i++) visit(from + half * (1 + nodes[i]), half * weights[i]);
}
