import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { runTrial } from './experiment/trial.ts';
import { prepare } from './problem.ts';
import { diffusionRegimes } from './system.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(diffusionRegimes);

const engine = createWasmEngine();
const small = prepare(diffusionRegimes.parameters.parse({ samples: 12, dimension: 4, times: 2, steps: 10 }));

it('a prediction says how far it is, and stops when told to', () => {
  const fractions: number[] = [];
  predict(small, { check() {}, progress: (fraction) => void fractions.push(fraction) });
  expect(fractions).toEqual([0, 0.5]);
  const check = () => {
    throw new Stopped();
  };
  expect(() => predict(small, { check, progress() {} })).toThrow(Stopped);
});

describe('a trial', () => {
  it('leaves the heap as it found it, repeats itself, and stops when told to', () => {
    const { used } = engine.heap;
    const measure = () => runTrial(small, trialContext(diffusionRegimes, createRandom(1), engine)).observables;
    expect(measure()).toEqual(measure());
    const stopped = trialContext(diffusionRegimes, createRandom(1), engine, stoppingReporter(0));
    expect(() => runTrial(small, stopped)).toThrow(Stopped);
    expect(engine.heap.used).toBe(used);
  });
});

it('times that run backwards are refused', () => {
  const backwards = diffusionRegimes.parameters.parse({ firstTime: 2, lastTime: 1 });
  expect(() => prepare(backwards)).toThrow(/lastTime is 1, but must be above firstTime = 2/);
});
