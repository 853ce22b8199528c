import { expect, it } from 'vitest';
import { impliedDataExponent } from './language-exponent.ts';

it('has the exponents that the paper predicts of its two texts', () => {
  const about = (value: number, error: number) => ({ value, low: value - 1.96 * error, high: value + 1.96 * error });
  const tiny = impliedDataExponent(about(0.325, 0.003), about(0.88, 0.06))!;
  expect(tiny.value).toBeCloseTo(0.185, 3);
  expect((tiny.high - tiny.low) / 2 / 1.96).toBeCloseTo(0.013, 2);
  expect(impliedDataExponent(about(0.265, 0.016), about(0.94, 0.16))!.value).toBeCloseTo(0.141, 3);
});

it('says nothing where an exponent may be zero', () => {
  expect(impliedDataExponent({ value: 0.3, low: -0.1, high: 0.7 }, { value: 1, low: 0.9, high: 1.1 })).toBeUndefined();
});
