// What is particular to warm-up; the conformance suite holds it to what every system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkParameters } from '../../plan/settings.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { runTrial } from './experiment/trial.ts';
import type { WarmupParameters } from './parameters.ts';
import { prepare, scheduled } from './problem.ts';
import { warmup } from './system.ts';
import { predict } from './theory/prediction.ts';
import { edgeOfFirstStep } from './theory/warm-up.ts';

await describeConformance(warmup);

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) => prepare(checkParameters(warmup, settings) as WarmupParameters);
const predicted = (settings: Record<string, unknown>) => predict(problem(settings)).observables;
const measure = (settings: Record<string, unknown>, seed = 1) =>
  runTrial(problem(settings), trialContext(warmup, createRandom(seed), engine)).observables as Record<string, number>;

describe('the solvable network', () => {
  it('reaches larger rates after warm-up from the edge, and no larger ones from far below it', () => {
    const largest = (settings: Record<string, unknown>) => predicted(settings).largestRate!.value as number;
    expect(largest({ warmup: 0 })).toBeCloseTo(4, 6);
    expect(largest({ warmup: 14 })).toBeGreaterThan(7);
    expect(largest({ warmup: 20 })).toBeGreaterThan(largest({ warmup: 14 }) + 1.5);
    expect(largest({ warmup: 32, initial: 0.2 })).toBeLessThan(4.1);
  });

  it('is measured to have them', () => {
    for (const settings of [
      { warmup: 14, width: 64 },
      { warmup: 20, width: 64, initial: 0.2 },
    ]) {
      const ratio = measure(settings).largestRate / (predicted(settings).largestRate!.value as number);
      expect(Math.abs(ratio - 1)).toBeLessThan(0.003);
    }
  });

  it('has nothing predicted where its output fell to rounding before the rate was reached', () => {
    expect(predicted({ warmup: 32, rate: 6 }).finalSharpness).toBeUndefined();
    expect(predicted({ warmup: 32, rate: 6 }).initialRate).toBeDefined();
  });

  it('has its first step neither raise nor lower the loss at the edge', () => {
    const start = { f: 3, lambda: 2 };
    const edge = edgeOfFirstStep(start, 40);
    const square = 9 / (4 * 40);
    expect(1 - edge + edge ** 2 * square).toBeCloseTo(-1, 12);
    expect(() => edgeOfFirstStep({ f: 5, lambda: 2 }, 40)).toThrow(/at most 1\/8/);
  });
});

describe('a network', () => {
  it('reaches larger rates after warm-up from 2 over its sharpness, and no larger ones from far below', () => {
    const largest = (initial: number, seed: number) =>
      measure({ model: 'network', width: 128, rate: 3, steps: 80, warmup: 32, initial }, seed).largestRate;
    for (const seed of [0, 2]) expect(largest(2, seed)).toBeGreaterThan(1.5 * largest(0.2, seed));
  });

  it('is not thrown as far by GI-Adam as by Adam', () => {
    const { adamPeak, giAdamPeak, preconditionedRatio } = measure({ model: 'network', width: 64, rate: 3, steps: 40 });
    expect(adamPeak).toBeGreaterThan(2 * giAdamPeak);
    expect(preconditionedRatio).toBeCloseTo(Math.sqrt(0.001), 6);
  });
});

describe('the schedule', () => {
  it('goes linearly from the first rate to the target, and stays', () => {
    expect([0, 1, 2, 3, 9].map((step) => scheduled(1, 4, 3, step))).toEqual([1, 2, 3, 4, 4]);
    expect(scheduled(1, 4, 0, 0)).toBe(4);
  });
});

describe('a trial', () => {
  it('leaves the heap as it found it, and stops when told to', () => {
    const { used } = engine.heap;
    const context = trialContext(warmup, createRandom(1), engine, stoppingReporter(0));
    for (const model of ['solvable', 'network']) expect(() => runTrial(problem({ model }), context)).toThrow(Stopped);
    expect(engine.heap.used).toBe(used);
  });

  it('is refused a warm-up longer than training', () => {
    expect(() => problem({ warmup: 200 })).toThrow(/warmup is 200, but must be at most steps, 150/);
  });

  it('is refused an output beside which the first step has no edge, and finds the edge up to there', () => {
    const largest = { width: 8, output: 1.98, steps: 20, warmup: 4 };
    expect(measure(largest).initialRate).toBeCloseTo(predicted(largest).initialRate!.value as number, 8);
    expect(() => problem({ width: 8, output: 3 })).toThrow(/output is 3, but may be at most 1\.98/);
  });
});
