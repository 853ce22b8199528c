import { arcsin } from '../../../numeric/arc.ts';

/**
 * E(Σ_i g(J_i·x) − Σ_n g(B_n·x))² over fresh inputs x ~ N(0, 1)^N, from the overlaps W Wᵀ of K
 * student units and then M teacher units, row-major; exactly, as E g(z)g(z′) = (2/π) arcsin(c/√((1
 * + v)(1 + v′))) for g(z) = erf(z/√2) and fields of variances v, v′ and covariance c (Williams,
 * Computing with infinite networks, NeurIPS 1996).
 */
export function meanSquareDifference(overlaps: Float64Array, K: number, M: number): number {
  const units = K + M;
  const average = (a: number, b: number) => {
    const [v, w] = [overlaps[a * units + a], overlaps[b * units + b]];
    return (2 / Math.PI) * arcsin(overlaps[a * units + b] / Math.sqrt((1 + v) * (1 + w)));
  };
  let sum = 0;
  for (let i = 0; i < K; i++) for (let k = 0; k < K; k++) sum += average(i, k);
  for (let n = K; n < units; n++) for (let m = K; m < units; m++) sum += average(n, m);
  for (let i = 0; i < K; i++) for (let n = K; n < units; n++) sum -= 2 * average(i, n);
  // Near the teacher the sum cancels to round-off, of either sign.
  return Math.max(0, sum);
}
