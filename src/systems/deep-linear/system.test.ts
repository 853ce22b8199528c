// What is particular to deep linear networks; the conformance suite holds the system to what every
// system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { makePlan } from '../../plan/plan.ts';
import { checkParameters } from '../../plan/settings.ts';
import { execute, type RunOptions } from '../../run/execute.ts';
import { testOptions } from '../../run/options.testing.ts';
import type { Trial, TrialReporter } from '../contract.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { inertParameters } from '../shared/inert.ts';
import { runTrial } from './experiment/trial.ts';
import type { DeepLinearObservable } from './observables.ts';
import type { DeepLinearParameters } from './parameters.ts';
import { type Problem, prepare } from './problem.ts';
import { deepLinear } from './system.ts';
import { predict } from './theory/prediction.ts';
import { stepBias, validity } from './validity.ts';

await describeConformance(deepLinear);

const OPTIONS = testOptions({ trials: 2, seed: 'deep', margin: 1e-5, shown: ['loss'] });
const parameters = (values: Record<string, unknown>) => checkParameters(deepLinear, values) as DeepLinearParameters;
const problemOf = (values: Record<string, unknown>) => prepare(parameters(values));
const engine = createWasmEngine();
const trialOf = (problem: Problem, seed: number, reporter?: TrialReporter<DeepLinearObservable>) =>
  runTrial(problem, trialContext(deepLinear, createRandom(seed), engine, reporter));
const observablesOf = async (settings: Record<string, unknown>, options: Partial<RunOptions> = {}) =>
  (await execute(makePlan(deepLinear, settings), { ...OPTIONS, ...options })).verdict.observables;

describe('gradient descent on the matrices follows the maps of the modes to round-off', () => {
  it.each([
    ['two layers', { start: 'aligned', mode: 2 }],
    ['more outputs than inputs', { start: 'aligned', inputs: 4, outputs: 9, hidden: 12 }],
    ['unbalanced', { start: 'aligned', imbalance: 0.7, initial: 0.05, step: 0.05 }],
    ['unbalanced the other way', { start: 'aligned', imbalance: -0.7, initial: 0.05, step: 0.05 }],
    ['correlated inputs', { start: 'aligned', inputDecay: 0.6, hidden: 16 }],
    ['four layers', { start: 'aligned', depth: 4, initial: 0.02, hidden: 8, inputs: 5, outputs: 4 }],
    [
      'five layers of correlated inputs',
      { start: 'aligned', depth: 5, inputDecay: 0.5, initial: 0.05, hidden: 6, modes: 2 },
    ],
    ['rotated', { start: 'rotated', angle: 1.2, hidden: 16 }],
    ['rotated and unbalanced', { start: 'rotated', angle: 0.8, imbalance: 0.5, hidden: 16, initial: 0.02 }],
    ['an array of strengths', { start: 'aligned', strengths: [0.5, 1.5], hidden: 16 }],
    ['a fixed time', { start: 'aligned', time: 3, hidden: 16, modes: 1 }],
  ])('%s', async (_, settings) => {
    const observables = await observablesOf(settings);
    for (const name of ['loss', 'strength', 'modesLearned', 'effectiveRank', 'halfTime'])
      expect(observables[name].verdict, observables[name].sentence).toBe('holds');
    const curvature = await observablesOf(settings, { margin: 1e-3, shown: ['sharpness'] });
    for (const name of ['sharpness', 'imbalanceKept'])
      expect(curvature[name].verdict, curvature[name].sentence).not.toMatch(/broken|unresolved/);
  });

  it('judges the sharpness where the modes have been learned, and the imbalance where there is one', async () => {
    const settings = { start: 'aligned', imbalance: 0.7, initial: 0.05, hidden: 8, duration: 4, mode: 1 };
    const observables = await observablesOf(settings, { margin: 1e-3 });
    for (const name of ['sharpness', 'imbalanceKept'])
      expect(observables[name].verdict, observables[name].sentence).toBe('holds');
  });
});

