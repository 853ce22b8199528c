import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integrateAngle } from '../numeric/quadrature.ts';
import { whiteWishart } from './marchenko-pastur.ts';
import { smallestRidge } from './renormalized-ridge.ts';
import { type SampleSpectrum, sampleSpectrum } from './sample-spectrum.ts';

/**
 * ∫ f(x) ρ(x) dx over every interval of the bulk; the square roots at its ends go with the change
 * of variable.
 */
function integral(law: SampleSpectrum, f: (x: number) => number): number {
  let sum = 0;
  for (let i = 0; i < law.edges.length; i += 2) {
    const [centre, radius] = [(law.edges[i] + law.edges[i + 1]) / 2, (law.edges[i + 1] - law.edges[i]) / 2];
    sum += integrateAngle((theta) => {
      const x = centre + radius * Math.cos(theta);
      return radius * Math.sin(theta) * f(x) * law.density(x);
    });
  }
  return sum;
}

const blocks = (...parts: [number, number][]) => parts.flatMap(([value, count]) => Array<number>(count).fill(value));

describe('the sample spectrum', () => {
  it.each([0.3, 0.9, 2, 5])('of white data is the Marchenko–Pastur law at q = %d', (q) => {
    const law = sampleSpectrum(new Float64Array(900).fill(2), 900 / q);
    const white = whiteWishart(q);
    law.edges.forEach((edge, i) => {
      expect(edge / 2).toBeCloseTo(white.edges[i], 11);
    });
    expect(law.atom).toBeCloseTo(white.atom, 13);
    for (const share of [0.01, 0.3, 0.7, 0.99]) {
      const x = white.edges[0] + share * (white.edges[1] - white.edges[0]);
      expect(law.density(2 * x) * 2).toBeCloseTo(white.density(x), 9);
    }
    expect(law.density(2 * white.edges[1] + 0.1)).toBe(0);
  });
  it('has mass one and its two moments, also with a gap', () => {
    for (const [eta, samples, intervals] of [
      [blocks([1, 12], [8, 8]), 160, 2],
      [blocks([1, 12], [4, 8]), 30, 1],
      [blocks([1, 15], [0.1, 15]), 15, 1],
    ] as const) {
      const law = sampleSpectrum(eta, samples);
      expect(law.edges).toHaveLength(2 * intervals);
      expect(integral(law, () => 1) + law.atom).toBeCloseTo(1, 9);
      expect(integral(law, (x) => x)).toBeCloseTo(law.moments[0], 8);
      expect(integral(law, (x) => x * x)).toBeCloseTo(law.moments[1], 7);
    }
  });
  it('begins at minus the smallest ridge', () => {
    const eta = blocks([20, 10], [1, 590]);
    expect(sampleSpectrum(eta, 100).edges[0]).toBeCloseTo(-smallestRidge(eta, 100).ridge, 10);
  });
  it('knows no gaps in a fine spectrum, nor do zeros matter but for the atom', () => {
    const fine = Float64Array.from({ length: 2000 }, (_, k) => (k + 1) ** -0.05);
    expect(sampleSpectrum(fine, 4000).edges).toHaveLength(2);
    const law = sampleSpectrum([...blocks([1, 10]), ...blocks([0, 30])], 40);
    expect(law.atom).toBe(0.75);
    expect(law.edges[1]).toBeCloseTo(2.25, 12);
    expect(sampleSpectrum([0, 0], 3)).toMatchObject({ edges: [], atom: 1 });
  });
});

describe('products of Wishart matrices', () => {
  it.each([1, 2, 3, 5])('with %d square factors have the Fuss–Catalan law', (order) => {
    const law = sampleSpectrum(new Float64Array(50).fill(1), Array<number>(order).fill(50));
    const top = (order + 1) ** (order + 1) / order ** order;
    expect(law.edges).toEqual([0, expect.closeTo(top, 9)]);
    expect(law.edgeWidth(0)).toBeUndefined();
    expect(law.masses).toEqual([expect.closeTo(1, 12)]);
    // Moments from shares of eigenvalues, ∫ x^n dF = top^n − ∫ n x^(n−1) F dx: binomial((L + 1) n,
    // n)/(L n + 1).
    const fussCatalan = (n: number) => {
      let value = 1 / (order * n + 1);
      for (let i = 1; i <= n; i++) value *= (order * n + i) / i;
      return value;
    };
    const steps = 4000;
    const at = Float64Array.from({ length: steps }, (_, i) => top * ((i + 0.5) / steps) ** 2);
    const shares = law.cumulative(at);
    for (const n of [1, 2, 3]) {
      const below = at.reduce((sum, x, i) => sum + (n * x ** (n - 1) * shares[i] * 2 * Math.sqrt(x * top)) / steps, 0);
      expect((top ** n - below) / fussCatalan(n), `moment ${n}`).toBeCloseTo(1, 4);
    }
    expect(law.moments).toEqual([1, order + 1]);
  });

  it('do not depend on the order of their factors, and a pole of a smaller factor is an atom', () => {
    const eta = blocks([3, 40], [1, 40], [0, 20]);
    const [law, same] = [sampleSpectrum(eta, [70, 60, 200]), sampleSpectrum(eta, [200, 70, 60])];
    expect(law.atom).toBeCloseTo(0.4, 14);
    expect(law.masses.reduce((sum, mass) => sum + mass, law.atom)).toBeCloseTo(1, 12);
    law.edges.forEach((edge, i) => {
      expect(edge / same.edges[i]).toBeCloseTo(1, 11);
    });
    expect(law.density(1) / same.density(1)).toBeCloseTo(1, 11);
  });

  it('have the Stieltjes transform that their density integrates to', () => {
    const law = sampleSpectrum(blocks([3, 40], [1, 40]), [200, 150]);
    for (const ridge of [1e-3, 0.5, 20])
      expect(integral(law, (x) => 1 / (x + ridge)) / law.stieltjes(ridge)).toBeCloseTo(1, 9);
    expect(integral(law, (x) => x * x) / law.moments[1]).toBeCloseTo(1, 9);
    expect(() => law.stieltjes(0)).toThrow(/λ/);
  });
});

