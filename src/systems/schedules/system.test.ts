// What is particular to schedules; the conformance suite holds them to what every system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { theoryContext } from '../shared/contexts.testing.ts';
import { derived } from './derived.ts';
import { parameters } from './parameters.ts';
import { prepare, ratesOf } from './problem.ts';
import { schedules } from './system.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(schedules);

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));
const finalRisk = (settings: Record<string, unknown>) =>
  predict(problemOf(settings), theoryContext(schedules, engine)).observables.finalRisk!.value as number;

it('finds the peak rate of least risk', () => {
  for (const settings of [{}, { schedule: 'constant' }, { averaging: 'tail', schedule: 'constant' }]) {
    const { rate } = problemOf({ steps: 300, ...settings });
    const least = finalRisk({ steps: 300, ...settings, rate });
    for (const factor of [0.9, 1.1])
      expect(finalRisk({ steps: 300, ...settings, rate: factor * rate! })).toBeGreaterThan(least);
  }
});

it('collapses at best constant rates onto one curve, within 5 %, at budgets a factor of 16 apart', () => {
  for (const steps of [200, 800, 3200]) {
    const at = (theory: string) =>
      predict(problemOf({ schedule: 'constant', steps, theory }), theoryContext(schedules, engine)).observables
        .relativeRisk!.value as Float64Array;
    const [exact, law] = [at('exact'), at('collapse')];
    expect(exact.length).toBeGreaterThan(8);
    exact.forEach((one, i) => {
      expect(Math.abs(one / law[i] - 1)).toBeLessThan(0.05);
    });
  }
});

it('has a best share of the decay at a given rate', () => {
  const shares = Float64Array.from([0.1, 0.3, 0.5, 0.7, 0.9]);
  const risks = shares.map((decayShare) => finalRisk({ decayShare, rate: 0.1, steps: 600 }));
  expect(schedules.derived!.bestDecay.fit(shares, risks)).toBeCloseTo(0.59, 1);
});

it('reads the risk half-way by logarithms where the budget is odd', () => {
  const x = Float64Array.from([0.25, 0.4, 0.6, 1]);
  expect(
    schedules.derived!.halfway.fit(
      x,
      x.map((one) => 3 / one),
    ),
  ).toBeCloseTo(6, 12);
  expect(schedules.derived!.halfway.fit(Float64Array.from([0.6, 1]), Float64Array.from([2, 1]))).toBeUndefined();
});

it('forecasts the search for best rates, and none where a rate is given', () => {
  const forecast = (settings: Record<string, unknown>) => schedules.forecast!(parameters.parse(settings));
  const one = forecast({ schedule: 'constant', steps: 1e6, dimension: 100 })!;
  expect(one).toMatchObject({ eachPoint: true });
  expect(forecast({ schedule: 'linear', steps: 1e6, dimension: 100 })!.preparation / one.preparation).toBeCloseTo(
    2,
    12,
  );
  expect(forecast({ steps: 1e6, dimension: 100, rate: 0.1 })).toBeUndefined();
  expect(forecast({})).toBeUndefined();
});

it('ranks schedules at their best rates as the exponents do where a spectrum is steep', () => {
  const risks = ['constant', 'linear', 'cosine'].map((schedule) =>
    finalRisk({ schedule, capacity: 3, source: 4, steps: 20_000, dimension: 60 }),
  );
  expect(risks[1]).toBeLessThan(0.7 * risks[0]);
  expect(risks[2]).toBeLessThan(risks[1]);
});

it('has schedules that begin and end where they say', () => {
  const rates = (settings: Record<string, unknown>) => ratesOf(problemOf({ rate: 0.1, steps: 100, ...settings }));
  const wsd = rates({ schedule: 'warmup-stable-decay', warmupShare: 0.1, decayShare: 0.3 });
  expect([wsd[0], wsd[9], wsd[50], wsd[70], wsd[99]].map((one) => Math.round(1e6 * one) / 1e5)).toEqual([
    0.1, 1, 1, 1, 0.03333,
  ]);
  expect(rates({ schedule: 'linear' })[99]).toBeCloseTo(0.001, 12);
  expect(rates({ schedule: 'cosine' })[50]).toBeCloseTo(0.05, 12);
  expect(rates({ schedule: 'inverse-time' })[50]).toBeCloseTo(0.1 / 6, 12);
});

it('refuses shares that are more than the budget, and averages without a law', () => {
  expect(() => problemOf({ schedule: 'warmup-stable-decay', decayShare: 0.8, warmupShare: 0.4 })).toThrow(
    /together they must be at most 1/,
  );
  expect(() => problemOf({ theory: 'functional', averaging: 'tail' })).toThrow(/choose averaging=none/);
  expect(() => problemOf({ theory: 'collapse' })).toThrow(/choose schedule=constant, rate=best and averaging=none/);
  expect(() => problemOf({ steps: 1e6, dimension: 1000 })).toThrow(/takes minutes.*give a rate/);
});

it('says nothing of a ratio of risks beyond all numbers, or below', () => {
  expect(finalRisk({ averaging: 'tail', rate: 1000 })).toBe(Infinity);
  for (const settings of [{ rate: 1000 }, { dimension: 1, batch: 1e5, noise: 0, rate: 1, steps: 20_000 }]) {
    const { observables } = predict(problemOf(settings), theoryContext(schedules, engine));
    expect(observables.finalRisk).toBeDefined();
    expect(observables.gain).toBeUndefined();
  }
  expect(derived.halfway.fit(Float64Array.of(1, 2), Float64Array.of(Infinity, Infinity))).toBeUndefined();
  expect(derived.halfway.fit(Float64Array.of(0.5, 1), Float64Array.of(1.5, 1))).toBe(1.5);
});

describe('notes', () => {
  const notes = (settings: Record<string, unknown>) => schedules.validity(problemOf(settings)).map(({ id }) => id);

  // Of 2000 runs of one mode, with factors 1 − 0.7χ²₄/4 over 200 steps, the mean is e^−102 of what
  // it should be.
  it('call a product of random factors wild, in one mode and in more, unless noise cuts it short', () => {
    for (const dimension of [1, 2]) expect(notes({ dimension, noise: 0, rate: 0.6 })).toEqual(['wild-runs']);
    expect(notes({ dimension: 1, noise: 0 })).toEqual(['wild-runs']);
    expect(notes({ dimension: 1, noise: 0, schedule: 'linear', rate: 0.6 })).toEqual(['wild-runs']);
    for (const settings of [{}, { dimension: 1 }, { noise: 0, schedule: 'constant' }])
      expect(notes(settings)).toEqual([]);
    for (const settings of [{ rate: 0.02 }, { batch: 1e5, rate: 0.5 }])
      expect(notes({ dimension: 1, noise: 0, ...settings })).toEqual([]);
  });

  it('tell a mean that grows from a variance that does', () => {
    const message = (rate: number) => schedules.validity(problemOf({ rate }))[0].message;
    expect(message(3)).toMatch(/the mean risk itself grows as long/);
    expect(finalRisk({ rate: 3 })).toBeGreaterThan(1e100);
    expect(message(1.2)).toMatch(/the variance of the risk has no bound/);
    expect(finalRisk({ rate: 1.2 })).toBeLessThan(1);
  });

  it('say where no rate is large enough to learn anything', () => {
    expect(notes({ rate: 1e-9 })).toEqual(['nothing-learned']);
    expect(notes({ rate: 1e-3 })).toEqual([]);
    expect(finalRisk({ rate: 1e-5 }) / finalRisk({ rate: 1e-9 })).toBeGreaterThan(0.99);
  });
});
