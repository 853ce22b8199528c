// What is particular to modular addition; the conformance suite holds it to what every system must
// do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { makeNetwork } from './experiment/network.ts';
import { measurePeriodicity, setPeriodicWeights } from './experiment/periodic-weights.ts';
import { runTrial } from './experiment/trial.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { modularAddition } from './system.ts';
import { accuracyBound, noise, signal } from './theory/exact-solution.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(modularAddition);

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));
const measure = (settings: Record<string, unknown>, seed = 1) =>
  runTrial(problemOf(settings), trialContext(modularAddition, createRandom(seed), engine));

describe('the exact solution', () => {
  it('has the signal, the noise and at least the accuracy that theory gives it, at every modulus and width', () => {
    for (const [modulus, units] of [
      [3, 10],
      [5, 64],
      [11, 64],
      [23, 128],
    ]) {
      const { observables } = measure({ modulus, units, steps: 10 });
      expect(observables.exactSignal).toBeCloseTo(signal(modulus), 5);
      expect((observables.exactNoise as number) / noise(modulus, units)).toBeGreaterThan(0.85);
      expect((observables.exactNoise as number) / noise(modulus, units)).toBeLessThan(1.15);
      expect(observables.exactAccuracy).toBeGreaterThan(accuracyBound(modulus, units));
    }
  });

  it('is bound to err by at most (p − 1) times the least transform, which is that of one unit', () => {
    // One unit at t = 0 says nothing but p − 1 > 1.
    expect(accuracyBound(11, 0)).toBe(-9);
    const [narrow, wide] = [accuracyBound(11, 100), accuracyBound(11, 200)];
    expect((1 - narrow) ** 2 / 10).toBeCloseTo(1 - wide, 12);
    expect(wide).toBeGreaterThan(0.99);
  });

  it('is not predicted where the bound says nothing', () => {
    expect(predict(problemOf({ units: 10 })).observables.exactAccuracy).toBeUndefined();
  });

  it('is periodic, with phases that agree', () => {
    engine.heap.scope(() => {
      const network = makeNetwork(engine, 7, 20);
      network.initialise(createRandom(1));
      expect(measurePeriodicity(network, 7).periodicity).toBeLessThan(0.8);
      setPeriodicWeights(network, 7, createRandom(1));
      const { periodicity, phaseAgreement } = measurePeriodicity(network, 7);
      expect(periodicity).toBeCloseTo(1, 5);
      expect(phaseAgreement).toBeCloseTo(1, 5);
    });
  });
});

describe('a trained network', () => {
  it('comes near the exact solution: waves whose phases agree', () => {
    const { observables } = measure({});
    const [first, last] = [0, -1].map((at) => (observables.phaseAgreement as Float64Array).at(at)!);
    expect(Math.abs(first)).toBeLessThan(0.5);
    expect(last).toBeGreaterThan(0.9);
  });

  it('never learns the task without decay and with half of the table, and the trial says so', () => {
    const { observables, without } = measure({ decay: 0, share: 0.5 });
    expect(observables.memorised).toBeLessThan(30);
    expect(observables.generalised).toBeUndefined();
    expect(without?.generalised).toBe('the test accuracy did not reach 95 % within 150 steps');
  });

  it('leaves the heap as it found it, repeats itself, and stops when told to', () => {
    const { used } = engine.heap;
    expect(measure({ steps: 20 })).toEqual(measure({ steps: 20 }));
    const context = trialContext(modularAddition, createRandom(1), engine, stoppingReporter(1));
    expect(() => runTrial(problemOf({}), context)).toThrow(Stopped);
    expect(engine.heap.used).toBe(used);
  });
});

it('refuses a modulus that is no odd prime, and a share that leaves nothing', () => {
  expect(() => problemOf({ modulus: 15 })).toThrow('modulus is 15, but must be an odd prime');
  expect(() => problemOf({ modulus: 15 })).toThrow('try 13');
  expect(() => problemOf({ modulus: 3, share: 0.05 })).toThrow('which makes 0 of 9 pairs training data');
});

it('claims nothing of networks that are hardly trained, and says what is missing', () => {
  const notes = (settings: Record<string, unknown>) =>
    modularAddition.validity(problemOf(settings)).map(({ id }) => id);
  for (const claim of ['memorisesFirst', 'becomesPeriodic'] as const) {
    expect(modularAddition.claims![claim].made!(problemOf({ steps: 10 }))).toBe(false);
    expect(modularAddition.claims![claim].made!(problemOf({}))).toBe(true);
  }
  expect(notes({ steps: 10, modulus: 3, units: 1 })).toEqual(['ordinal', 'short-training', 'too-few-units']);
  expect(notes({})).toEqual(['ordinal']);
});
