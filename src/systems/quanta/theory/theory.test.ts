import { describe, expect, it } from 'vitest';
import { Stopped } from '../../../numeric/errors.ts';
import { exp } from '../../../numeric/special.ts';
import { hurwitzZeta } from '../../../numeric/zeta.ts';
import { logGamma } from '../../../statistics/distributions.ts';
import { parameters } from '../parameters.ts';
import { prepare } from '../problem.ts';
import { countSpectrum, visitCounts } from './count-spectrum.ts';
import { descent, logistic, step } from './learning-curve.ts';
import { learnedPower, lossPower, transitionIntegral, transitionPower, transitionSum } from './power-law.ts';
import { predict, slotLoss } from './prediction.ts';

const endless = (beta: number) => ({ beta, quanta: Number.POSITIVE_INFINITY, total: hurwitzZeta(beta, 1) });
const listOf = (quanta: number, beta: number) => ({
  beta,
  quanta,
  total: Array.from({ length: quanta }, (_, i) => (i + 1) ** -beta).reduce((sum, one) => sum + one, 0),
});
const near = (value: number, expected: number, error: number) =>
  expect(Math.abs(value / expected - 1), `${value} for ${expected}`).toBeLessThan(error);

describe('the spectrum of counts', () => {
  it('is that of all quanta, rank by rank, where a list is short or long', () => {
    for (const [quanta, D] of [
      [3, 50],
      [5000, 300],
      [40000, 7],
    ]) {
      const zipf = listOf(quanta, 1.4);
      const { numbers, shares } = countSpectrum(zipf, D);
      const [exactNumbers, exactShares] = [new Float64Array(numbers.length), new Float64Array(numbers.length)];
      for (let k = 1; k <= quanta; k++) {
        const p = k ** -1.4 / zipf.total;
        visitCounts(D, p, (c, chance) => {
          if (c > 0) exactNumbers[c] += chance;
          exactShares[c] += p * chance;
        });
      }
      for (let c = 0; c <= Math.min(6, D); c++) {
        if (c > 0) near(numbers[c], exactNumbers[c], 1e-6);
        near(shares[c], exactShares[c], 1e-6);
      }
    }
  });

  it('has all of the use and all of the examples, however long the tail', () => {
    for (const beta of [1.1, 1.5, 2.5, 4])
      for (const D of [10, 1000, 100000]) {
        const { numbers, shares } = countSpectrum(endless(beta), D);
        near(
          shares.reduce((sum, one) => sum + one, 0),
          1,
          1e-7,
        );
        near(
          numbers.reduce((sum, one, c) => sum + c * one, 0),
          D,
          1e-6,
        );
      }
  });
});

describe('powers', () => {
  it('are what the sums become, for every way of learning', () => {
    const D = 3e5;
    for (const beta of [1.2, 1.5, 2.2]) {
      const { numbers, shares } = countSpectrum(endless(beta), D);
      const total = hurwitzZeta(beta, 1);
      for (const curve of [step(1), step(20), logistic(5, 0.3), logistic(2, 1), descent(2, 0.1, 0.03)]) {
        const sum = shares.reduce((loss, share, m) => loss + share * curve.loss(m), 0);
        near(lossPower(curve, beta, total, D), sum, 3e-3);
        const learned = numbers.reduce((all, one, m) => all + one * curve.learned(m), 0);
        near(learnedPower(curve, beta, total, D) - 0.5, learned, 3e-3);
      }
    }
  });

  it('of smooth transitions have the integrals in closed form', () => {
    const zipf = endless(1.5);
    // Wider ones come to their power slowly, as t^(−1/3) for w = 1.5.
    for (const [w, error] of [
      [0.2, 1e-3],
      [0.7, 1e-3],
      [1.5, 0.02],
    ]) {
      const sum = transitionSum((u) => 1 / (1 + u ** (1 / w)), zipf, 1e5);
      near(transitionPower(transitionIntegral.logistic(1.5, w), 1.5, zipf.total, 1e5), sum, error);
    }
    expect(transitionIntegral.logistic(1.5, 3)).toBe(Number.POSITIVE_INFINITY);
  });
});

it('powers of a loss that falls as 1/m are known in closed form, tails without end included', () => {
  // Σ_m Γ(m + a)/m! · τ/(m + τ) = τ Γ(a) B(τ, 1 − a), and quanta are learned as s falls.
  for (const beta of [1.1, 1.5, 2, 4]) {
    const a = 1 - 1 / beta;
    const two = exp(logGamma(a)) / ((2 - a) * (1 - a));
    const three = (two * 2) / (3 - a);
    near(lossPower(logistic(2, 1), beta, 1, 100), ((2 * two) / beta) * 100 ** -a, 1e-8);
    near(learnedPower(logistic(2, 1), beta, 1, 100), 2 * (two - three) * 100 ** (1 / beta), 1e-8);
  }
});

it('slots are of no more use than what there is to put into them', () => {
  const spectrum = countSpectrum(endless(1.5), 1000);
  const all = spectrum.shares.reduce((loss, share, m) => loss + share * step(3).loss(m), 0);
  near(slotLoss(spectrum, step(3), 1e4), all, 1e-9);
  expect(slotLoss(spectrum, step(3), 0)).toBe(1);
  // What is left of few quanta that have all been met often is little, and never negative.
  const few = countSpectrum({ beta: 1.8, quanta: 2, total: 1 + 2 ** -1.8 }, 2000);
  for (const n of [2, 1e3]) expect(slotLoss(few, step(3), n)).toBeGreaterThanOrEqual(0);
  for (let n = 1; n < 40; n++) expect(slotLoss(spectrum, step(1), n)).toBeLessThan(slotLoss(spectrum, step(1), n - 1));
});

it('asks only for the counts that some quantum has, of the millions there are', () => {
  const spectrum = countSpectrum(endless(1.5), 1e5);
  let asked = 0;
  const curve = { ...step(3), loss: (m: number) => step(3).loss(m) + 0 * asked++ };
  slotLoss(spectrum, curve, 3);
  expect(spectrum.numbers.length).toBeGreaterThan(30_000);
  expect(asked).toBeLessThan(10_000);
});

it('learning by descent falls from (1 − f₀)² to nothing, and is learned at an output of ½', () => {
  for (const depth of [1, 2, 5]) {
    const { loss, learned, end } = descent(depth, 0.15, 0.02);
    expect(loss(0)).toBeCloseTo(0.98 ** 2, 12);
    for (let m = 1; m < end; m++) expect(loss(m)).toBeLessThan(loss(m - 1));
    const half = Array.from({ length: end }, (_, m) => m).find((m) => learned(m) === 1)!;
    expect(loss(half)).toBeLessThan(0.25);
    expect(loss(half - 1)).toBeGreaterThanOrEqual(0.25);
  }
});

it('a long theory says how far it is, and stops when asked', () => {
  const problem = prepare(parameters.parse({ examples: 1e5 }));
  const fractions: number[] = [];
  predict(problem, { progress: (fraction) => void fractions.push(fraction) });
  expect(fractions.length).toBe(problem.sizes.length);
  expect(Math.max(...fractions)).toBeLessThanOrEqual(1);
  const check = () => {
    throw new Stopped();
  };
  expect(() => predict(problem, { check })).toThrow(Stopped);
});
