import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { hurwitzZeta } from '../../numeric/zeta.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { zeta } from './experiment/tails.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { estimators } from './system.ts';
import { dickerMoments } from './theory/noise-level.ts';
import { predict } from './theory/prediction.ts';
import { halfShiftMoments, logCumulants, zetaMoments } from './theory/tails.ts';
import { validity } from './validity.ts';

const engine = createWasmEngine();

await describeConformance(estimators);

describeReferenceCases(evaluators, 'data.json');

it.each([
  [1.5, 1],
  [2.5, 1],
  [3.5, 7],
])('cumulants of ln x are the derivatives of ln ζ: α = %d from %d on', (alpha, smallest) => {
  const at = (shift: number) => Math.log(hurwitzZeta(alpha + shift, smallest));
  const h = 1e-3;
  const { mean, variance, ofSmallest } = logCumulants(alpha, smallest);
  expect(ofSmallest * hurwitzZeta(alpha, smallest) * smallest ** alpha).toBeCloseTo(1, 9);
  expect(mean / ((at(-h) - at(h)) / (2 * h))).toBeCloseTo(1, 4);
  expect(variance / ((at(h) - 2 * at(0) + at(-h)) / h ** 2)).toBeCloseTo(1, 4);
});

it('of whole numbers from far out on has the spread of real ones, to the second order in 1/n', () => {
  const [alpha, n] = [2.5, 200];
  // Of real numbers, exactly.
  const exact = ((alpha - 1) * n) / ((n - 1) * Math.sqrt(n - 2));
  expect(zetaMoments(alpha, 200, n).spread / exact).toBeCloseTo(1, 3);
  expect(halfShiftMoments(alpha, 200, n).spread / exact).toBeCloseTo(1, 3);
});

it('draws whole numbers beyond 2^53, where not each is a double', () => {
  const problem = prepare(
    estimators.parameters.parse({ estimator: 'zeta', exponent: 1.3, samples: 1000, smallest: 2 }),
    { engine },
  );
  const random = createRandom(3);
  const estimates = Array.from({ length: 20 }, (_, i) => zeta(problem, random.stream('set', i)));
  expect(Math.max(...estimates.map((one) => Math.abs(one - 1.3)))).toBeLessThan(0.1);
});

it('of noise and signal have their spread in any unit', () => {
  const of = (unit: number) => dickerMoments({ samples: 50, dimension: 20, noise: 0.2 * unit, signal: unit });
  for (const unit of [1e-239, 1e200])
    for (const name of ['noise', 'signal'] as const)
      expect(of(unit)[name].spread / of(1)[name].spread / unit).toBeCloseTo(1, 12);
});

it('is not predicted where a data set may consist of its smallest number alone, and says so', () => {
  const settings = { estimator: 'zeta', samples: 50, exponent: 4, smallest: 1 };
  const problem = prepare(estimators.parameters.parse(settings), { engine });
  expect(predict(problem)).toEqual({ observables: {} });
  expect(validity(problem).map(({ id }) => id)).toContain('all-smallest');
});
