import { expect, it } from 'vitest';
import { noiseScales, stepStatistics } from './noise-scale.ts';
import { SecondMoments } from './second-moments.ts';

it('has the scales on the way begin as those of the position that descent starts from', () => {
  const [lambda, errors, sigma2] = [[3, 1, 0.2], [0.5, -1, 2], 0.3];
  const descent = { lambda, sigma2, B: 4, eta: 0.1, beta: 0 };
  const scales = noiseScales(
    new SecondMoments(
      descent,
      errors.map((error) => error * error),
    ),
    lambda,
    sigma2,
  );
  const { simple, noise } = stepStatistics({ lambda, errors, sigma2 });
  expect(scales.simple).toBeCloseTo(simple, 12);
  expect(scales.noise).toBeCloseTo(noise, 12);
});
