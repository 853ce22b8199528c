// What is particular to committee machines; the conformance suite holds them to what every system
// must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { engines } from '../../numeric/engines/engines.testing.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { makePlan } from '../../plan/plan.ts';
import { checkParameters } from '../../plan/settings.ts';
import { execute } from '../../run/execute.ts';
import type { TrialReporter } from '../contract.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import type { CommitteeObservable } from './observables.ts';
import type { CommitteeParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { committee } from './system.ts';
import { orderParameters } from './theory/order-parameters.ts';
import { overlapsToPlateau, predict } from './theory/prediction.ts';

await describeConformance(committee);

const problem = (values: Record<string, unknown>) => prepare(checkParameters(committee, values) as CommitteeParameters);

describe.each([
  { students: 3, teachers: 2, noise: 0.1, headStart: 0.5, duration: 10 },
  { students: 2, teachers: 3, teacher: 'graded', stepSize: 0.5, headStart: 0.5, duration: 8 },
  { students: 1, teachers: 1, duration: 10 },
])('with %j', (settings) => {
  it('every order parameter is as predicted', async () => {
    const shown = Object.keys(predict(problem(settings)).observables);
    const { verdict } = await execute(makePlan(committee, { ...settings, dimension: 400 }), {
      trials: 24,
      seed: 'committee',
      jobs: 1,
      engine: 'wasm',
      margin: 0.12,
      budget: 10,
      shown,
    });
    for (const name of ['generalisationError', 'alignedOverlap', 'studentNorm'])
      expect(verdict.observables[name].verdict, verdict.observables[name].sentence).toBe('holds');
    for (const name of shown)
      expect(verdict.observables[name].verdict, verdict.observables[name].sentence).not.toBe('broken');
  });
});

it('leaves out overlaps that a single unit does not have', () => {
  const { observables } = predict(problem({ students: 1, teachers: 1 }));
  expect(Object.keys(observables)).toEqual(['generalisationError', 'alignedOverlap', 'studentNorm']);
});

it('says where fluctuations decide when units specialise', () => {
  const notes = (values: Record<string, unknown>) => committee.validity(problem(values)).map(({ id }) => id);
  expect(notes({})).toEqual([]);
  expect(notes({ headStart: 0 })).toContain('random-escape');
  expect(notes({ headStart: 0.02, dimension: 200 })).toContain('random-escape');
  expect(notes({ headStart: 0.02, dimension: 1e5, stepSize: 0.3 })).not.toContain('random-escape');
  expect(notes({ dimension: 50, headStart: 0.6 })).toContain('few-inputs');
});

it('says so ahead of a long run without solving all of it, and solves what can be stopped', () => {
  let evaluations = 0;
  const ask = (values: Record<string, unknown>) => {
    evaluations = 0;
    const stop = () => {
      if (++evaluations > 500) throw new Stopped();
    };
    return () => predict(problem(values), { check: stop });
  };
  // Far more than the notes may take.
  expect(ask({ duration: 1e5 })).toThrow(Stopped);
  const notes = (duration: number) => committee.validity(problem({ headStart: 0.02, duration }));
  expect(notes(1e5)).toEqual(notes(100));
  const started = problem({ duration: 1e5 });
  const least = Math.min(...overlapsToPlateau(started).map(({ R }) => R[0] - R[1]));
  const exact = orderParameters(
    {
      K: 2,
      M: 2,
      Q: Float64Array.of(0.25, 0, 0, 0.25),
      R: Float64Array.of(0.15, 0, 0, 0.15),
      T: Float64Array.of(1, 0, 0, 1),
    },
    started.parameters,
    Array.from({ length: 80 }, (_, i) => (i + 1) / 2),
  );
  expect(least / Math.min(...exact.map(({ R }) => R[0] - R[1]))).toBeCloseTo(1, 2);
});

describe('the end of the plateau', () => {
  const endOf = (values: Record<string, unknown>) => {
    const p = problem(values);
    const { value } = predict(p).observables.generalisationError!;
    return committee.derived!.plateauEnd.fit(committee.coordinates!.alpha.at(p), value as Float64Array);
  };

  it('comes later the smaller the head start, by the logarithm of it', () => {
    const [late, middle, early] = [0.1, 0.2, 0.4].map((headStart) => endOf({ headStart, duration: 60 })!);
    expect(late - middle).toBeGreaterThan(2);
    // The asymmetry grows exponentially from the head start on: halves of it cost equal times.
    expect((late - middle) / (middle - early)).toBeGreaterThan(0.7);
    expect((late - middle) / (middle - early)).toBeLessThan(1.4);
  });

  it('is none without a plateau, and none before it comes', () => {
    expect(endOf({ students: 1, teachers: 1 })).toBeUndefined();
    expect(endOf({ duration: 5 })).toBeUndefined();
  });

  it('and the claim of specialisation hold in a run', async () => {
    const shown = ['plateauEnd', 'specialisation'];
    const options = { trials: 40, seed: 'plateau', jobs: 1, engine: 'wasm', margin: 0.1, budget: 10 } as const;
    const { verdict } = await execute(
      makePlan(committee, { stepSize: 0.1, headStart: 0.5, dimension: 100, duration: 320 }),
      { ...options, shown },
    );
    for (const name of shown)
      expect(verdict.observables[name].verdict, verdict.observables[name].sentence).toBe('holds');
  });
});

describe.each(engines)('a run on %s', (_, engine) => {
  const run = (values: Record<string, unknown>, reporter?: TrialReporter<CommitteeObservable>) =>
    committee.trial(problem(values), trialContext(committee, createRandom('run').stream(0), engine, reporter));

  it('starts from the overlaps prescribed', async () => {
    const settings = { students: 3, teachers: 2, teacher: 'graded', dimension: 40, stepSize: 1e-9, duration: 0.1 };
    const { observables } = await run({ ...settings, headStart: 0.4, startNorm: 0.3 });
    const first = (name: CommitteeObservable) => (observables[name] as Float64Array)[0];
    expect(first('studentNorm')).toBeCloseTo(0.3, 8);
    expect(first('studentOverlap')).toBeCloseTo(0, 8);
    expect(first('alignedOverlap')).toBeCloseTo((0.4 * Math.sqrt(0.3) * (1 + Math.SQRT2)) / 2, 8);
    expect(first('crossOverlap')).toBeCloseTo(0, 8);
  });

  it('reports what it has, stops when asked, and leaves the heap as found', () => {
    const lengths: number[] = [];
    const { used } = engine.heap;
    const reporter = stoppingReporter<CommitteeObservable>(2, ({ observables }) => {
      lengths.push((observables.generalisationError as Float64Array).length);
    });
    expect(() => run({ dimension: 50, noise: 0.1 }, reporter)).toThrow(Stopped);
    expect(lengths).toEqual([1, 2]);
    expect(engine.heap.used).toBe(used);
  });
});
