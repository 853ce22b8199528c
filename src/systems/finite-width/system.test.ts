// What is particular to networks of finite width; the conformance suite holds it to what every
// system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkParameters } from '../../plan/settings.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { runTrial } from './experiment/trial.ts';
import type { FiniteWidthParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { finiteWidth } from './system.ts';
import { logLength, reluLog } from './theory/log-lengths.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(finiteWidth);
describeReferenceCases(evaluators, 'bias-and-depth.json');

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) =>
  prepare(checkParameters(finiteWidth, settings) as FiniteWidthParameters);
const measure = (settings: Record<string, unknown>, seed = 1) =>
  runTrial(problem(settings), trialContext(finiteWidth, createRandom(seed), engine)).observables as Record<
    string,
    number
  >;

it('predicts nothing of lengths that vanish on their way up', () => {
  const vanishing = { activation: 'tanh', depth: 100, weightVariance: 0.01, biasVariance: 0, startLength: 1e-3 };
  expect(() => predict(problem(vanishing))).toThrow(/lengths leave what float64 holds/);
});

it('says that hardly a network is alive, where so few are', () => {
  const notes = (settings: Record<string, unknown>) => finiteWidth.validity(problem(settings)).map(({ id }) => id);
  expect(notes({ width: 1, depth: 200 })).toContain('dead-networks');
  expect(notes({})).not.toContain('dead-networks');
});

describe('the law of relu lengths', () => {
  it('is that of a single coin and a normal number at width 1', () => {
    // κ = 1: 4z², z standard normal.
    const { mean, variance } = reluLog(1);
    expect(mean).toBeCloseTo(Math.log(4) - 0.5772156649015329 - 2 * Math.LN2, 13);
    expect(variance).toBeCloseTo(Math.PI ** 2 / 2, 12);
  });

  it('keeps to its leading orders at widths where a coin has no float', () => {
    const { mean, variance } = reluLog(4096);
    expect((mean * 2 * 4096) / -5).toBeCloseTo(1, 2);
    expect((variance * 4096) / 5).toBeCloseTo(1, 2);
  });

  it('is found in networks, dead ones among them', () => {
    const settings = { width: 4, depth: 5, networks: 20_000 };
    const { meanLog, varianceLog, deadShare } = measure(settings);
    const expected = logLength('relu', 4, 5);
    expect(Math.abs(meanLog - expected.mean)).toBeLessThan(4 * Math.sqrt(expected.variance / 15_000));
    expect(varianceLog / expected.variance).toBeCloseTo(1, 1);
    const share = 1 - (15 / 16) ** 4;
    expect(Math.abs(deadShare - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 20_000));
  });
});

describe('lengths with biases', () => {
  it('vary as the second moment of every layer says, in narrow networks too', () => {
    for (const activation of ['linear', 'relu']) {
      const settings = { activation, width: 6, depth: 4, weightVariance: 1.5, biasVariance: 0.6, networks: 40_000 };
      const predicted = predict(problem(settings)).observables.relativeVariance!.value as number;
      expect(measure(settings).relativeVariance / predicted).toBeCloseTo(1, 1);
    }
  });

  it('vary as they do without biases, where these vanish', () => {
    const variance = (biasVariance: number) =>
      predict(problem({ width: 10, biasVariance })).observables.relativeVariance!.value as number;
    expect(variance(1e-12) / variance(0)).toBeCloseTo(1, 9);
  });
});

describe('smooth networks', () => {
  it('forget their fluctuations, relu networks add them up', () => {
    const variance = (activation: string, depth: number) =>
      predict(problem({ activation, depth, width: 200, biasVariance: 0.1, weightVariance: 1.5 })).observables
        .relativeVariance!.value as number;
    expect(variance('tanh', 100) / variance('tanh', 50)).toBeCloseTo(1, 6);
    const relu = (depth: number) =>
      predict(problem({ depth, width: 200 })).observables.relativeVariance!.value as number;
    expect(relu(100)).toBeGreaterThan(2 * relu(50));
  });
});

describe('a trial', () => {
  it('leaves the heap as it found it, repeats itself, and is refused lengths that leave the numbers', () => {
    const { used } = engine.heap;
    const few = { networks: 20 };
    expect(measure(few)).toEqual(measure(few));
    expect(engine.heap.used).toBe(used);
    expect(() => problem({ weightVariance: 0.01, depth: 200 })).toThrow(/depth is 200.*weightVariance nearer to 2/);
  });
});
