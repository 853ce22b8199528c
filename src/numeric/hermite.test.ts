import { describe, expect, it } from 'vitest';
import { activation } from './activations.ts';
import { NoConvergence, OutOfRange } from './errors.ts';
import { gaussHermite } from './gauss-hermite.testing.ts';
import { gaussianMeans, hermiteCoefficients, hermitePolynomials, linearPart } from './hermite.ts';

describe('Hermite polynomials', () => {
  it('are the known ones', () => {
    const z = 1.7;
    const [h0, h1, h2, h3] = hermitePolynomials(z, 4);
    expect([h0, h1]).toEqual([1, z]);
    expect(h2).toBeCloseTo((z ** 2 - 1) / Math.SQRT2, 14);
    expect(h3).toBeCloseTo((z ** 3 - 3 * z) / Math.sqrt(6), 14);
  });

  it('are orthonormal under Gauss–Hermite quadrature', () => {
    const { nodes, weights } = gaussHermite(20);
    for (let j = 0; j < 12; j++)
      for (let k = 0; k < 12; k++) {
        let sum = 0;
        nodes.forEach((z, i) => {
          const h = hermitePolynomials(z, 12);
          sum += weights[i] * h[j] * h[k];
        });
        expect(sum).toBeCloseTo(j === k ? 1 : 0, 12);
      }
  });

  it.each([1, 2, 3, 64, 200])('have moments 1, 0, 1, 0, 3 as far as %i nodes reach', (count) => {
    const { nodes, weights } = gaussHermite(count);
    [1, 0, 1, 0, 3].forEach((moment, power) => {
      if (power > 2 * count - 1) return;
      const sum = nodes.reduce((total, z, i) => total + weights[i] * z ** power, 0);
      expect(sum).toBeCloseTo(moment, 12);
    });
    expect(() => gaussHermite(0)).toThrow(OutOfRange);
  });
});

describe('Hermite coefficients', () => {
  it('agree with closed forms', () => {
    const root = Math.sqrt(2 * Math.PI);
    const closed: [Parameters<typeof activation>[0], number, number, number][] = [
      ['linear', 0, 1, 0],
      ['relu', 1 / root, 1 / 2, 1 / 4 - 1 / (2 * Math.PI)],
      ['erf', 0, 2 / Math.sqrt(3 * Math.PI), (2 / Math.PI) * Math.asin(2 / 3) - 4 / (3 * Math.PI)],
      ['sign', 0, 2 / root, 1 - 2 / Math.PI],
      ['sin', 0, Math.exp(-0.5), (1 - Math.exp(-2)) / 2 - Math.exp(-1)],
      ['abs', 2 / root, 0, 1 - 2 / Math.PI],
    ];
    for (const [name, mean, slope, rest] of closed) {
      const part = linearPart(activation(name));
      expect(part.mean, name).toBeCloseTo(mean, 13);
      expect(part.slope, name).toBeCloseTo(slope, 13);
      expect(part.rest, name).toBeCloseTo(rest, 13);
    }
  });

  it('of relu go on as they should: μ_2 = 1/√(4π), μ_3 = 0, μ_4 = −1/√(48π)', () => {
    const mu = hermiteCoefficients(activation('relu'), 6);
    expect(mu[2]).toBeCloseTo(1 / Math.sqrt(4 * Math.PI), 13);
    expect(mu[3]).toBeCloseTo(0, 13);
    expect(mu[4]).toBeCloseTo(-1 / Math.sqrt(48 * Math.PI), 13);
    expect(mu[5]).toBeCloseTo(0, 13);
  });

  it('of odd activations vanish exactly in even places, and add up to the second moment', () => {
    for (const name of ['tanh', 'erf', 'sin'] as const) {
      const mu = hermiteCoefficients(activation(name), 80);
      for (let k = 0; k < 80; k += 2) expect(mu[k]).toBe(0);
      const power = mu.reduce((sum, one) => sum + one * one, 0);
      expect(power).toBeCloseTo(linearPart(activation(name)).secondMoment, name === 'tanh' ? 5 : 8);
    }
  });

  it('keep the rest of a nearly linear activation: tanh(εz)/ε leaves ε⁴ E(z³ − 3z)²/9 = 2ε⁴/3', () => {
    const small = 1e-4;
    const { rest } = linearPart((z) => Math.tanh(small * z) / small);
    expect(rest / ((2 / 3) * small ** 4)).toBeCloseTo(1, 5);
  });

  it('do not return what they cannot resolve', () => {
    expect(() => gaussianMeans((z, out) => out.fill(z * Math.floor(40 * z)), 1)).toThrow(NoConvergence);
  });
});
