import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { BadInput } from '../../numeric/errors.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { weakToStrong } from './system.ts';
import { outcome } from './theory/outcome.ts';
import { predict } from './theory/prediction.ts';
import { bestUnlimited } from './theory/students.ts';
import { ridgeSupervisor } from './theory/supervisors.ts';

await describeConformance(weakToStrong);
describeReferenceCases(evaluators, 'weak-to-strong.json');

const problem = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));
const error = (settings: Record<string, unknown>) => {
  const { lesson, mix } = problem(settings);
  return outcome(lesson, mix).student;
};

describe('the best', () => {
  it.each(['supervisor', 'own'])('mixing weight beats its neighbours, labels=%s', (labels) => {
    const { mix } = problem({ labels, mix: 'optimal' });
    const best = error({ labels, mix });
    expect(error({ labels, mix: mix - 0.05 })).toBeGreaterThan(best);
    expect(error({ labels, mix: mix + 0.05 })).toBeGreaterThan(best);
  });

  it('weight of own labels is 0 at the best ridge, and changes its sign there', () => {
    const best = problem({ labels: 'own', supervisorRidge: 'optimal', mix: 'optimal' });
    expect(Math.abs(best.mix)).toBeLessThan(1e-5);
    const ridge = best.lesson.supervisor.ridge;
    const mixAt = (factor: number) => problem({ labels: 'own', supervisorRidge: factor * ridge, mix: 'optimal' }).mix;
    expect(mixAt(0.5)).toBeGreaterThan(0);
    expect(mixAt(2)).toBeLessThan(0);
  });

  it('ridge of a student beats its neighbours, with the best weight at each as well', () => {
    for (const mix of [1, 'optimal']) {
      const { ridge } = problem({ ridge: 'optimal', mix }).lesson.student;
      const best = error({ ridge, mix });
      expect(error({ ridge: 0.9 * ridge, mix })).toBeGreaterThan(best);
      expect(error({ ridge: 1.1 * ridge, mix })).toBeGreaterThan(best);
    }
  });

  it('labels beat the truth, and the truth with directions left out', () => {
    const settings = { samples: 60, ridge: 0, noise: 0.05 };
    const { lesson, mix } = problem({ ...settings, labels: 'surrogate' });
    const { student, ceiling } = outcome(lesson, mix);
    const selected = error({ ...settings, labels: 'selected' });
    expect(student).toBeLessThan(selected);
    expect(selected).toBeLessThan(ceiling);
  });

  it('supervisor leaves nothing to gain where its ridge is the right prior, a little elsewhere', () => {
    const gain = (settings: Record<string, unknown>) => {
      const { lesson } = problem({ ...settings, supervisorRidge: 'optimal' });
      const moments = ridgeSupervisor(lesson, { ...lesson.supervisor, noise: lesson.noise });
      return 1 - bestUnlimited(lesson, moments).error / outcome(lesson, 1).supervisor;
    };
    expect(gain({ spectrum: 'isotropic', target: 'uniform' })).toBeLessThan(1e-9);
    // Weights alike in all directions are the prior of a ridge, whatever the spectrum.
    expect(gain({ target: 'uniform' })).toBeLessThan(1e-9);
    expect(gain({})).toBeGreaterThan(1e-3);
  });
});

describe('refuses', () => {
  it.each([
    [{ supervisor: 'few', features: 200 }, /features is 200, but there are 100 input directions/],
    [{ supervisor: 'random', supervisorRidge: 0 }, /supervisorRidge=1e-6/],
    [{ supervisorRidge: 0, supervisorSamples: 100 }, /change supervisorSamples/],
    [{ labels: 'own', supervisorRidge: 0, supervisorSamples: 150 }, /labels=own changes nothing without a ridge/],
    [{ mix: 'optimal', rounds: 2 }, /set rounds=1/],
    [{ ridge: 'optimal', noise: 0, supervisorRidge: 0 }, /ridge is optimal, but with noise=0/],
    [{ mix: 100, rounds: 100 }, /mix is 100 with rounds=100 .* choose fewer rounds/],
    [{ mix: -20, rounds: 60, noise: 1e200 }, /beyond all numbers/],
  ])('%o', (settings, message) => {
    expect(() => problem(settings)).toThrow(BadInput);
    expect(() => problem(settings)).toThrow(message);
  });
});

describe('a fit without a ridge', () => {
  const why = (settings: Record<string, unknown>) =>
    weakToStrong.observables.studentError.withoutMean!(problem(settings));

  it.each([
    [{ supervisorRidge: 0, supervisorSamples: 101 }, /mean error is infinite/],
    [{ ridge: 0, samples: 97 }, /infinite variance/],
    [
      { supervisor: 'few', features: 40, supervisorRidge: 0, supervisorSamples: 39, noise: 0 },
      /mean error is infinite/,
    ],
    [{ labels: 'selected', ridge: 0, samples: 102 }, /infinite variance/],
  ])('has no mean, or no variance, where it sees as many directions as samples: %o', (settings, reason) => {
    expect(why(settings)).toMatch(reason);
  });

  it.each([
    {},
    { supervisorRidge: 0, supervisorSamples: 104 },
    { supervisorRidge: 0, supervisorSamples: 101, noise: 0 },
    { supervisorSamples: 100 },
  ])('has one elsewhere: %o', (settings) => expect(why(settings)).toBeUndefined());

  it('and without noise errs by nothing, which is told from rounding', () => {
    const exact = problem({ noise: 0, ridge: 0, supervisorRidge: 0 });
    const { gain, studentError } = predict(exact).observables;
    expect(gain).toEqual({ value: 0, error: 0 });
    expect(studentError!.value).toBe(0);
    expect(weakToStrong.observables.studentError.floor!(exact)).toBeGreaterThan(1e-15);
  });
});

it('sweeps the ridge of a student that has no supervisor', () => {
  expect(Object.keys(weakToStrong.sweepFor!({ labels: 'selected' })!)).toEqual(['ridge']);
  expect(weakToStrong.sweepFor!({ labels: 'own' })).toBeUndefined();
});
