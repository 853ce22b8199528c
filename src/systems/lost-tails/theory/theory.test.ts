import { expect, it } from 'vitest';
import { OutOfRange } from '../../../numeric/errors.ts';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';
import { asymptoticMissedShare, knownAfter, missedBehindGenerator, missedShare, totalKnown } from './unseen.ts';

describeReferenceCases(evaluators, 'data.json');

const real = Float64Array.of(0.5, 0.3, 0.15, 0.05);

it('no generation knows all, and each later one less', () => {
  expect([...knownAfter(real, 10, 0)]).toEqual([1, 1, 1, 1]);
  const totals = [0, 1, 2, 3].map((generations) => totalKnown(real, knownAfter(real, 10, generations)));
  for (let g = 1; g < 4; g++) expect(totals[g]).toBeLessThan(totals[g - 1]);
});

it('real samples alone are missed as if there were no generator', () => {
  const known = knownAfter(real, 3, 2);
  expect(missedBehindGenerator(real, known, 1, 12)).toBeCloseTo(missedShare(real, real, 12), 14);
});

it('two tokens, one of which is lost: by hand', () => {
  const two = Float64Array.of(0.75, 0.25);
  expect(missedShare(two, Float64Array.of(1, 0), 5)).toBe(0.25);
  expect(missedBehindGenerator(two, Float64Array.of(1, 0), 0.5, 2)).toBeCloseTo(
    0.75 * (1 - 0.375 - 0.5) ** 2 + 0.25 * 0.875 ** 2,
    14,
  );
});

it('has no power where the sum of tokens diverges', () => {
  expect(() => asymptoticMissedShare(1, 10)).toThrow(OutOfRange);
});
