import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestAllocation, computeExponent, parabola, parabolaBias, sizeExponent } from './allocation.ts';
import { brokenExponent, brokenLoss, kaplanLoss, parametricLoss } from './laws.ts';
import { hoffmann, kaplan } from './published.ts';

const { law } = hoffmann;

describe('the best allocation', () => {
  it('is where no other size does better, and as flat as it says', () => {
    for (const compute of [1e18, 1e21, 1e24]) {
      const { N, D, loss, curvature } = bestAllocation(law, compute);
      const at = (shift: number) => parametricLoss(law, N * Math.exp(shift), D / Math.exp(shift));
      expect(6 * N * D).toBeCloseTo(compute, -Math.log10(compute) + 10);
      expect(at(0)).toBe(loss);
      const [up, down] = [at(1e-3), at(-1e-3)];
      expect(Math.min(up, down)).toBeGreaterThan(loss);
      expect((up + down - 2 * loss) / 1e-6 / curvature).toBeCloseTo(1, 4);
    }
  });

  it('grows as the powers of compute', () => {
    const [small, large] = [1e20, 1e23].map((compute) => bestAllocation(law, compute));
    expect(Math.log10(large.N / small.N) / 3).toBeCloseTo(sizeExponent(law), 12);
    expect(Math.log10((small.loss - law.E) / (large.loss - law.E)) / 3).toBeCloseTo(computeExponent(law), 12);
  });

  it('is missed by a parabola by (α − β)/6 Σx⁴/Σx², whatever the compute', () => {
    const offsets = Array.from({ length: 9 }, (_, i) => 0.1 * (i - 4));
    const [fourth, second] = [4, 2].map((power) => offsets.reduce((sum, x) => sum + x ** power, 0));
    const expected = ((law.alpha - law.beta) / 6) * (fourth / second);
    for (const compute of [1e18, 1e25]) expect(parabolaBias(law, compute, offsets) / expected).toBeCloseTo(1, 2);
  });

  it('is refused where there is none', () => {
    expect(() => bestAllocation(law, -1)).toThrow('compute is -1, but must be positive');
    expect(() => bestAllocation({ ...law, alpha: 0 }, 1e20)).toThrow('alpha is 0');
  });
});

it('a parabola goes through points of one', () => {
  const number = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(
    fc.property(number, number, number, (a, b, c) => {
      const x = [-1.5, 0, 0.3, 2, 4];
      const found = parabola(
        x,
        x.map((one) => a + b * one + c * one * one),
      );
      [a, b, c].forEach((one, i) => {
        expect(found[i]).toBeCloseTo(one, 9);
      });
    }),
  );
});

it('a broken power bends by c over a width f, and where exponentials overflow', () => {
  const broken = { a: 0.1, b: 2, c0: 0.2, breaks: [{ c: 0.5, d: 100, f: 0.05 }] };
  expect(brokenExponent(broken, 1)).toBeCloseTo(-0.2, 12);
  expect(brokenExponent(broken, 100)).toBeCloseTo(-0.45, 12);
  expect(brokenExponent(broken, 1e4)).toBeCloseTo(-0.7, 12);
  const bare = { ...broken, a: 0 };
  const slope = Math.log(brokenLoss(bare, 1e40) / brokenLoss(bare, 1e38)) / Math.log(100);
  expect(slope).toBeCloseTo(-0.7, 6);
});

it('Kaplan’s joint law has both powers as its ends', () => {
  const { alphaN, alphaD, Nc, Dc } = kaplan.jointData;
  expect(kaplanLoss(kaplan.jointData, 1e9, 1e30)).toBeCloseTo((Nc / 1e9) ** alphaN, 6);
  expect(kaplanLoss(kaplan.jointData, 1e30, 1e10)).toBeCloseTo((Dc / 1e10) ** alphaD, 6);
});
