// What is particular to linear grokking; the conformance suite holds it to what every system must
// do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { runTrial } from './experiment/trial.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { grokking } from './system.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(grokking);

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));
const measure = (settings: Record<string, unknown>, seed = 1) =>
  runTrial(problemOf(settings), trialContext(grokking, createRandom(seed), engine));
const predicted = (settings: Record<string, unknown>) =>
  predict(problemOf(settings), theoryContext(grokking, engine)).observables;
const notes = (settings: Record<string, unknown>) => grokking.validity(problemOf(settings)).map(({ id }) => id);

describe('the prediction', () => {
  it('leaves out the times that training does not reach', () => {
    // More weights than samples, and no decay: the test loss stays at 2/3.
    const { trainTime, testTime, delay } = predicted({ samples: 80, dimension: 120 });
    expect(trainTime?.value).toBeGreaterThan(0);
    expect([testTime, delay]).toEqual([undefined, undefined]);
    const { without } = measure({ samples: 80, dimension: 120 });
    expect(Object.keys(without!)).toEqual(['testTime', 'delay']);
  });

  it('is corrected for size as long as that is believed, for each loss by itself', () => {
    expect(notes({})).toEqual(['corrected-training', 'corrected-test']);
    // The null space, which carries the test loss, needs next to none.
    const forgetting = notes({ samples: 40, dimension: 60, duration: 60, decay: 0.02, initial: 50 });
    expect(forgetting).toEqual(['not-learned', 'finite-size-training', 'corrected-test']);
    expect(notes({ samples: 2e6, dimension: 1e6, duration: 5 })).toEqual([]);
  });

  it('is within a few per cent of small systems, where the correction is a tenth', () => {
    const settings = { samples: 30, dimension: 20, duration: 4.5, noise: 0.2 };
    const { testLoss, trainLoss } = predicted(settings);
    const trials = 300;
    const sums = { testLoss: 0, trainLoss: 0 };
    for (let seed = 0; seed < trials; seed++) {
      const { observables } = measure(settings, seed);
      sums.testLoss += (observables.testLoss as Float64Array).at(-1)! / trials;
      sums.trainLoss += (observables.trainLoss as Float64Array).at(-1)! / trials;
    }
    expect(sums.testLoss / (testLoss!.value as Float64Array).at(-1)!).toBeCloseTo(1, 1.6);
    expect(sums.trainLoss / (trainLoss!.value as Float64Array).at(-1)!).toBeCloseTo(1, 1.6);
  });

  it('stops when told to', () => {
    const context = { ...theoryContext(grokking, engine), check: stoppingReporter(0).check };
    expect(() => predict(problemOf({}), context)).toThrow(Stopped);
  });
});

describe('a trial', () => {
  it('leaves the heap as it found it, repeats itself, and stops when told to', () => {
    const { used } = engine.heap;
    expect(measure({ duration: 5 })).toEqual(measure({ duration: 5 }));
    expect(() => runTrial(problemOf({}), trialContext(grokking, createRandom(1), engine, stoppingReporter(2)))).toThrow(
      Stopped,
    );
    expect(engine.heap.used).toBe(used);
  });
});

it('refuses a threshold above the start, and durations of no step or of too many', () => {
  expect(() => problemOf({ threshold: 2 })).toThrow('threshold is 2, but must be below the test loss at the start');
  expect(() => problemOf({ duration: 0.01 })).toThrow(
    'but one step takes the time η = 0.251: choose a longer duration',
  );
  expect(() => problemOf({ duration: 1e8 })).toThrow('choose a shorter duration or a larger step');
});

it('has no mean where gradient descent diverges on some draws, and says when it does not learn', () => {
  const { withoutMean } = grokking.observables.testLoss;
  expect(withoutMean!(problemOf({ samples: 1, dimension: 1 }))).toMatch(/diverges/);
  expect(withoutMean!(problemOf({}))).toBeUndefined();
  expect(withoutMean!(problemOf({ samples: 1, dimension: 1, step: 0.01 }))).toBeUndefined();
  const notes = (settings: Record<string, unknown>) => grokking.validity(problemOf(settings)).map(({ id }) => id);
  expect(notes({ samples: 20 })).toContain('not-learned');
  expect(notes({})).not.toContain('not-learned');
});
