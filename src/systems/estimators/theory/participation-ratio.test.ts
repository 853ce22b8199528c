import { expect, it } from 'vitest';
import { sampleRatioMoments, unbiasedRatioMoments } from './participation-ratio.ts';

it.each([
  ['unbiased', unbiasedRatioMoments],
  ['of the sample', sampleRatioMoments],
])('%s, mean and spread are the same in any unit of the inputs', (_, moments) => {
  const eta = [2, 1, 0.5, 0.1];
  const scaled = moments(
    eta.map((value) => 9 * value),
    30,
  );
  expect(scaled.mean / moments(eta, 30).mean).toBeCloseTo(1, 12);
  expect(scaled.spread / moments(eta, 30).spread).toBeCloseTo(1, 12);
});
