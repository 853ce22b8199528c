import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gaussHermite } from '../../../numeric/gauss-hermite.testing.ts';
import { erf } from '../../../numeric/special.ts';
import type { Overlaps } from '../overlaps.ts';
import { evaluators } from '../reference.ts';
import { i2, i3, i4, j2 } from './erf-integrals.ts';
import { generalisationError, orderParameters, writeSlopes } from './order-parameters.ts';

const g = (z: number) => erf(z * Math.SQRT1_2);
const slope = (z: number) => Math.sqrt(2 / Math.PI) * Math.exp(-0.5 * z * z);

/** Lower triangles with positive diagonal: Cholesky factors of covariances. */
const factors = fc.array(fc.double({ min: -0.9, max: 0.9, noNaN: true }), { minLength: 10, maxLength: 10 });

function covariance(entries: number[]): { L: number[][]; C: number[][] } {
  let next = 0;
  const L = [0, 1, 2, 3].map((i) =>
    [0, 1, 2, 3].map((j) => (j > i ? 0 : j === i ? 0.2 + Math.abs(entries[next++]) : entries[next++])),
  );
  const C = L.map((row) => L.map((other) => row.reduce((sum, value, k) => sum + value * other[k], 0)));
  return { L, C };
}

/** E f(z) for z = L·(standard normal), by the product of Gauss–Hermite rules. */
function mean(L: number[][], f: (z: number[]) => number, nodes: number): number {
  const rule = gaussHermite(nodes);
  let sum = 0;
  const x = [0, 0, 0, 0];
  const visit = (axis: number, weight: number) => {
    if (axis === 4) {
      sum += weight * f(L.map((row) => row.reduce((total, value, k) => total + value * x[k], 0)));
      return;
    }
    for (let i = 0; i < nodes; i++) {
      x[axis] = rule.nodes[i];
      visit(axis + 1, weight * rule.weights[i]);
    }
  };
  visit(0, 1);
  return sum;
}

describe('Gaussian averages of the error function', () => {
  it('are what quadrature gives, for any covariance', () => {
    fc.assert(
      fc.property(factors, (entries) => {
        const { L, C } = covariance(entries);
        const [[c11, c12, c13, c14], [, c22, c23, c24], [, , c33, c34], [, , , c44]] = C;
        const by = (f: (z: number[]) => number) => mean(L, f, 16);
        expect(i2(c11, c12, c22)).toBeCloseTo(
          by(([a, b]) => g(a) * g(b)),
          3,
        );
        expect(j2(c11, c12, c22)).toBeCloseTo(
          by(([a, b]) => slope(a) * slope(b)),
          3,
        );
        expect(i3(c11, c12, c13, c23, c33)).toBeCloseTo(
          by(([a, b, c]) => slope(a) * b * g(c)),
          3,
        );
        expect(i4(c11, c12, c13, c14, c22, c23, c24, c33, c34, c44)).toBeCloseTo(
          by(([a, b, c, d]) => slope(a) * slope(b) * g(c) * g(d)),
          3,
        );
      }),
      { numRuns: 6 },
    );
  });
});

/** Overlaps of random vectors in few dimensions. */
function randomOverlaps(K: number, M: number, seed: number): Overlaps {
  const vector = (unit: number) => Array.from({ length: 9 }, (_, k) => 0.4 * Math.sin(seed + 13 * unit + 7 * k * k));
  const units = Array.from({ length: K + M }, (_, unit) => vector(unit));
  const product = (a: number, b: number) => units[a].reduce((sum, value, k) => sum + value * units[b][k], 0);
  const block = (rows: number, columns: number, top: number, left: number) =>
    Float64Array.from({ length: rows * columns }, (_, e) =>
      product(top + Math.floor(e / columns), left + (e % columns)),
    );
  return { K, M, Q: block(K, K, 0, 0), R: block(K, M, 0, K), T: block(M, M, K, K) };
}

