import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { hurwitzZeta } from '../../numeric/zeta.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { evaluators } from './reference.ts';
import { estimators } from './system.ts';
import { logCumulants } from './theory/tails.ts';

await describeConformance(estimators);

describeReferenceCases(evaluators, 'data.json');

it.each([
  [1.5, 1],
  [2.5, 1],
  [3.5, 7],
])('cumulants of ln x are the derivatives of ln ζ: α = %d from %d on', (alpha, smallest) => {
  const at = (shift: number) => Math.log(hurwitzZeta(alpha + shift, smallest));
  const h = 1e-3;
  const { mean, variance } = logCumulants(alpha, smallest);
  expect(mean / ((at(-h) - at(h)) / (2 * h))).toBeCloseTo(1, 4);
  expect(variance / ((at(h) - 2 * at(0) + at(-h)) / h ** 2)).toBeCloseTo(1, 4);
});
