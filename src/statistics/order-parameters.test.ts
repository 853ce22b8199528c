import { expect, test } from 'vitest';
import { Draw } from './draw.testing.ts';
import { binderCumulant, susceptibility } from './order-parameters.ts';

test('susceptibility is the size times the variance, or the mean square around zero', () => {
  expect(susceptibility([1, 2, 4], 30)).toBeCloseTo((30 * 7) / 3, 12);
  expect(susceptibility([1, -2, 4], 30, 'zero')).toBeCloseTo(30 * 7, 12);
  expect(() => susceptibility([1], 30)).toThrow(/number of runs/);
});

test('without fluctuations the Binder cumulant is two thirds, with any scale and sign', () => {
  expect(binderCumulant([0.3, -0.3, 0.3, 0.3])).toBeCloseTo(2 / 3, 12);
  expect(binderCumulant([1, 2, 3, 5])).toBeCloseTo(binderCumulant([-10, 20, -30, 50]), 12);
  expect(() => binderCumulant([0, 0, 0])).toThrow(/order parameter/);
});

test('a few runs of a Gaussian order parameter give no cumulant on average, as many runs do', () => {
  const draw = new Draw(3);
  const groups = 20_000;
  let [mean, biased] = [0, 0];
  for (let group = 0; group < groups; group++) {
    const runs = Array.from({ length: 30 }, draw.normal);
    const [square, fourth] = [2, 4].map((k) => runs.reduce((sum, r) => sum + r ** k / 30, 0));
    biased += (1 - fourth / (3 * square ** 2)) / groups;
    mean += binderCumulant(runs) / groups;
  }
  // 1 − N/(N + 2) of N runs, and what the jackknife leaves of it, 4/N²; errors of 0.002.
  expect(biased).toBeCloseTo(2 / 32, 2);
  expect(Math.abs(mean - 4 / 900)).toBeLessThan(0.01);
});