describe('the order parameters', () => {
  it('stay at the teacher, without noise', () => {
    const T = Float64Array.of(1, 0.3, 0.3, 2);
    const there = { K: 2, M: 2, Q: T, R: T, T };
    expect(generalisationError(there)).toBeLessThan(1e-15);
    const [later] = orderParameters(there, { stepSize: 1, noise: 0 }, [10]);
    for (let e = 0; e < 4; e++) expect(later.Q[e]).toBeCloseTo(T[e], 12);
  });

  it('follow the gradient of the generalisation error when steps are small', () => {
    // Flow: dε/dτ = −|∇ε|², and ∇ε by moving a unit along another: dJ_i = ε u gives dQ_ik = ε
    // u·J_k, dR_in = ε u·B_n.
    for (const seed of [1, 2, 3]) {
      const at = randomOverlaps(3, 2, seed);
      const slopes = { ...at, Q: new Float64Array(9), R: new Float64Array(6) };
      writeSlopes(at, { stepSize: 0, noise: 0 }, slopes);
      const moved = (h: number) =>
        generalisationError({
          ...at,
          Q: at.Q.map((value, e) => value + h * slopes.Q[e]),
          R: at.R.map((value, e) => value + h * slopes.R[e]),
        });
      const along = (moved(1e-5) - moved(-1e-5)) / 2e-5;
      expect(along).toBeLessThan(0);
      // Of one student unit alone, against one teacher unit: −⟨δ g′ x⟩² in closed form from the
      // slopes themselves.
      const one = randomOverlaps(1, 1, seed);
      const rate = { ...one, Q: new Float64Array(1), R: new Float64Array(1) };
      writeSlopes(one, { stepSize: 0, noise: 0 }, rate);
      // J̇ = uJ + vB with u, v from Q̇/2 = uQ + vR and Ṙ = uR + vT, and dε/dτ = −J̇·J̇.
      const [Q, R, T] = [one.Q[0], one.R[0], one.T[0]];
      const determinant = Q * T - R * R;
      const u = ((rate.Q[0] / 2) * T - rate.R[0] * R) / determinant;
      const v = (Q * rate.R[0] - (R * rate.Q[0]) / 2) / determinant;
      const speed = u * u * Q + 2 * u * v * R + v * v * T;
      const errorAt = (h: number) =>
        generalisationError({
          ...one,
          Q: one.Q.map((value) => value + h * rate.Q[0]),
          R: one.R.map((value) => value + h * rate.R[0]),
        });
      expect((errorAt(1e-5) - errorAt(-1e-5)) / 2e-5).toBeCloseTo(-speed, 7);
    }
  });

  it('are off the reference, which took midpoint steps of 0.02, by no more than these make', () => {
    const inputs = {
      K: 2,
      M: 2,
      eta: 1,
      sigma: 0,
      alphas: [0.5, 2, 6],
      Q0: [
        [0.25, 0],
        [0, 0.1],
      ],
      R0: [
        [0.03, 0.01],
        [-0.02, 0.05],
      ],
      T: [
        [1, 0],
        [0, 1],
      ],
    };
    const { eps_g } = evaluators['single_index.saad_solla'](inputs) as { eps_g: number[] };
    const start = {
      K: 2,
      M: 2,
      Q: Float64Array.from(inputs.Q0.flat()),
      R: Float64Array.from(inputs.R0.flat()),
      T: Float64Array.from(inputs.T.flat()),
    };
    orderParameters(start, { stepSize: 1, noise: 0 }, inputs.alphas).forEach((overlaps, i) => {
      const error = Math.abs(eps_g[i] / generalisationError(overlaps) - 1);
      expect(error).toBeLessThan(2e-4);
      expect(error).toBeGreaterThan(1e-7);
    });
  });

  it('refuse steps and noise that are none', () => {
    const start = randomOverlaps(1, 1, 1);
    expect(() => orderParameters(start, { stepSize: -1, noise: 0 }, [1])).toThrow('step size');
    expect(() => orderParameters(start, { stepSize: 1, noise: Number.NaN }, [1])).toThrow('label noise');
  });
});
