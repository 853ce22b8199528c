import { gaussLegendre } from '../../../numeric/quadrature.ts';
import { power, sin, wholePower } from '../../../numeric/special.ts';
import { functionsUpTo } from '../problem.ts';
import { decorrelation, sphereVolume } from './sphere.ts';

/**
 * Mean squared error of least squares with all p harmonics up to a degree on S^d, which make up the
 * target, from n uniform samples with noise σ². The mean of tr(ΦᵀΦ)⁻¹, expanded:
 * σ²(p/n)[1 + (p − 1)/n + (p² − 3p + 1 + q/p)/n²], right to third order in p/n. The squares of the
 * harmonics add up to p at every point, and q is the mean fourth power of their kernel K(x, y).
 */
export function fitError(degree: number, d: number, n: number, noise: number): number {
  const p = functionsUpTo(degree, d);
  const third = p * p - 3 * p + 1 + kernelFourth(degree, d) / p;
  return fitPower(p, n, noise) * (1 + (p - 1) / n + third / (n * n));
}

/** Its leading power, σ²p/n: the variance-limited exponent 1 of Bahri et al. 2021 (2102.06701). */
export function fitPower(p: number, n: number, noise: number): number {
  return (noise * p) / n;
}

/**
 * E K(x, y)⁴ for two uniform points, K = Σ_{j≤ℓ} N_j P_j(x·y) with N_j harmonics of degree j. It is
 * of order p³ where the kernel is narrow, (2p³ + p)/3 on a circle, and 3p² for independent Gaussian
 * features: harmonics at random points do not have the spectrum of Marchenko and Pastur.
 */
export function kernelFourth(degree: number, d: number): number {
  const counts = Array.from(
    { length: degree + 1 },
    (_, j) => functionsUpTo(j, d) - (j === 0 ? 0 : functionsUpTo(j - 1, d)),
  );
  const { nodes, weights } = gaussLegendre(64);
  const norm = sphereVolume(d - 1) / sphereVolume(d);
  return nodes.reduce((sum, node, i) => {
    const theta = (Math.PI / 2) * (1 + node);
    const kernel = counts.reduce((all, count, j) => all + count * (1 - decorrelation(j, d, theta)), 0);
    return sum + weights[i] * (Math.PI / 2) * norm * power(sin(theta), d - 1) * wholePower(kernel, 4);
  }, 0);
}
