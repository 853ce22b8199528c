// What is particular to single-index models; the conformance suite holds them to what every system
// must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { engines } from '../../numeric/engines/engines.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { makePlan } from '../../plan/plan.ts';
import { checkParameters } from '../../plan/settings.ts';
import { execute } from '../../run/execute.ts';
import type { TrialReporter } from '../contract.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { predictedCurve } from '../shared/predicted-curve.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { activation } from './activations.ts';
import type { SingleIndexObservable } from './observables.ts';
import type { SingleIndexParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { singleIndex } from './system.ts';
import { stepMoments } from './theory/averages.ts';
import { thresholdInEffect } from './theory/overshoot.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(singleIndex);

const problem = (values: Record<string, unknown>) =>
  prepare(checkParameters(singleIndex, values) as SingleIndexParameters);
const predicted = (values: Record<string, unknown>) => predict(problem(values)).observables;

const judged = async (settings: Record<string, unknown>, trials: number, margin: number) => {
  const { verdict } = await execute(makePlan(singleIndex, settings), {
    trials,
    seed: 'single index',
    jobs: 1,
    engine: 'wasm',
    margin,
    budget: 10,
    shown: ['overlap', 'escapeSamples'],
  });
  return verdict.observables;
};

describe('samples until escape from a random start', () => {
  it.each([
    { activation: 'he1', trials: 100, margin: 0.1 },
    { activation: 'relu', trials: 100, margin: 0.1 },
    { activation: 'he2', trials: 400, margin: 0.15 },
  ])('are predicted for $activation', async ({ activation, trials, margin }) => {
    const { escapeSamples } = await judged({ activation, start: 'random', dimension: 60, duration: 2 }, trials, margin);
    expect(escapeSamples.verdict, escapeSamples.sentence).toBe('holds');
  });

  it('grow as d, and as d log d', () => {
    const samples = (activation: string, dimension: number) =>
      predicted({ activation, dimension, start: 'random', duration: 20 }).escapeSamples!.value as number;
    for (const d of [400, 1600, 6400]) {
      expect(samples('he1', 4 * d) / samples('he1', d) / 4).toBeCloseTo(1, 1);
      // At small steps half a log of 4 is added to each sample per input, over the rate 2 − δV/2 =
      // 1.4.
      const growth = (samples('he2', 4 * d) / (4 * d) - samples('he2', d) / d) * 0.1;
      expect(growth).toBeCloseTo(Math.log(2) / 1.4, 1);
    }
    // d² for k = 3, at steps that shrink as d^(−1/2).
    expect(samples('he3', 6400) / samples('he3', 1600)).toBeCloseTo(16, 0);
  });

  it('are infinite for the flow where noise wins, and left out where there is nothing to escape', () => {
    const stuck = { activation: 'he3', stepRule: 'constant', stepSize: 0.3, start: 0.1 };
    expect(predicted({ ...stuck, theory: 'flow' }).escapeSamples!.value).toBe(Infinity);
    expect(predicted({ start: 0.6 }).escapeSamples).toBeUndefined();
  });
});

describe('samples until escape at large steps, which are seen late', () => {
  // Means over 20000 runs and more of SGD with numpy; their errors are 0.1 to 0.4 %.
  it.each([
    ['relu', 30, 1.5, 0.5, 32.92],
    ['relu', 60, 1.5, 0.5, 62.67],
    ['relu', 60, 1.5, 0.8, 191.1],
    ['relu', 60, 0.5, 0.5, 131.52],
    ['tanh', 60, 3, 0.6, 41.79],
    ['abs', 60, 0.2, 0.5, 435],
    ['abs', 60, 0.5, 0.5, 236.7],
    ['he2', 120, 0.05, 0.5, 1153.4],
  ])('of %s, %d inputs, δ = %d, up to %d', (activation, dimension, stepSize, threshold, mean) => {
    const { value } = predicted({ activation, dimension, stepSize, threshold }).escapeSamples!;
    expect(Math.abs((value as number) / mean - 1)).toBeLessThan(0.012);
  });

  it('by the overshoot of a step, and never beyond the sphere', () => {
    // Normal steps of no drift overshoot by 0.5826 of their deviation; those of h₁ are nearly so.
    const [delta, dimension] = [1e-3, 1e4];
    const { variance } = stepMoments(activation('he1'), 0.5, delta, dimension);
    const beyond = ((thresholdInEffect('he1', delta, dimension, 0.5) - 0.5) * dimension) / delta;
    expect(beyond).toBeGreaterThan(0.5826 * Math.sqrt(variance));
    expect(beyond).toBeLessThan(2 * Math.sqrt(variance));
    expect(thresholdInEffect('he3', 50, 20, 0.98)).toBeLessThanOrEqual(0.99);
  });
});

it('shows that population gradient flow is not what finite steps do', async () => {
  const settings = { activation: 'he2', start: 0.4, stepSize: 0.2, dimension: 200, duration: 1 };
  expect((await judged(settings, 64, 0.05)).overlap.verdict).not.toBe('broken');
  expect((await judged({ ...settings, theory: 'population' }, 32, 0.05)).overlap.verdict).toBe('broken');
  const notes = singleIndex.validity(problem({ ...settings, theory: 'population' }));
  expect(notes.some(({ id, level }) => id === 'no-step' && level === 'strained')).toBe(true);
});

describe.each(engines)('a run on %s', (_, engine) => {
  const run = (values: Record<string, unknown>, reporter?: TrialReporter<SingleIndexObservable>) =>
    singleIndex.trial(problem(values), trialContext(singleIndex, createRandom('run').stream(0), engine, reporter));

  it('starts at the overlap prescribed', async () => {
    const { observables } = await run({ start: 0.4, stepSize: 1e-6, duration: 1e-7, dimension: 50 });
    expect((observables.overlap as Float64Array)[0]).toBeCloseTo(0.4, 6);
  });

  it('keeps to the sphere for ever', async () => {
    // The steps magnify an error of the norm by e^(6t) for h_3, which once ended in NaN.
    const { observables } = await run({ activation: 'he3', dimension: 20, duration: 40, stepSize: 0.2, start: 0.5 });
    for (const m of observables.overlap as Float64Array) expect(Math.abs(m)).toBeLessThanOrEqual(1 + 1e-12);
  });

  it('reports what it has, and stops when asked', async () => {
    const lengths: number[] = [];
    const reporter = {
      ...stoppingReporter<SingleIndexObservable>(3, ({ observables }) => {
        lengths.push((observables.overlap as Float64Array).length);
      }),
      progress: (fraction: number) => {
        expect(fraction).toBeLessThanOrEqual(1);
      },
    };
    const { used } = engine.heap;
    expect(() => run({ dimension: 50 }, reporter)).toThrow(Stopped);
    expect(lengths).toEqual([1, 2, 3]);
    expect(engine.heap.used).toBe(used);
  });
});

describe('the exponent of escape', () => {
  const exponent = async (settings: Record<string, string>) => {
    const { x, y } = await predictedCurve(singleIndex, createWasmEngine(), settings, 'escapeSamples');
    return singleIndex.derived!.escapeExponent.fit(x, y)!;
  };

  it('is 1 from a fixed overlap, and from a random start goes with the information exponent', async () => {
    expect(Math.abs((await exponent({ dimension: '100:10000:3:log' })) - 1)).toBeLessThan(0.01);
    const random = { start: 'random', duration: '8', dimension: '1000:16000:2:log' };
    const [one, two, three] = await Promise.all(
      ['he1', 'he2', 'he3'].map((activation) => exponent({ ...random, activation })),
    );
    expect(Math.abs(one - 1)).toBeLessThan(0.1);
    expect(two).toBeGreaterThan(1.02);
    expect(two).toBeLessThan(1.25);
    expect(Math.abs(three - 2)).toBeLessThan(0.1);
  });
});

it('says where escape waits for a rare fluctuation', () => {
  const notes = (values: Record<string, unknown>) =>
    singleIndex.validity(prepare(checkParameters(singleIndex, values) as SingleIndexParameters)).map(({ id }) => id);
  for (const start of [0.25, 'random'])
    expect(notes({ activation: 'he2', dimension: 200, stepSize: 0.5, start })).toContain('activated-escape');
  // Times scatter by 90 %, and are right.
  expect(notes({ activation: 'he2', dimension: 200, stepSize: 0.3 })).not.toContain('activated-escape');
  expect(predicted({ activation: 'he2', dimension: 200, stepSize: 0.3 }).escapeSamples?.value).toBeCloseTo(1813.7, 0);
  expect(predicted({ activation: 'he2', dimension: 200, stepSize: 0.5 }).escapeSamples).toBeUndefined();
  expect(notes({ activation: 'he2', dimension: 200, stepSize: 0.1 })).not.toContain('activated-escape');
  expect(notes({})).not.toContain('activated-escape');
});
