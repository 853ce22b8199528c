import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkParameters } from '../../plan/settings.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { runTrial } from './experiment/trial.ts';
import { hiddenLayers } from './kernels.ts';
import type { RepresentationsParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { representations } from './system.ts';
import { alignment, kernelFluctuation, linearFluctuation } from './theory/fluctuations.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(representations);

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) =>
  prepare(checkParameters(representations, settings) as RepresentationsParameters);
const measured = (settings: Record<string, unknown>, seed = 1) =>
  runTrial(problem(settings), trialContext(representations, createRandom(seed), engine)).observables;
const predicted = (settings: Record<string, unknown>) =>
  predict(problem(settings), theoryContext(representations, engine)).observables;
const quiet = { check: () => {}, progress: () => {} };

describe('a trial', () => {
  const trained = { epochs: 2, examples: 100, inputs: 10, width: 20 };

  it('leaves the heap as it found it, repeats itself, and stops when told to', () => {
    const { used } = engine.heap;
    for (const settings of [{ inputs: 10, width: 20 }, trained]) expect(measured(settings)).toEqual(measured(settings));
    const context = trialContext(representations, createRandom(1), engine, stoppingReporter(0));
    expect(() => runTrial(problem(trained), context)).toThrow(Stopped);
    expect(engine.heap.used).toBe(used);
  });

  it('of trained networks has no prediction, and measures what training made', () => {
    const beside = { ...trained, inputs: 12, other: 'convolutional', otherWidth: 4 };
    expect(predicted(beside)).toEqual({});
    expect(Object.keys(measured(beside)).sort()).toEqual(Object.keys(representations.observables).sort());
  });

  it('of few inputs says what cannot be measured', () => {
    const { observables, without } = runTrial(
      problem({ inputs: 5, width: 20 }),
      trialContext(representations, createRandom(1), engine),
    );
    expect(without).toMatchObject({ neighbours: /at least 6 inputs/, svcca: /at least 11/, otherSvcca: /at least 11/ });
    expect(Object.keys(observables).sort()).toEqual(['kernelDistance', 'procrustes', 'seedDistance']);
  });
});

describe('the theory', () => {
  // Six inputs of three numbers, of squared length 3.
  const random = createRandom('inputs');
  const inputs = Float64Array.from({ length: 18 }, () => random.uniform() - 0.5);
  for (let i = 0; i < 6; i++) {
    const row = inputs.subarray(3 * i, 3 * i + 3);
    const factor = Math.sqrt(3 / row.reduce((sum, one) => sum + one * one, 0));
    row.forEach((one, k) => {
      row[k] = factor * one;
    });
  }

  it('of sampled neurons is the closed form of linear layers, each as much as another', () => {
    const linear = { activation: 'linear' as const, depth: 3, weightVariance: 1.3 };
    const layers = hiddenLayers(inputs, 6, linear);
    const exact = linearFluctuation(layers[0].kernel, 6);
    for (const depth of [1, 3]) {
      const { value, error } = kernelFluctuation(
        linear,
        layers.slice(0, depth),
        inputs,
        engine,
        createRandom(1),
        quiet,
      );
      expect(Math.abs(value / (depth * exact) - 1)).toBeLessThan(2 * error);
    }
  });

  it('of linear networks of unequal shapes is their scatter alone, about one kernel', () => {
    const settings = { activation: 'linear', inputs: 8, other: 'fully-connected', otherWidth: 100, otherDepth: 3 };
    const { layers, otherLayers } = problem(settings);
    expect(alignment(layers[0].kernel, otherLayers[2].kernel, 8)).toBeCloseTo(1, 12);
    const v = linearFluctuation(layers[0].kernel, 8);
    const apart = 1 - 1 / Math.sqrt((1 + v / 200) * (1 + (3 * v) / 100));
    expect(predicted(settings).otherDistance!.value).toBeCloseTo(apart, 12);
  });

  it.each([
    { weightVariance: 0.3, depth: 3 },
    { weightVariance: 3, depth: 2 },
  ])('of several layers of erf is what random networks show, with %o', (layers) => {
    const settings = { activation: 'erf', inputs: 8, width: 200, ...layers };
    const distances = Array.from({ length: 60 }, (_, i) => measured(settings, i).kernelDistance as number);
    const mean = distances.reduce((sum, one) => sum + one, 0) / 60;
    const error = Math.sqrt(distances.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 60 / 59);
    const { value } = predicted(settings).kernelDistance!;
    expect(Math.abs(mean - (value as number))).toBeLessThan(4 * error + 0.03 * mean);
  });

  it('stops when it is told to, and says how far it is', () => {
    const layers = hiddenLayers(inputs, 6, { activation: 'relu', depth: 2, weightVariance: 2 });
    const seen: number[] = [];
    const stopping = {
      progress: (fraction: number) => void seen.push(fraction),
      check: () => {
        if (seen.length >= 3) throw new Stopped();
      },
    };
    const run = () =>
      kernelFluctuation(
        { activation: 'relu', depth: 2, weightVariance: 2 },
        layers,
        inputs,
        engine,
        createRandom(1),
        stopping,
      );
    expect(run).toThrow(Stopped);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.length).toBe(3);
  });

  it('says nothing of networks whose scatter is no small part of their kernel', () => {
    expect(predicted({ width: 15, activation: 'linear' })).toEqual({});
    expect(representations.validity(problem({ width: 15 })).map(({ level }) => level)).toEqual(['strained']);
    expect(representations.validity(problem({ width: 200 }))).toEqual([]);
    const beside = { width: 200, activation: 'linear', other: 'fully-connected', otherWidth: 15 };
    expect(predicted(beside).otherDistance).toBeUndefined();
    expect(representations.validity(problem(beside)).map(({ id }) => id)).toEqual(['narrow-other']);
  });
});
