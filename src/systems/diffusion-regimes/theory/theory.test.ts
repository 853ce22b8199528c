import { expect, it } from 'vitest';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { evaluators } from '../reference.ts';
import { collapseTime, ownWeight } from './memorisation.ts';
import { logScaledBesselI } from './noncentral.ts';

describeReferenceCases(evaluators, 'data.json');

it('own weights are those of simulations, and come to be a step at t_C', () => {
  const inSet = (dimension: number, share: number) => {
    const samples = Math.round(Math.exp(dimension / 2));
    const time = share * collapseTime(Math.exp(0.5), 1, 1);
    return ownWeight({ dimension, samples, distance: 0, spread: 1 }, time);
  };
  // Means of 60 simulations, with standard errors of 0.043, 0.023, 0.040 and 0.042, in the case
  // `memorisation-time` of reference/data.json.
  for (const [dimension, share, mean, error] of [
    [8, 0.6, 0.7997, 0.043],
    [12, 0.6, 0.9122, 0.023],
    [8, 1.6, 0.3578, 0.04],
    [12, 1.6, 0.3043, 0.042],
  ])
    expect(Math.abs(inSet(dimension, share) - mean)).toBeLessThan(3 * error);
  for (const dimension of [8, 12, 16]) {
    expect(inSet(dimension + 4, 0.6)).toBeGreaterThan(inSet(dimension, 0.6));
    expect(inSet(dimension + 4, 1.6)).toBeLessThan(inSet(dimension, 1.6));
  }
});

it('Bessel functions agree where their two expansions meet, and with closed forms', () => {
  for (const nu of [1, 3, 7.5, 31]) {
    const slope = (logScaledBesselI(nu, 40.02) - logScaledBesselI(nu, 40)) / 0.02;
    const before = (logScaledBesselI(nu, 39.99) - logScaledBesselI(nu, 39.97)) / 0.02;
    expect(slope / before).toBeCloseTo(1, 2);
  }
  // I_½(z) = √(2/πz) sinh z.
  for (const z of [0.3, 5, 39, 41, 500])
    expect(logScaledBesselI(0.5, z)).toBeCloseTo(
      0.5 * Math.log(2 / (Math.PI * z)) + Math.log((1 - Math.exp(-2 * z)) / 2),
      7,
    );
});
