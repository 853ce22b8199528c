// What is particular to the random hierarchy; the conformance suite holds it to what every system
// must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { clusteringAccuracy } from './experiment/clustering.ts';
import { drawData, drawRules, firstOf } from './experiment/rules.ts';
import { samplesToReach } from './experiment/thresholds.ts';
import { runTrial } from './experiment/trial.ts';
import type { HierarchyObservable } from './observables.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { hierarchy } from './system.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(hierarchy);

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));

const TRIALS = 32;

describe('the statistics of the counts', () => {
  it.each([
    { symbols: 6, classes: 6, productions: 3, levels: 3 },
    { symbols: 8, classes: 5, productions: 8, levels: 2 },
    { symbols: 4, classes: 3, productions: 2, tuple: 3, levels: 2 },
    { symbols: 5, classes: 7, productions: 2, levels: 4, reach: 2 },
  ])('are those of theory within three standard errors: %o', (settings) => {
    const problem = problemOf({ ...settings, measured: 'statistics' });
    const expected = predict(problem).observables;
    const trials = Array.from({ length: TRIALS }, (_, trial) =>
      runTrial(problem, trialContext(hierarchy, createRandom('statistics').stream(trial), engine)),
    );
    for (const name of ['contrast', 'countVariance', 'synonyms', 'strangers'] as const) {
      const curves = trials.map(({ observables }) => observables[name] as Float64Array);
      for (const i of [0, problem.samples.length - 1]) {
        const value = (expected[name]!.value as Float64Array)[i];
        const mean = curves.reduce((sum, curve) => sum + curve[i] / TRIALS, 0);
        const squares = curves.reduce((sum, curve) => sum + (curve[i] - mean) ** 2, 0);
        expect(Math.abs(mean - value), `${name} at point ${i}`).toBeLessThan(
          3 * Math.sqrt(squares / (TRIALS - 1) / TRIALS),
        );
      }
    }
  });
});

describe('rules and data', () => {
  const settings = parameters.parse({ symbols: 5, classes: 3, productions: 4, tuple: 2, levels: 3 });
  const rules = drawRules(settings, createRandom('rules'));

  it('give no tuple two parents', () => {
    expect(rules.tuples.map(({ length }) => length / 2)).toEqual([12, 20, 20]);
    for (const tuples of rules.tuples) {
      const codes = Array.from({ length: tuples.length / 2 }, (_, i) => 5 * tuples[2 * i] + tuples[2 * i + 1]);
      expect(new Set(codes).size).toBe(codes.length);
    }
  });

  it('can be read upwards to the class', () => {
    const data = drawData(rules, 50, createRandom('data'), engine);
    let level: number[] = Array.from(data.sentences);
    for (const tuples of rules.tuples.toReversed()) {
      const above: number[] = [];
      for (let i = 0; i < level.length; i += 2)
        for (let k = 0; k < tuples.length / 2; k++)
          if (tuples[2 * k] === level[i] && tuples[2 * k + 1] === level[i + 1]) above.push(Math.floor(k / 4));
      level = above;
    }
    expect(level).toEqual(Array.from(data.classes));
  });

  it('are the same data however many are drawn', () => {
    const [few, many] = [20, 50].map((count) => drawData(rules, count, createRandom('data'), engine));
    expect(firstOf(many, 20)).toEqual(few);
  });
});

it('learns every rule by clustering from four times the critical samples, and nothing from few', () => {
  const settings = parameters.parse({ symbols: 8, classes: 8, productions: 4, levels: 2 });
  for (const set of [0, 1, 2, 3, 4, 5]) {
    const random = createRandom('clustering').stream(set);
    const rules = drawRules(settings, random.stream('rules'));
    const test = drawData(rules, 500, random.stream('test'), engine);
    const accuracy = (count: number) =>
      clusteringAccuracy(
        settings,
        drawData(rules, count, random.stream('train'), engine),
        test,
        engine,
        random.stream('own'),
      );
    expect(accuracy(4 * 144)).toBeGreaterThan(0.95);
    expect(accuracy(14)).toBeLessThan(0.4);
  }
});

it('looks for the samples that reach a level upwards and downwards, and says where there are none', () => {
  const accuracy = (samples: number) => Math.log(samples) / Math.log(1000);
  for (const start of [2, 300, 900])
    expect(samplesToReach(0.5, { start, most: 1e4 }, accuracy)! / Math.sqrt(1000)).toBeCloseTo(1, 10);
  expect(samplesToReach(0.5, { start: 2, most: 20 }, accuracy)).toBeUndefined();
  expect(samplesToReach(0.5, { start: 64, most: 1e4 }, () => 0.6)).toBeUndefined();
});

it('refuses rules that need more tuples than there are, and too much data, and says what to try', () => {
  expect(() => problemOf({ symbols: 4, classes: 9, productions: 2 })).toThrow(
    '9 classes with 2 productions each need 18 different tuples, but 4 symbols make 4^2 = 16: choose fewer classes',
  );
  expect(() => problemOf({ symbols: 4, classes: 2, productions: 5 })).toThrow('choose at most 4 productions');
  expect(() => problemOf({ tuple: 4, levels: 5 })).toThrow('choose fewer levels or a smaller tuple');
  expect(() => problemOf({ symbols: 64, productions: 60, classes: 60 })).toThrow('a smaller reach');
});

it('says where learners memorise, and where a network is lazy', () => {
  const notes = (settings: Record<string, unknown>) => hierarchy.validity(problemOf(settings)).map(({ id }) => id);
  expect(notes({})).toEqual([]);
  expect(notes({ levels: 2, productions: 2 })).toEqual(['memorised']);
  expect(notes({ start: 1.4, symbols: 5 })).toEqual(['lazy-start', 'few-symbols']);
  expect(notes({ levels: 2, productions: 2, measured: 'statistics' })).toEqual([]);
});

it('stops when asked, and leaves nothing on the heap', () => {
  const { used } = engine.heap;
  const reporter = stoppingReporter<HierarchyObservable>(0);
  for (const measured of ['thresholds', 'curves', 'statistics'])
    expect(() =>
      runTrial(problemOf({ measured }), trialContext(hierarchy, createRandom('stop'), engine, reporter)),
    ).toThrow(Stopped);
  expect(engine.heap.used).toBe(used);
});

it('predicts no exponent of a learner that is not measured', () => {
  const predicted = (name: 'clusteringExponent' | 'deepExponent', measured: string) => {
    const { predicted: of } = hierarchy.derived![name];
    return typeof of === 'function' ? of(prepare(parameters.parse({ measured, levels: 3 }))) : of;
  };
  expect(predicted('clusteringExponent', 'statistics')).toBeUndefined();
  expect(predicted('clusteringExponent', 'clustering')).toBe(3);
  expect(predicted('deepExponent', 'clustering')).toBeUndefined();
  expect(predicted('deepExponent', 'thresholds')).toBe(3);
});
