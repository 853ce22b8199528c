import { describe, expect, it } from 'vitest';
import {
  type AveragedActivation,
  averagedActivations,
  meanFourth,
  meanFourthSlope,
  meanSquare,
  meanSquareBend,
  meanSquareGrowth,
  meanSquareSlope,
  pairAverages,
} from './activation-averages.ts';
import { activation } from './activations.ts';
import { gaussianMeans } from './hermite.ts';

const slopes: Record<AveragedActivation, (z: number) => number> = {
  relu: (z) => (z > 0 ? 1 : 0),
  tanh: (z) => 1 / Math.cosh(z) ** 2,
  erf: (z) => (2 / Math.sqrt(Math.PI)) * Math.exp(-z * z),
};
const mean = (f: (z: number) => number) =>
  gaussianMeans((z, out) => {
    out[0] = f(z);
  }, 1)[0];

describe.each(averagedActivations)('averages of %s', (phi) => {
  const [value, slope] = [activation(phi), slopes[phi]];

  it.each([1e-4, 0.3, 1, 7, 60, 900])('over one preactivation of variance %d are the integrals', (q) => {
    const root = Math.sqrt(q);
    const pairs: [number, (z: number) => number][] = [
      [meanSquare(phi, q), (z) => value(z) ** 2],
      [meanFourth(phi, q), (z) => value(z) ** 4],
      [meanSquareSlope(phi, q), (z) => slope(z) ** 2],
      [meanFourthSlope(phi, q), (z) => slope(z) ** 4],
    ];
    for (const [found, f] of pairs) expect(found / mean((z) => f(root * z))).toBeCloseTo(1, 10);
    const step = 1e-4 * q;
    const growth = (meanSquare(phi, q + step) - meanSquare(phi, q - step)) / (2 * step);
    expect(meanSquareGrowth(phi, q) / growth).toBeCloseTo(1, 6);
  });

  it.each([
    [0.4, 0.7],
    [3, 0.01],
    [40, 1.9],
    [1, 1],
  ])('over two of variance %d at 1 − %d are the integrals', (q, epsilon) => {
    const c = 1 - epsilon;
    const sine = Math.sqrt(1 - c * c);
    // Midpoints, so that kinks fall between them; good to the square of the step, and better where
    // smooth.
    const nodes = Array.from({ length: 600 }, (_, i) => -8.5 + (17 * (i + 0.5)) / 600);
    const weights = nodes.map((z) => ((17 / 600) * Math.exp(-0.5 * z * z)) / Math.sqrt(2 * Math.PI));
    let [difference, product] = [0, 0];
    const first = nodes.map((z) => [value(Math.sqrt(q) * z), slope(Math.sqrt(q) * z)]);
    for (const [i, z] of nodes.entries())
      for (const [j, y] of nodes.entries()) {
        const u = Math.sqrt(q) * (c * z + sine * y);
        const weight = weights[i] * weights[j];
        difference += 0.5 * weight * (first[i][0] - value(u)) ** 2;
        product += weight * first[i][1] * slope(u);
      }
    const found = pairAverages(phi, q, epsilon);
    const digits = phi === 'relu' ? 2 : 7;
    expect(found.difference / difference).toBeCloseTo(1, digits);
    expect(found.slopes / product).toBeCloseTo(1, digits);
  });

  it('keep their digits as two inputs become one', () => {
    for (const epsilon of [1e-6, 1e-12, 1e-20]) {
      const { difference, slopes: product } = pairAverages(phi, 0.8, epsilon);
      const leading = 0.8 * epsilon * meanSquareSlope(phi, 0.8);
      expect(difference / leading).toBeCloseTo(1, epsilon < 1e-9 ? 6 : 2);
      expect(product / meanSquareSlope(phi, 0.8)).toBeCloseTo(1, epsilon < 1e-9 ? 5 : 2);
    }
    expect(pairAverages(phi, 0.8, 0).difference).toBe(0);
  });
});

it('of φ″ are the integrals', () => {
  const bends = {
    tanh: (u: number) => -2 * Math.tanh(u) * slopes.tanh(u),
    erf: (u: number) => -2 * u * slopes.erf(u),
  };
  for (const phi of ['tanh', 'erf'] as const)
    for (const q of [0.01, 0.5, 6])
      expect(meanSquareBend(phi, q) / mean((z) => bends[phi](Math.sqrt(q) * z) ** 2)).toBeCloseTo(1, 10);
});
