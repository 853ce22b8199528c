import { describe, expect, it } from 'vitest';
import { createRandom } from '../numeric/random.ts';
import { summarize } from './moments.ts';
import { expectedDeviance, profileOf, riseOf95, studentDeviance } from './profile.ts';

const random = createRandom('profiles');
const normal = () => Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());

/** Points on a power law with a relative spread of a tenth, and the profile of its prefactor. */
function profileOfTable(points: number, trials: number) {
  const measured = Array.from({ length: points }, (_, i) => {
    const predicted = (1 + i) ** -0.5;
    return { predicted, ...summarize(Array.from({ length: trials }, () => predicted * (1 + 0.1 * normal()))) };
  });
  return profileOf({
    ...{ range: [0.4, 2.5], scale: 'log' },
    threshold: async ({ deviance }) => riseOf95(deviance, (points - 1) * expectedDeviance(trials), points - 1),
    deviance: async (value) =>
      measured.reduce(
        (sum, { mean, standardError, predicted }) =>
          sum + studentDeviance((mean - value * predicted) / standardError, trials),
        0,
      ),
  });
}

describe('a profile', () => {
  it.each([
    [6, 3],
    [12, 8],
    [30, 3],
  ])('covers the truth with its interval: %i points of %i trials', async (points, trials) => {
    let covered = 0;
    for (let i = 0; i < 100; i++) {
      const { low, high } = (await profileOfTable(points, trials))!;
      if (low <= 1 && high >= 1) covered++;
    }
    expect(covered).toBeGreaterThanOrEqual(90);
  });

  it('finds the minimum and the ends of a parabola', async () => {
    const found = await profileOf({
      ...{ range: [0, 10], scale: 'linear' },
      threshold: async () => 4,
      deviance: async (value) => (value - 3.3) ** 2,
    });
    expect(found!.value).toBeCloseTo(3.3, 4);
    expect([found!.low, found!.high]).toEqual([expect.closeTo(1.3, 3), expect.closeTo(5.3, 3)]);
    expect(found).toMatchObject({ isOpen: { low: false, high: false }, rivals: [] });
  });

  it('says where it is flat, where two minima are alike, and where there is none', async () => {
    const of = (deviance: (value: number) => number) =>
      profileOf({
        ...{ range: [0.01, 100], scale: 'log', threshold: async () => 1 },
        deviance: async (value) => deviance(value),
      });
    expect((await of(() => 2))!.isOpen).toEqual({ low: true, high: true });
    const double = await of((value) => 30 * (Math.log(value) ** 2 - 4) ** 2);
    expect([double!.value, ...double!.rivals].map(Math.log).sort((a, b) => a - b)).toEqual([
      expect.closeTo(-2, 1),
      expect.closeTo(2, 1),
    ]);
    expect(await of(() => Infinity)).toBeUndefined();
  });

  it('takes whole numbers alone where the parameter is one', async () => {
    const asked = new Set<number>();
    const found = await profileOf({
      ...{ range: [1, 60], scale: 'log', isWhole: true, threshold: async () => 0.5 },
      deviance: async (value) => {
        asked.add(value);
        return (value - 7.4) ** 2;
      },
    });
    expect([...asked].every(Number.isInteger)).toBe(true);
    expect(found).toMatchObject({ value: 7, low: 7, high: 8 });
  });
});

describe('the deviance of Student’s t', () => {
  it('is t² for many trials, and has the expectation that it says', () => {
    expect(studentDeviance(2, 1e7)).toBe(4);
    const trials = 5;
    const values = Array.from({ length: 4000 }, () => {
      const { mean, standardError } = summarize(Array.from({ length: trials }, normal));
      return studentDeviance(mean / standardError, trials);
    });
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    expect(mean).toBeCloseTo(expectedDeviance(trials), 1);
  });
});
