import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { kernelFunction } from '../kernels.ts';
import { exactGaussianModes, exactHypercubeLevels, exactSphereLevels } from './exact.ts';
import { gaussianModes, rbfGaussianEigenvalues } from './gaussian.ts';
import { hypercubeLevels } from './hypercube.ts';
import { sphereLevels, sphereMultiplicity } from './sphere.ts';

const engine = createWasmEngine();
const network = { activation: 'relu' as const, depth: 1, weightVariance: 2, biasVariance: 0 };
const ntk = kernelFunction({ kernel: 'ntk', ...network });
const nngp = kernelFunction({ kernel: 'nngp', ...network });

describe('levels of the sphere', () => {
  it.each([
    ['ntk', 3, ntk, [1, 2 / 3, 5 / 32]],
    ['ntk', 5, ntk, [27 / 32, 2 / 5, 1 / 16]],
    ['nngp', 5, nngp, [45 / 64, 1 / 5, 5 / 256]],
  ] as const)('%s in %d dimensions start with fractions, and odd ones from 3 vanish', (_, dimension, kernel, exact) => {
    const { values, multiplicities, tail } = sphereLevels((t) => kernel(t, 1, 1), dimension, 60);
    exact.forEach((value, k) => {
      expect(values[k] / value).toBeCloseTo(1, 13);
    });
    for (let k = 3; k <= 60; k += 2) expect(values[k]).toBe(0);
    const sum = values.reduce((total, value, k) => total + value * multiplicities[k], 0);
    expect((sum + tail) / kernel(1, 1, 1)).toBeCloseTo(1, 12);
  });

  it('count the harmonics', () => {
    expect([0, 1, 2, 3].map((k) => sphereMultiplicity(3, k))).toEqual([1, 3, 5, 7]);
    expect([0, 1, 2].map((k) => sphereMultiplicity(2, k))).toEqual([1, 2, 2]);
    expect([0, 1, 2, 3].map((k) => Math.round(sphereMultiplicity(8, k)))).toEqual([1, 8, 35, 112]);
  });

  it('give a kernel of known levels back', () => {
    const made = kernelFunction({ kernel: 'power-law', decay: 3, dimension: 7, polynomials: 'gegenbauer' });
    const { values, multiplicities, tail } = sphereLevels((t) => made(t, 1, 1), 7, 40);
    for (let k = 1; k <= 12; k++) expect(values[k] * multiplicities[k] * k ** 3).toBeCloseTo(1, 9);
    expect(values[0]).toBe(0);
    expect(tail).toBeLessThan(1e-9);
  });
});

describe('levels of the hypercube', () => {
  it('are the averages over its corners', () => {
    const d = 6;
    const { values, multiplicities } = hypercubeLevels((t) => ntk(t, 1, 1), d);
    for (let k = 0; k <= d; k++) {
      // λ = E_x K(x, 1) χ(x), with χ the parity of the first k coordinates.
      let sum = 0;
      for (let corner = 0; corner < 2 ** d; corner++) {
        let [total, parity] = [0, 1];
        for (let j = 0; j < d; j++) {
          const x = (corner >> j) % 2 === 0 ? 1 : -1;
          total += x;
          if (j < k) parity *= x;
        }
        sum += (ntk(total / d, 1, 1) * parity) / 2 ** d;
      }
      expect(values[k]).toBeCloseTo(Math.abs(sum) < 1e-14 ? 0 : sum, 13);
    }
    expect([...multiplicities]).toEqual([1, 6, 15, 20, 15, 6, 1]);
  });
});

