import { expect, it } from 'vitest';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';
import { inContextErrors, resolventTraces } from './asymptotics.ts';

describeReferenceCases(evaluators, 'in-context.json');

const pretraining = { alpha: 1.5, tau: 2, kappa: 0.5, rho: 0.1, lambda: 0 };

it('longer contexts can hurt new tasks, and never known ones', () => {
  const at = (alpha: number) => inContextErrors({ ...pretraining, alpha });
  expect(at(3.7).icl).toBeCloseTo(1.3, 3);
  expect(at(200).icl).toBeCloseTo(10, 1);
  expect(at(200).idg).toBeLessThan(at(3.7).idg);
});

it('tests known tasks on longer contexts too', () => {
  const settings = { ...pretraining, lambda: 0.1 };
  const [same, near] = [1.5, 1.5 * (1 + 1e-9)].map((testAlpha) => inContextErrors({ ...settings, testAlpha }).idg);
  expect(near / same).toBeCloseTo(1, 8);
  // Without a limit of contexts attention is WR⁻¹, of which longer contexts see less noise.
  const { WGsquared, WG2 } = resolventTraces(1.1 / 1.5, 0.5);
  const left = 0.1 + (1.1 / 1.5) ** 2 * WG2 + (1.1 / 6) * WGsquared;
  expect(inContextErrors({ ...pretraining, tau: Infinity, testAlpha: 6 }).idg).toBeCloseTo(left, 12);
});

it('has its peak at as many contexts as features, which a ridge takes away', () => {
  const at = (tau: number, lambda = 0) => inContextErrors({ ...pretraining, kappa: 1, tau, lambda }).icl;
  const published = [0.25, 0.5, 0.75, 0.95, 1.05, 1.25, 2, 16].map((tau) => at(tau));
  [1.136, 1.366, 2.354, 11.21, 11.88, 2.925, 1.247, 0.724].forEach((value, i) => {
    expect(Math.abs(published[i] / value - 1)).toBeLessThan(1e-3);
  });
  expect(at(0.9, 0.1)).toBeCloseTo(1.48, 2);
  expect(at(1)).toBe(Infinity);
});

it('is one curve across a vanishing ridge', () => {
  for (const tau of [0.5, 3]) {
    const [none, small] = [0, 1e-12].map((lambda) => inContextErrors({ ...pretraining, tau, lambda }).icl);
    expect(small / none).toBeCloseTo(1, 8);
  }
});
