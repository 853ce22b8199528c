// What is particular to max-margin bias; the conformance suite holds it to what every system must
// do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { LogisticLoss } from './experiment/logistic.ts';
import { runTrial } from './experiment/trial.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { maxMargin } from './system.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

await describeConformance(maxMargin);

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings), { engine });
const measure = (settings: Record<string, unknown>) =>
  runTrial(problemOf(settings), trialContext(maxMargin, createRandom(1), engine)).observables as Record<string, number>;
/** Measured over predicted. */
const ratio = (settings: Record<string, unknown>, name: 'finalMargin' | 'decayRate') =>
  measure(settings)[name] / (predict(problemOf(settings)).observables[name]!.value as number);

describe('the loss', () => {
  it('has the gradient that differences of it have, also where it is e^(−400)', () => {
    const Z = [Float64Array.of(1, 0.5), Float64Array.of(0.8, -0.6), Float64Array.of(2, 1.5)];
    const loss = new LogisticLoss(Z);
    const logLoss = (w: number[]) => {
      loss.at(Float64Array.from(w));
      return loss.logLoss();
    };
    for (const w of [
      [0, 0],
      [0.3, -0.2],
      [-2, 1],
      [60, -3],
      [450, -80],
    ]) {
      const h = 1e-4;
      const slopes = [0, 1].map((i) => {
        const moved = (by: number) => w.map((one, j) => (i === j ? one + by : one));
        return (logLoss(moved(h)) - logLoss(moved(-h))) / (2 * h);
      });
      // −∇ ln L = e^(logSize − logLoss) pull.
      const here = logLoss(w);
      const size = Math.exp(loss.logSize - here);
      slopes.forEach((slope, i) => {
        expect(-size * loss.pull[i]).toBeCloseTo(slope, 6);
      });
    }
  });
});

it('is ahead of the flow where steps are coarse, and says so', () => {
  for (const [relativeStep, ids] of [
    [1, []],
    [1.9, ['coarse-steps']],
  ] as const) {
    const problem = problemOf({ relativeStep, steps: 1000 });
    const { loss } = runTrial(problem, trialContext(maxMargin, createRandom(1), engine)).observables;
    const [measured, predicted] = [loss as Float64Array, predict(problem).observables.loss!.value as Float64Array];
    expect(1 - measured[0] / predicted[0] > maxMargin.margin.value).toBe(ids.length > 0);
    expect(validity(problem).map(({ id }) => id)).toEqual(ids);
  }
});

describe('steepest descent', () => {
  it('comes to the largest margin of its own norm, and no other', () => {
    // Data on which the three differ.
    const settings = { dimension: 6, samples: 10, task: 4, schedule: 'constant', steps: 20_000, step: 0.02 };
    for (const optimiser of ['normalised', 'sign', 'coordinate']) {
      expect(ratio({ ...settings, optimiser }, 'finalMargin')).toBeGreaterThan(0.985);
      expect(ratio({ ...settings, optimiser }, 'finalMargin')).toBeLessThan(1 + 1e-9);
      expect(ratio({ ...settings, optimiser }, 'decayRate')).toBeCloseTo(1, 2);
    }
    const margins = ['coordinate', 'normalised', 'sign'].map(
      (optimiser) => measure({ ...settings, optimiser }).finalMargin,
    );
    expect(margins[1] / margins[0]).toBeGreaterThan(1.05);
    expect(margins[2] / margins[1]).toBeGreaterThan(1.05);
  });
});

describe('Adam', () => {
  it('loses its loss at the rate that its moments allow', () => {
    for (const [step, beta1, beta2, steps, most] of [
      [0.01, 0.9, 0.95, 30_000, 1e-6],
      [0.01, 0.9, 0.99, 40_000, 1e-6],
      [0.03, 0.9, 0.99, 80_000, 1e-6],
      // Longer runs are off by as much.
      [0.02, 0, 0.95, 8000, 3e-5],
      // The loss ends at e^(−1500), whose squares are no numbers.
      [0.3, 0.8, 0.9, 30_000, 1e-6],
    ]) {
      const settings = { optimiser: 'adam', schedule: 'constant', dimension: 8, step, beta1, beta2, steps };
      expect(Math.abs(ratio(settings, 'decayRate') - 1)).toBeLessThan(most);
    }
  });

  it('is refused where its direction is not known, and says so where it is too early', () => {
    expect(() => problemOf({ optimiser: 'adam', beta1: 0.99, beta2: 0.9 })).toThrow('beta1 is 0.99');
    expect(() => problemOf({ optimiser: 'adam', epsilon: 0.1 })).toThrow('schedule');
    const constant = { optimiser: 'adam', schedule: 'constant' };
    const notes = (settings: Record<string, unknown>) =>
      validity(problemOf({ ...constant, ...settings })).map(({ id }) => id);
    expect(notes({ epsilon: 1e-8, step: 0.002 })).toEqual(['before-epsilon']);
    expect(notes({ epsilon: 1e-8, step: 0.01, dimension: 8, samples: 5 })).toEqual(['remembered-start']);
    expect(notes({ epsilon: 0.1, step: 0.01 })).toEqual([]);
    expect(notes({ step: 1e-4 })).toEqual(['short-path']);
    expect(notes({ optimiser: 'sign', step: 0.2 })).toEqual(['chatter']);
    expect(notes({ optimiser: 'sign', step: 0.02 })).toEqual([]);
  });
});

it('stops when told to', () => {
  const context = trialContext(maxMargin, createRandom(1), engine, {
    progress() {},
    partial() {},
    check() {
      throw new Stopped();
    },
  });
  expect(() => runTrial(problemOf({}), context)).toThrow(Stopped);
});
