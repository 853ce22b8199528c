import { expect, it } from 'vitest';
import { OutOfRange } from '../../../numeric/errors.ts';
import { normalCdf } from '../../../statistics/distributions.ts';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';
import { leadingAccuracy, meanAccuracy, mostWrongLabels } from './accuracy.ts';

describeReferenceCases(evaluators, 'data.json');

const setting = { samples: 600, dimension: 100, signal: 1.2, wrongLabels: 0.6, keepsCorrect: 0.5, keepsWrong: 0.5 };

it('is nearer to the simulated accuracy than the leading order', () => {
  // 0.32529 ± 0.00149 and 0.72158 ± 0.00110 over 1500 trials: collapse.selection, cases 3 and 2.
  expect(Math.abs(meanAccuracy(setting) - 0.32529)).toBeLessThan(2 * 0.00149);
  const other = { ...setting, wrongLabels: 0.8, keepsCorrect: 0.9, keepsWrong: 0.1 };
  expect(Math.abs(meanAccuracy(other) - 0.72158)).toBeLessThan(2 * 0.0011);
  expect(Math.abs(leadingAccuracy(other) - 0.72158)).toBeGreaterThan(3 * 0.0011);
});

it('guesses at the transition, at every size', () => {
  for (const samples of [20, 300, 1e5]) {
    const at = { ...setting, samples, keepsCorrect: 0.9, keepsWrong: 0.3 };
    expect(meanAccuracy({ ...at, wrongLabels: mostWrongLabels(at) })).toBeCloseTo(0.5, 12);
  }
});

it('averages over few directions too: two, by hand', () => {
  // All labels are correct, and of one sample: ŵ = μ + z, of which the cosine with μ is averaged.
  const one = { samples: 1, dimension: 2, signal: 1.5, wrongLabels: 0, keepsCorrect: 1, keepsWrong: 1 };
  let [mean, total] = [0, 0];
  for (let x = -8; x <= 8; x += 0.02)
    for (let y = -8; y <= 8; y += 0.02) {
      const weight = Math.exp(-(x * x + y * y) / 2);
      mean += weight * normalCdf((1.5 * (1.5 + x)) / Math.hypot(1.5 + x, y));
      total += weight;
    }
  expect(meanAccuracy(one)).toBeCloseTo(mean / total, 4);
});

it('in one direction is right or wrong altogether', () => {
  const one = { ...setting, dimension: 1, samples: 1e6, wrongLabels: 0.4 };
  expect(meanAccuracy(one)).toBeCloseTo(normalCdf(1.2), 12);
  expect(meanAccuracy({ ...one, wrongLabels: 0.6 })).toBeCloseTo(normalCdf(-1.2), 12);
});

it('learns nothing from nothing', () => {
  expect(() => meanAccuracy({ ...setting, keepsCorrect: 0, keepsWrong: 0 })).toThrow(OutOfRange);
});