/** Populations of a few blocks over two decades, zeros too, and one to four factors. */
const settings = fc.record({
  parts: fc.array(fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: 1, max: 40 })), {
    minLength: 1,
    maxLength: 5,
  }),
  zeros: fc.integer({ min: 0, max: 10 }),
  sizes: fc.array(fc.integer({ min: 5, max: 600 }), { minLength: 1, maxLength: 4 }),
});

describe('for any population and factors', () => {
  it('intervals of the bulk hold whole numbers of eigenvalues, one in all with the atom', () => {
    fc.assert(
      fc.property(settings, ({ parts, zeros, sizes }) => {
        const eta = [
          ...blocks(...parts.map(([decade, count]) => [10 ** decade, count] as [number, number])),
          ...blocks([0, zeros]),
        ];
        const law = sampleSpectrum(eta, sizes);
        for (const mass of law.masses) {
          expect(mass).toBeGreaterThan(0);
          expect(mass * eta.length).toBeCloseTo(Math.round(mass * eta.length), 6);
        }
        expect(law.masses.reduce((sum, mass) => sum + mass, law.atom)).toBeCloseTo(1, 9);
      }),
      { numRuns: 200 },
    );
  });

  it('shares of eigenvalues rise from the atom to 1, with the density as their slope', () => {
    fc.assert(
      fc.property(settings, fc.double({ min: 0.01, max: 0.99, noNaN: true }), ({ parts, zeros, sizes }, place) => {
        const eta = [
          ...blocks(...parts.map(([decade, count]) => [10 ** decade, count] as [number, number])),
          ...blocks([0, zeros]),
        ];
        const law = sampleSpectrum(eta, sizes);
        const [low, high] = [law.edges[0], law.edges[law.edges.length - 1]];
        const shares = law.cumulative(Float64Array.from({ length: 60 }, (_, i) => low + ((high - low) * i) / 59));
        expect(shares[0]).toBeCloseTo(law.atom, 9);
        expect(shares[59]).toBeCloseTo(1, 9);
        for (let i = 1; i < 60; i++) expect(shares[i]).toBeGreaterThanOrEqual(shares[i - 1] - 1e-10);
        // In an interval of the bulk, away from its ends.
        const [a, b] = [law.edges[law.edges.length - 2], high];
        const x = a + (0.1 + 0.8 * place) * (b - a);
        const h = 1e-4 * (b - a);
        const [before, after] = law.cumulative([x - h, x + h]);
        expect((after - before) / (2 * h) / law.density(x)).toBeCloseTo(1, 4);
      }),
      { numRuns: 100 },
    );
  });
});

describe('edges of white Wishart matrices', () => {
  it.each([
    [450, 150],
    [100, 400],
  ])('with %d samples of %d dimensions have their known width and kurtosis shift', (n, p) => {
    const law = sampleSpectrum(new Float64Array(p).fill(1), n);
    const [a, b] = [Math.sqrt(n), Math.sqrt(p)];
    expect((n * law.edgeWidth(1)!) / ((a + b) * Math.cbrt(1 / a + 1 / b))).toBeCloseTo(1, 11);
    expect((n * law.edgeWidth(0)!) / Math.abs((a - b) * Math.cbrt(1 / b - 1 / a))).toBeCloseTo(1, 10);
    expect((law.kurtosisShift(1)! * a * b) / law.edges[1]).toBeCloseTo(1, 11);
    expect((law.kurtosisShift(0)! * a * b) / law.edges[0]).toBeCloseTo(-1, 9);
  });

  it('are met by the density as a square root', () => {
    const law = sampleSpectrum(blocks([1, 60], [8, 40]), 800);
    law.edges.forEach((edge, i) => {
      const inward = i % 2 === 0 ? 1 : -1;
      for (const distance of [1e-12, 1e-10, 1e-8, 1e-6]) {
        const rho = law.density(edge * (1 + inward * distance));
        const expected = Math.sqrt(edge * distance) / (Math.PI * 100 * law.edgeWidth(i)! ** 1.5);
        expect(rho / expected, `${distance} from edge ${i}`).toBeCloseTo(1, distance === 1e-12 ? 3 : 5);
      }
      expect(law.density(edge * (1 - inward * 1e-6))).toBe(0);
    });
  });
});
