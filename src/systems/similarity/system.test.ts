import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkParameters } from '../../plan/settings.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { runTrial } from './experiment/trial.ts';
import type { SimilarityParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { similarity } from './system.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(similarity);
describeReferenceCases(evaluators, 'data.json');

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) =>
  prepare(checkParameters(similarity, settings) as SimilarityParameters);
const predicted = (settings: Record<string, unknown>) =>
  predict(problem(settings), theoryContext(similarity, engine)).observables as Record<string, { value: number }>;
const measured = (settings: Record<string, unknown>, seed = 1) =>
  runTrial(problem(settings), trialContext(similarity, createRandom(seed), engine));

describe('a trial', () => {
  it('leaves the heap as it found it, repeats itself, and stops when told to', () => {
    const { used } = engine.heap;
    expect(measured({})).toEqual(measured({}));
    const context = trialContext(similarity, createRandom(1), engine, stoppingReporter(0));
    expect(() => runTrial(problem({}), context)).toThrow(Stopped);
    expect(engine.heap.used).toBe(used);
  });

  it('says why a measure has no value, and theory does not predict it', () => {
    const settings = { samples: 50, kept: 25, neighbours: 50 };
    const { observables, without } = measured(settings);
    for (const name of ['meanSquaredCorrelation', 'svcca', 'neighbours']) {
      expect(observables).not.toHaveProperty(name);
      expect(predicted({ ...settings, shared: 0 })).not.toHaveProperty(name);
    }
    expect(without).toEqual({
      meanSquaredCorrelation: expect.stringMatching(/p \+ q = 50 reaches n = 50/),
      svcca: 'kept=25, but 20 components can be compared',
      neighbours: 'neighbours=50, but an input has 49 others',
    });
  });

  it('is refused what cannot be', () => {
    expect(() => problem({ shared: 21 })).toThrow(/shared is 21.*20 at most.*raise xDimension/);
  });
});

describe('the theory', () => {
  it('of representations that are the same is 1, without scatter', () => {
    const same = { xDimension: 20, yDimension: 20, shared: 20, correlation: 1, xDecay: 1, yDecay: 1 };
    const { cka, debiased, spread, meanSquaredCorrelation, gaussianDebiased } = predicted(same);
    for (const { value } of [cka, debiased, meanSquaredCorrelation, gaussianDebiased]) expect(value).toBeCloseTo(1, 9);
    expect(spread).toBeUndefined();
  });

  it('predicts by chance alone what has no other theory', () => {
    const names = ['svcca', 'procrustes', 'neighbours'];
    expect(names.filter((name) => name in predicted({}))).toEqual([]);
    expect(names.filter((name) => name in predicted({ correlation: 0 }))).toEqual(names);
  });
});
