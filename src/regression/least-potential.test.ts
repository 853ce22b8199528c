import { describe, expect, it } from 'vitest';
import { NoConvergence } from '../numeric/errors.ts';
import { type Link, leastPotential, transposeTimes } from './least-potential.ts';

const X = [
  [0.3, 1.4, 1.2, -0.5],
  [0.6, -0.1, 0.8, -1.9],
];
const y = [0.4, 0.7];
const quadratic: Link = { value: (z) => z, slope: () => 1, potential: (z) => (z * z) / 2 };
const cubic: Link = { value: (z) => z ** 3, slope: (z) => 3 * z * z, potential: (z) => z ** 4 / 4 };
/** β = tanh z never leaves (−1, 1). */
const bounded: Link = {
  value: Math.tanh,
  slope: (z) => 1 / Math.cosh(z) ** 2,
  potential: (z) => Math.log(Math.cosh(z)),
};

describe('the interpolator of least potential', () => {
  it('solves the equations, with β = h(Xᵀℓ)', () => {
    for (const link of [quadratic, cubic, bounded]) {
      const { beta, dual } = leastPotential(X, y, [quadratic, link]);
      X.forEach((row, k) => {
        expect(row.reduce((sum, one, i) => sum + one * beta[i], 0)).toBeCloseTo(y[k], 12);
      });
      transposeTimes(X, dual).forEach((z, i) => {
        expect(beta[i]).toBeCloseTo(link.value(z, i), 14);
      });
    }
  });

  it('is the least: no other solution has less', () => {
    const q = (beta: Float64Array) => beta.reduce((sum, one) => sum + (3 / 4) * Math.abs(one) ** (4 / 3), 0);
    const { beta } = leastPotential(X, y, [quadratic, cubic]);
    // Two directions along which Xβ stays.
    const [a, b] = X;
    const normal = (j: number, k: number) => {
      const out = new Float64Array(4);
      const det = a[0] * b[1] - a[1] * b[0];
      out[j] = 1;
      out[0] = -(a[j] * b[1] - b[j] * a[1]) / det;
      out[1] = -(b[j] * a[0] - a[j] * b[0]) / det;
      return out.map((one) => one * k);
    };
    for (const j of [2, 3])
      for (const k of [-0.01, 0.01]) {
        const moved = normal(j, k);
        for (const row of X) expect(row.reduce((sum, one, i) => sum + one * moved[i], 0)).toBeCloseTo(0, 14);
        expect(q(beta.map((one, i) => one + moved[i]))).toBeGreaterThan(q(beta));
      }
  });

  it('says where there is none', () => {
    expect(() => leastPotential(X, [40, 7], [bounded])).toThrow(NoConvergence);
  });
});
