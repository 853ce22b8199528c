// What is particular to dense and softmax memories; the conformance suite holds them to what every
// system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkParameters } from '../../plan/settings.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { gains } from './experiment/memory.ts';
import { runTrial } from './experiment/trial.ts';
import { attentionDiffers } from './limits.ts';
import type { DenseMemoryParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { denseMemory } from './system.ts';
import { gain, gaussianStepError, stepError } from './theory/crosstalk.ts';
import { softmaxRecall } from './theory/softmax.ts';

await describeConformance(denseMemory);
describeReferenceCases(evaluators, 'data.json');

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) =>
  prepare(checkParameters(denseMemory, settings) as DenseMemoryParameters);

/** The chance of an error from a pattern, by convolution of the crosstalk's distribution. */
function convolved(units: number, patterns: number, degree: number): number {
  const one = new Map<number, number>();
  for (let bits = 0; bits < 2 ** (units - 1); bits++) {
    let u = 0;
    for (let i = 0; i < units - 1; i++) u += (bits >> i) & 1 ? 1 : -1;
    for (const sign of [1, -1]) {
      const value = sign * gain(u, degree);
      one.set(value, (one.get(value) ?? 0) + 0.5 / 2 ** (units - 1));
    }
  }
  let sum = new Map([[0, 1]]);
  for (let k = 1; k < patterns; k++) {
    const next = new Map<number, number>();
    for (const [x, p] of sum) for (const [y, q] of one) next.set(x + y, (next.get(x + y) ?? 0) + p * q);
    sum = next;
  }
  const own = gain(units - 1, degree);
  return [...sum].reduce((total, [x, p]) => total + (x < -own ? p : x === -own ? p / 2 : 0), 0);
}

describe('errors of a step', () => {
  it.each([
    [8, 40, 2],
    [7, 40, 3],
    [8, 30, 3],
  ])('are those of the convolved crosstalk: %d units, %d patterns, degree %d', (units, patterns, degree) => {
    expect(stepError(units, patterns, degree, 0)! / convolved(units, patterns, degree)).toBeCloseTo(1, 2);
  });

  it('keep their digits where they are rare, and are larger than of Gaussian crosstalk of long tails', () => {
    const [rare, gaussian] = [stepError(60, 40, 4, 0)!, gaussianStepError(60, 40, 4)];
    expect(rare).toBeGreaterThan(gaussian);
    expect(rare).toBeLessThan(1e-6);
    expect(rare).toBeGreaterThan(0);
  });

  it.each([
    [100, 1000, 2],
    [30, 1000, 2],
    [20, 5000, 3],
  ])('are those of Gaussian crosstalk with very many patterns: %d units, %d patterns, degree %d', (...of) => {
    expect(stepError(...of, 0)! / gaussianStepError(...of)).toBeCloseTo(1, 2);
  });

  it('are half where a query says nothing', () => {
    expect(stepError(61, 200, 3, 30)!).toBeGreaterThan(0.4);
  });
});

describe('the experiment', () => {
  it('asks what an update gains of the energy itself', () => {
    const [units, count, degree] = [5, 3, 3];
    const signs = Float64Array.from({ length: units * count }, (_, e) => ((e * 7) % 3 === 0 ? 1 : -1));
    const state = [1, -1, 1, 1, -1];
    const energy = (s: number[]) => {
      let sum = 0;
      for (let mu = 0; mu < count; mu++)
        sum -= s.reduce((dot, one, i) => dot + one * signs[mu * units + i], 0) ** degree;
      return sum;
    };
    engine.heap.scope(() => {
      const [patterns, states] = [engine.heap.matrix(count, units), engine.heap.matrix(1, units)];
      patterns.values.set(signs);
      states.values.set(state);
      const found = gains(patterns, states, degree, engine).values;
      for (let i = 0; i < units; i++)
        expect(found[i]).toBe(energy(state.map((one, j) => (j === i ? -one : one))) - energy(state));
    });
  });

  it('takes a softmax step that has the bits of attention', () => {
    for (const count of [2, 17, 64]) expect(attentionDiffers(count, engine, createRandom(count))).toBe(0);
  });

  it('leaves the heap as it found it, repeats itself, and stops when told to', () => {
    const { used } = engine.heap;
    const small = problem({ units: 20, patterns: 50, flipped: 0.1 });
    const run = () => runTrial(small, trialContext(denseMemory, createRandom(1), engine));
    expect(run()).toEqual(run());
    const stopped = trialContext(denseMemory, createRandom(1), engine, stoppingReporter(0));
    expect(() => runTrial(small, stopped)).toThrow(Stopped);
    expect(engine.heap.used).toBe(used);
  });

  it('is refused what is no memory', () => {
    expect(() => problem({ units: 900, degree: 6 })).toThrow(/units is 900, but must be at most 456 with degree=6/);
  });
});

it('recalls all of a pattern from a sharp softmax, and a share of the query from a flat one', () => {
  expect(softmaxRecall(60, 100, 2, 6).error).toBeLessThan(1e-8);
  const { weight, error } = softmaxRecall(60, 1000, 0.02, 0);
  expect(weight).toBeLessThan(0.01);
  expect(1 - 2 * error).toBeGreaterThan(2 * weight);
});
