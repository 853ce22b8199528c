import { expect, it } from 'vitest';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';
import { accuracy, accuracyCurvature } from './accuracy.ts';

describeReferenceCases(evaluators, 'dynamics.json', 'hyperparameters.json');

it('of an accuracy has a curvature, also where losses are next to nothing', () => {
  const [loss, step] = [0.3, 1e-4];
  const at = (shift: number) => accuracy(loss + shift, 0.4);
  expect(accuracyCurvature(loss, 0.4) / ((at(step) + at(-step) - 2 * at(0)) / step ** 2)).toBeCloseTo(1, 4);
  for (const tiny of [0, 1e-320, 1e-200, 1e-100])
    for (const epsilon of [1e-160, 1e-50, 0.1]) expect(accuracyCurvature(tiny, epsilon)).not.toBeNaN();
  // Beyond 40 deviations nothing is left of the curve.
  expect(accuracyCurvature(1e-6, 0.1)).toBe(0);
});
