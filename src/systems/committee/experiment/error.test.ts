import { expect, it } from 'vitest';
import { gaussHermite } from '../../../numeric/gauss-hermite.testing.ts';
import { erf } from '../../../numeric/special.ts';
import { meanSquareDifference } from './error.ts';

it('is the mean of the squared difference over inputs, by quadrature', () => {
  // Two student units and one teacher unit in two dimensions.
  const weights = [
    [0.4, -0.3],
    [0.9, 0.2],
    [-0.5, 0.7],
  ];
  const overlaps = Float64Array.from(weights.flatMap((a) => weights.map((b) => a[0] * b[0] + a[1] * b[1])));
  const rule = gaussHermite(40);
  let mean = 0;
  rule.nodes.forEach((x, i) => {
    rule.nodes.forEach((y, j) => {
      const [first, second, teacher] = weights.map(([a, b]) => erf((a * x + b * y) * Math.SQRT1_2));
      mean += rule.weights[i] * rule.weights[j] * (first + second - teacher) ** 2;
    });
  });
  expect(meanSquareDifference(overlaps, 2, 1) / mean).toBeCloseTo(1, 10);
});

it('is nothing for a student that is its teacher, whatever the order of its units', () => {
  const overlaps = Float64Array.of(1, 0.2, 0.2, 1, 0.2, 2, 2, 0.2, 0.2, 2, 2, 0.2, 1, 0.2, 0.2, 1);
  expect(meanSquareDifference(overlaps, 2, 2)).toBeLessThan(1e-15);
});
