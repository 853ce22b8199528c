import { describe, expect, it } from 'vitest';
import { integrateAngle } from '../numeric/quadrature.ts';
import { whiteWishart } from './marchenko-pastur.ts';
import { smallestRidge } from './renormalized-ridge.ts';
import { type SampleSpectrum, sampleSpectrum } from './sample-spectrum.ts';

/** ∫ f(x) ρ(x) dx over every interval of the bulk; the square roots at its ends go with the change of variable. */
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