describe('gradient flow', () => {
  it.each([
    ['aligned', { start: 'aligned', imbalance: 0.4, initial: 0.02 }],
    ['deep', { start: 'aligned', depth: 3, initial: 0.02, hidden: 8 }],
    ['rotated', { start: 'rotated', initial: 0.02, hidden: 8 }],
  ])('is off by the step, %s', (_, settings) => {
    const [coarse, fine] = [0.02, 0.005].map((step) => {
      const problem = problemOf({
        modes: 2,
        inputs: 3,
        outputs: 3,
        hidden: 8,
        time: 4,
        dynamics: 'flow',
        ...settings,
        step,
      });
      const { loss } = trialOf(problem, 1).observables;
      const predicted = predict(problem, { engine }).observables.loss!.value as Float64Array;
      return (loss as Float64Array).map((value, i) => value / predicted[i] - 1);
    });
    // Round-off aside, a step of a quarter has a quarter of the deviation.
    expect(Math.abs(coarse[20])).toBeGreaterThan(1e-3);
    expect(coarse[20] / fine[20]).toBeGreaterThan(3.6);
    expect(coarse[20] / fine[20]).toBeLessThan(4.4);
  });

  it('says how far off it is, and is strained where that is not small', () => {
    const level = (step: number) =>
      validity(problemOf({ start: 'aligned', dynamics: 'flow', step })).find(({ id }) => id === 'finite-step')?.level;
    expect(level(0.05)).toBe('strained');
    expect(level(0.0005)).toBe('note');
    expect(stepBias(problemOf({ start: 'aligned', step: 0.001 }))).toBeLessThan(0.02);
    expect(validity(problemOf({ start: 'aligned' }))).toEqual([]);
  });
});

describe('a trial', () => {
  const problem = problemOf({ hidden: 8, modes: 2, inputs: 3, outputs: 3, step: 0.05 });

  it('draws its curves as it goes, and stops when asked', () => {
    const lengths: number[] = [];
    const fractions: number[] = [];
    const reporter = {
      progress: (fraction: number) => fractions.push(fraction),
      partial: ({ observables }: Trial<DeepLinearObservable>) => {
        lengths.push((observables.loss as Float64Array).length);
      },
      check: () => {
        if (lengths.length >= 5) throw new Stopped();
      },
    };
    const used = engine.heap.used;
    expect(() => trialOf(problem, 1, reporter)).toThrow(Stopped);
    expect(lengths.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
    expect(fractions[4]).toBeCloseTo(5 / 40, 1);
    expect(engine.heap.used).toBe(used);
  });

  it('is the same twice and shows the map halfway', () => {
    const trial = () => trialOf(problem, 3);
    expect(trial()).toEqual(trial());
    expect(trial().exhibits).toMatchObject([{ rows: 3, columns: 3 }]);
  });
});

describe('settings', () => {
  it.each([
    [{ modes: 9 }, /9 modes.*8 inputs/],
    [{ mode: 4 }, /mode is 4.*teacher has 3/],
    [{ initial: 0.3 }, /initial is 0.3.*half/],
    [{ step: 0.6 }, /step is 0.6.*0\.5/],
    [{ step: 1e-9 }, /steps/],
  ])('%j is refused in words', (settings, message) => {
    expect(() => problemOf(settings)).toThrow(message);
  });

  it('that change nothing are known', () => {
    const inert = (values: Record<string, unknown>) =>
      Object.keys(inertParameters(deepLinear, parameters(values))).sort();
    expect(inert({})).toEqual(['angle', 'depth', 'imbalance', 'inputDecay']);
    expect(inert({ start: 'aligned', depth: 3, time: 4 })).toEqual(['angle', 'duration', 'imbalance']);
    expect(inert({ start: 'rotated', strengths: [1] })).toEqual(['depth', 'inputDecay', 'modes', 'ratio', 'strongest']);
  });
});

describe('the claims', () => {
  const { strongestFirst, modesAccumulate } = deepLinear.claims!;

  it('are true of every kind of start', async () => {
    const shown = ['strongestFirst', 'modesAccumulate'];
    for (const settings of [{}, { start: 'aligned', inputDecay: 0.3 }, { start: 'rotated', modes: 2, initial: 0.01 }]) {
      const judged = await observablesOf(settings, { trials: 30, shown });
      for (const name of shown) expect(judged[name].verdict, judged[name].sentence).toBe('holds');
    }
  });

  it('are false of what they forbid', () => {
    expect(strongestFirst.says(Float64Array.of(1, 3, 2))).toBe(false);
    expect(strongestFirst.says(Float64Array.of(1))).toBe(true);
    expect(modesAccumulate.says(Float64Array.of(0, 1, 0.98, 2))).toBe(true);
    expect(modesAccumulate.says(Float64Array.of(0, 1, 0.8, 2))).toBe(false);
  });
});
