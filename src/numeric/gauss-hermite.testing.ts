import { createWasmEngine } from './engines/wasm.ts';
import { OutOfRange } from './errors.ts';
import { hermitePolynomials } from './hermite.ts';
import { eigenvaluesAndVectors } from './symmetric.ts';

/**
 * Nodes (ascending) and weights (adding up to 1) of Gauss–Hermite quadrature for E f(z), z standard
 * normal: exact for polynomials of degree up to 2·count − 1, poor for functions with kinks or
 * jumps, for which `gaussianMeans` is. `count` from 1 to 200. Eigenvalues of the recurrence's
 * matrix (Golub & Welsch 1969), polished by Newton's method.
 */
export function gaussHermite(count: number): { nodes: Float64Array; weights: Float64Array } {
  if (!Number.isInteger(count) || count < 1 || count > 200)
    throw new OutOfRange('the number of nodes', count, 'a whole number from 1 to 200');
  const jacobi = new Float64Array(count * count);
  for (let k = 1; k < count; k++) {
    jacobi[k * count + k - 1] = Math.sqrt(k);
    jacobi[(k - 1) * count + k] = Math.sqrt(k);
  }
  const { values } = eigenvaluesAndVectors(jacobi, count, createWasmEngine());
  const weights = new Float64Array(count);
  const nodes = values.map((value, i) => {
    let z = 2 * i + 1 === count ? 0 : value;
    let h = hermitePolynomials(z, count + 1);
    // h_n′ = √n h_{n−1}.
    for (let step = 0; step < 2; step++) {
      z -= h[count] / (Math.sqrt(count) * h[count - 1]);
      h = hermitePolynomials(z, count + 1);
    }
    weights[i] = 1 / (count * h[count - 1] ** 2);
    return z;
  });
  return { nodes, weights };
}
