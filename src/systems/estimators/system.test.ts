import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { hurwitzZeta } from '../../numeric/zeta.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { cutPowerLaw } from './cut.ts';
import { zeta } from './experiment/tails.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { estimators } from './system.ts';
import { dickerMoments } from './theory/noise-level.ts';
import { predict } from './theory/prediction.ts';
import { cutMoments, halfShiftMoments, logCumulants, powerLawMoments, zetaMoments } from './theory/tails.ts';
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

it('begins a power law where the distance of Kolmogorov and Smirnov is least, equal numbers together', () => {
  const random = createRandom(5);
  const numbers = Array.from(
    { length: 60 },
    (_, i) => Math.ceil(20 * random.uniform() ** -0.7) / 20 - (i % 3 ? 0 : 0.5),
  );
  const sorted = numbers.filter((one) => one > 0).sort((a, b) => b - a);
  // By the definition: on both sides of each step of the distribution of those from `from` on.
  const fits = [...new Set(sorted)].slice(1).map((from) => {
    const tail = sorted.filter((one) => one >= from);
    const exponent = 1 + tail.length / tail.reduce((sum, one) => sum + Math.log(one / from), 0);
    const distances = tail.flatMap((x) => {
      const survival = (x / from) ** (1 - exponent);
      return [tail.filter((one) => one >= x), tail.filter((one) => one > x)].map((some) =>
        Math.abs(some.length / tail.length - survival),
      );
    });
    return { from, exponent, distance: Math.max(...distances) };
  });
  const best = fits.reduce((least, one) => (one.distance < least.distance ? one : least));
  const found = cutPowerLaw(Float64Array.from(sorted, Math.log));
  expect(found.from).toBeCloseTo(best.from, 12);
  expect(found.exponent).toBeCloseTo(best.exponent, 10);
});

it('is not predicted where a power law is cut from among other samples, and says so', () => {
  const of = (more: object) =>
    prepare(estimators.parameters.parse({ estimator: 'power-law-cut', ...more }), { engine });
  for (const more of [{ body: 0.3 }, { samples: 49 }]) {
    expect(predict(of(more))).toEqual({ observables: {} });
    expect(validity(of(more)).map(({ id }) => id)).toEqual(['measured-only']);
  }
  expect(predict(of({ samples: 50 })).observables.estimate).toBeDefined();
  // Not to know where it begins costs something, at every number of samples.
  for (const n of [50, 200, 1e4])
    expect(cutMoments(2.5, n).spread).toBeGreaterThan(1.3 * powerLawMoments(2.5, n).spread);
});
