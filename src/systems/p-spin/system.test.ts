import { expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { evaluators } from './reference.ts';
import { pSpin } from './system.ts';
import { matrixEnergyAt, matrixLateEnergy } from './theory/temperature.ts';

await describeConformance(pSpin);
describeReferenceCases(evaluators, 'hyperparameters.json');

it.each([1.5, 2, 4])('a matrix above its transition comes to equilibrium: T = %d', (T) => {
  expect(matrixEnergyAt(T, 15 / (T + 1 / T - 2)) / matrixLateEnergy(T)).toBeCloseTo(1, 6);
});

it('late energies of a matrix are one curve through its transition', () => {
  for (const h of [1e-2, 1e-3]) {
    const [below, at, above] = [1 - h, 1, 1 + h].map(matrixLateEnergy);
    expect(at).toBe(-0.5);
    expect(Math.abs((above - at - (at - below)) / h)).toBeLessThan(2 * h);
  }
});