describe('modes of Gaussian inputs', () => {
  it('of an rbf are those of the product of its coordinates, level by level', () => {
    const [dimension, bandwidth] = [3, 0.9];
    const { modes, tail } = gaussianModes(kernelFunction({ kernel: 'rbf', bandwidth }), dimension, engine);
    const [first, second] = rbfGaussianEigenvalues(bandwidth * Math.sqrt(dimension), 1, 2);
    const sorted = modes
      .flatMap(({ eigenvalue, multiplicity }) => Array<number>(Math.round(multiplicity)).fill(eigenvalue))
      .sort((a, b) => b - a);
    // Total degree m has C(m + 2, 2) products.
    let at = 0;
    for (let m = 0; m < 6; m++)
      for (let i = 0; i < ((m + 1) * (m + 2)) / 2; i++)
        expect(sorted[at++] / (first ** 3 * (second / first) ** m)).toBeCloseTo(1, 8);
    expect(tail).toBeLessThan(1e-6);
  });

  it('of a homogeneous kernel are those of the sphere, with one radial function each', () => {
    const dimension = 6;
    const { modes } = gaussianModes(ntk, dimension, engine);
    const sphere = sphereLevels((t) => ntk(t, 1, 1), dimension, 8);
    for (const degree of [0, 1, 2, 4, 6]) {
      const own = modes.filter((mode) => mode.degree === degree);
      expect(own).toHaveLength(1);
      expect(own[0].eigenvalue / sphere.values[degree]).toBeCloseTo(1, 9);
    }
    expect(modes.find(({ degree }) => degree === 1)!.overlap ** 2).toBeCloseTo(1, 12);
  });
});

describe('levels in closed form', () => {
  const rbf = (bandwidth: number) => ({ kernel: 'rbf' as const, bandwidth });

  it.each([
    // e^(−z) Γ(ν + 1) (2/z)^ν I_(k+ν)(z), z = 1/ℓ², ν = d/2 − 1, to 40 digits.
    [20, 1e5, 0, 0.9999999999],
    [20, 1e5, 1, 4.9999999995e-12],
    [20, 1e5, 3, 9.46969696875e-35],
    [3, 0.05, 40, 0.000160788319931461],
    [2, 1, 7, 5.88319509205405e-7],
    [1000, 0.3, 2, 1.95818121476024e-9],
  ])('keep their digits on the sphere: d = %d, ℓ = %d, k = %d', (dimension, bandwidth, k, value) => {
    expect(exactSphereLevels(rbf(bandwidth), dimension)!.values[k] / value).toBeCloseTo(1, 11);
  });

  it.each([0.3, 1, 4])('are those of the quadrature where that is good: ℓ = %d', (bandwidth) => {
    const kernel = kernelFunction(rbf(bandwidth));
    const pairs = [
      [exactSphereLevels(rbf(bandwidth), 7)!, sphereLevels((t) => kernel(t, 1, 1), 7, 30)],
      [exactHypercubeLevels(rbf(bandwidth), 7)!, hypercubeLevels((t) => kernel(t, 1, 1), 7)],
    ];
    for (const [exact, found] of pairs)
      for (let k = 0; k < 4; k++) expect(exact.values[k] / found.values[k]).toBeCloseTo(1, 8);
    const exact = exactGaussianModes(rbf(bandwidth), 7)!;
    const { modes } = gaussianModes(kernel, 7, engine);
    for (const degree of [0, 1, 3]) {
      const of = (list: typeof modes) =>
        list.filter((mode) => mode.degree === degree).sort((a, b) => b.eigenvalue - a.eigenvalue);
      for (let j = 0; j < 2; j++) {
        expect(of(exact.modes)[j].eigenvalue / of(modes)[j].eigenvalue).toBeCloseTo(1, 6);
        expect(Math.abs(of(exact.modes)[j].overlap / of(modes)[j].overlap)).toBeCloseTo(1, 5);
        expect(of(exact.modes)[j].multiplicity).toBe(of(modes)[j].multiplicity);
      }
    }
  });

  it.each([0.01, 0.2, 1, 1e3, 1e6])('add up to the trace, and targets to their variance: ℓ = %d', (bandwidth) => {
    for (const dimension of [2, 20, 1000]) {
      const sphere = exactSphereLevels(rbf(bandwidth), dimension)!;
      const sum = (values: ArrayLike<number>, weights: ArrayLike<number>) =>
        Array.from(values, (value, k) => value * weights[k]).reduce((total, one) => total + one, 0);
      expect(sum(sphere.values, sphere.multiplicities) + sphere.tail).toBeCloseTo(1, 10);
      const { modes, tail } = exactGaussianModes(rbf(bandwidth), dimension)!;
      expect(modes.reduce((total, one) => total + one.eigenvalue * one.multiplicity, tail)).toBeCloseTo(1, 9);
      if (bandwidth < 1) continue;
      for (const degree of [0, 1, 6]) {
        const shares = modes.map((mode) => (mode.degree === degree ? mode.overlap ** 2 : 0));
        expect(shares.reduce((total, one) => total + one, 0)).toBeCloseTo(1, 11);
      }
    }
  });
});
