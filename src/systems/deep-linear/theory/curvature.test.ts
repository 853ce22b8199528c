import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';
import { chainSharpness, hessianEigenvalues, ntkEigenvalues } from './curvature.ts';

const engine = createWasmEngine();

/** Weights of a square aligned network of `layers` layers, each diag(σ^(1/L)), as one vector. */
const aligned = (sigma: number[], layers: number) =>
  Array.from({ length: layers }, () =>
    sigma.flatMap((x, i) => sigma.map((_, j) => (i === j ? x ** (1 / layers) : 0))),
  ).flat();

function product(weights: number[], n: number): number[] {
  let made = weights.slice(0, n * n);
  for (let layer = 1; layer < weights.length / (n * n); layer++) {
    const next = weights.slice(layer * n * n, (layer + 1) * n * n);
    made = made.map((_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      let sum = 0;
      for (let k = 0; k < n; k++) sum += next[i * n + k] * made[k * n + j];
      return sum;
    });
  }
  return made;
}

describe('curvature of aligned networks', () => {
  it('has the Hessian that finite differences have', () => {
    const [s, sigma] = [
      [2, 1.2],
      [1.1, 0.4],
    ];
    const at = aligned(sigma, 2);
    const loss = (w: number[]) =>
      product(w, 2).reduce((sum, value, i) => sum + ((i === 0 ? s[0] : i === 3 ? s[1] : 0) - value) ** 2 / 2, 0);
    const h = 1e-3;
    const moved = (i: number, a: number, j: number, b: number) =>
      loss(at.map((x, k) => x + (k === i ? a * h : 0) + (k === j ? b * h : 0)));
    const n = at.length;
    const hessian = Float64Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      return (moved(i, 1, j, 1) - moved(i, 1, j, -1) - moved(i, -1, j, 1) + moved(i, -1, j, -1)) / (4 * h * h);
    });
    const { values } = eigenvaluesAndVectors(hessian, n, engine);
    hessianEigenvalues(s, sigma, engine).forEach((value, k) => {
      expect(value).toBeCloseTo(values[k], 5);
    });
    expect(Math.max(...hessianEigenvalues(s, s, engine))).toBeCloseTo(4, 12);
  });

  it.each([2, 3, 5])('has the NTK that the Jacobian has at depth %i', (depth) => {
    const sigma = [1.3, 0.6];
    const at = aligned(sigma, depth);
    const h = 1e-5;
    const jacobian = at.map((_, k) => {
      const [ahead, behind] = [h, -h].map((move) =>
        product(
          at.map((x, i) => (i === k ? x + move : x)),
          2,
        ),
      );
      return ahead.map((value, i) => (value - behind[i]) / (2 * h));
    });
    const kernel = Float64Array.from({ length: 16 }, (_, k) =>
      jacobian.reduce((sum, row) => sum + row[Math.floor(k / 4)] * row[k % 4], 0),
    );
    const { values } = eigenvaluesAndVectors(kernel, 4, engine);
    ntkEigenvalues(depth, sigma).forEach((value, k) => {
      expect(value).toBeCloseTo(values[k], 6);
    });
  });

  it('makes a chain diverge from just above 2/sharpness and not below', () => {
    const [depth, s] = [3, 2];
    const edge = 2 / chainSharpness(depth, s);
    const ends = [0.98, 1.02].map((factor) => {
      let w = s ** (1 / depth) + 1e-6;
      for (let k = 0; k < 2000; k++) w += factor * edge * w ** (depth - 1) * (s - w ** depth);
      return Math.abs(w - s ** (1 / depth));
    });
    expect(ends[0]).toBeLessThan(1e-9);
    expect(ends[1]).toBeGreaterThan(1e-3);
    expect(() => chainSharpness(2, -1)).toThrow(/product is -1/);
  });
});
