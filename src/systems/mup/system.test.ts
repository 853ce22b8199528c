// What is particular to width transfer; the conformance suite holds it to what every system must
// do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { powerExponent } from '../../statistics/curve-fits.ts';
import { summarize } from '../../statistics/moments.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { runTrial } from './experiment/trial.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { mup } from './system.ts';
import { exponentOf, predict } from './theory/prediction.ts';

await describeConformance(mup);
describeReferenceCases(evaluators, 'dynamics.json');

const engine = createWasmEngine();
const { heap } = engine;
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings));
const trial = (settings: Record<string, unknown>, seed = 1) =>
  runTrial(problemOf(settings), trialContext(mup, createRandom(seed), engine));
const measure = (settings: Record<string, unknown>, seed = 1) =>
  trial(settings, seed).observables as Record<string, Float64Array>;

const transformer = { network: 'transformer', width: 8, heads: 2, octaves: 1 };
const rates = { study: 'rates', width: 8, octaves: 1, trainingSamples: 8, rates: 5 };

describe('at the smallest width μP is the standard parameterisation to the bit', () => {
  const first = (settings: Record<string, unknown>, name: string, count = 1) =>
    Array.from(measure(settings)[name].subarray(0, count));
  it.each([
    ['mlp', {}],
    ['residual', { network: 'residual', depth: 3, optimiser: 'sgd' }],
    ['transformer', { ...transformer, heads: 4, width: 24 }],
  ])('of a network of the kind %s', (_, settings) => {
    for (const optimiser of ['sgd', 'adam', 'adamw']) {
      const at = (parameterisation: string) => {
        const all = { ...settings, optimiser, parameterisation, octaves: 1 };
        const residual = 'network' in settings && settings.network === 'residual';
        return [
          // Under Adam branches of a residual network are slowed by their depth.
          ...(residual && optimiser !== 'sgd' ? [] : first({ ...all, rate: 0.01, steps: 3 }, 'outputChange')),
          ...(residual ? [] : first({ ...all, ...rates, width: 24 }, 'loss', 5)),
        ];
      };
      expect(at('mup')).toEqual(at('standard'));
    }
  });
});

it('predicts the whole change of every parameterisation, optimiser, activation and layer', () => {
  for (const parameterisation of ['standard', 'ntk', 'mean-field', 'mup'])
    for (const optimiser of ['sgd', 'adam', 'adamw'])
      for (const settings of [
        { activation: 'gelu' },
        { activation: 'relu', trained: 'hidden' },
        { activation: 'erf', trained: 'input' },
        { activation: 'linear', trained: 'output' },
      ]) {
        const decay = optimiser === 'adamw' ? 5 : 0;
        const all = { ...settings, parameterisation, optimiser, decay, width: 64, octaves: 2, dimension: 8 };
        const predicted = predict(problemOf(all)).observables;
        const seeds = Array.from({ length: 10 }, (_, seed) => seed);
        for (const [name, quantity] of Object.entries(predicted)) {
          const trials = seeds.map((seed) => measure(all, seed)[name]);
          (quantity!.value as Float64Array).forEach((value, w) => {
            const ratios = trials.map((curve) => curve[w] / value);
            const { mean, standardError } = summarize(ratios);
            expect(Math.abs(mean - 1), `${name} of ${JSON.stringify(all)}`).toBeLessThan(0.015 + 4 * standardError);
            // Of Gaussian squares, of one network at the largest width, nobody knows it better.
            expect(standardError).toBeLessThan(name === 'initialOutput' ? 1 : 0.08);
          });
        }
      }
});

it('has its exponents of 0 in μP also after several steps at a usual rate, where the standard one has not', () => {
  const settings = { width: 32, octaves: 4, rate: 5e-4, steps: 4, samples: 8 };
  const slope = (parameterisation: string, name: string) => {
    const curve = measure({ ...settings, parameterisation })[name];
    return powerExponent()(
      Float64Array.from(curve, (_, k) => 2 ** k),
      curve,
    )!;
  };
  for (const name of ['inputChange', 'hiddenChange', 'outputChange']) {
    expect(Math.abs(slope('mup', name)), name).toBeLessThan(0.05);
    expect(Math.abs(slope('mean-field', name)), name).toBeLessThan(0.05);
  }
  expect(slope('standard', 'hiddenChange')).toBeGreaterThan(0.4);
});

it('has the exponents of Adam with a decay that is not felt, and none of the output with one that is', () => {
  const exponents = (settings: Record<string, unknown>) =>
    (['input', 'hidden', 'output'] as const).map((seen) =>
      exponentOf(problemOf({ optimiser: 'adamw', ...settings }), seen),
    );
  const several = { samples: 4, rate: 1e-3, steps: 3 };
  for (const one of exponents({ parameterisation: 'mup', ...several })) expect(one).toBeCloseTo(0, 15);
  expect(exponents({ parameterisation: 'mup', decay: 100, ...several })[2]).toBeUndefined();
  expect(exponents({ parameterisation: 'mup', decay: 100 })[2]).toBe('curve');
  expect(exponents({ parameterisation: 'standard', trained: 'hidden' }).slice(1)).toEqual([1, 1.5]);
  expect(exponents({ parameterisation: 'standard', trained: 'hidden', decay: 100 })).toEqual([
    undefined,
    'curve',
    'curve',
  ]);
  const notes = (settings: Record<string, unknown>) =>
    mup.validity!(problemOf({ optimiser: 'adamw', parameterisation: 'mup', ...settings })).map(({ id }) => id);
  expect(notes({ decay: 100, ...several })).toContain('weight-decay');
  for (const quiet of [several, { decay: 100 }]) expect(notes(quiet)).not.toContain('weight-decay');
});

it('predicts nothing of what comes after attention that is scaled by the root of the head size', () => {
  const predicted = (settings: Record<string, unknown>) =>
    (['input', 'hidden', 'output'] as const).map((seen) =>
      exponentOf(problemOf({ ...transformer, ...settings }), seen),
    );
  expect(predicted({ attentionScale: 'inverse' })).toEqual([0, 0, 0].map((zero) => expect.closeTo(zero, 15)));
  expect(predicted({ attentionScale: 'root' })).toEqual([expect.closeTo(0, 15), undefined, undefined]);
  expect(predicted({ attentionScale: 'root', trained: 'output' })[2]).toBeCloseTo(0, 15);
});

describe('learning rates', () => {
  it('have no best one where the lowest loss is at an end of those tried, and it says so', () => {
    const { observables, without } = trial({ ...rates, fastest: 1e-6 });
    expect(Object.keys(observables)).toEqual(['loss']);
    expect(without!.bestRate).toBe('the lowest loss at width 8 lies at an end of the rates tried');
  });

  it('that diverge leave the loss of the beginning', () => {
    const { loss } = measure({ ...rates, optimiser: 'sgd', fastest: 1e4, trainingSteps: 30 });
    expect(loss[4]).toBe(loss[3]);
    expect(loss.every(Number.isFinite)).toBe(true);
  });

  it('of a decoupled decay transfer, and so do those of a transformer that reads a text', () => {
    const text = 'the quick brown fox jumps over the lazy dog and runs away from the slow hen. '.repeat(4);
    const { transferredLoss, bestRate } = measure({
      ...{ study: 'rates', network: 'transformer', optimiser: 'adamw', text, width: 16, octaves: 2, rates: 8 },
      ...{ trainingSamples: 8, trainingSteps: 8, fastest: 0.125 },
    });
    expect(Math.abs(Math.log2(bestRate[2] / bestRate[0]))).toBeLessThan(1);
    expect(transferredLoss[0]).toBe(1);
    expect(transferredLoss[2]).toBeLessThan(1.3);
  });
});

it('refuses what cannot be, in words', () => {
  expect(() => problemOf({ ...transformer, heads: 3 })).toThrow(/^width is 8, but must be a multiple of the 3 heads/);
  expect(() => problemOf({ ...transformer, activation: 'linear' })).toThrow(/^activation is linear/);
  expect(() => problemOf({ ...transformer, text: 'aaaa' })).toThrow(/^text has one character/);
  expect(() => problemOf({ ...transformer, text: 'ab' })).toThrow(/^text has 2 characters, but sequences take 9/);
  expect(() => problemOf({ task: 'digits', samples: 9999 })).toThrow(/^samples is 9999, but digits.* has 1797 rows/);
  expect(() => problemOf({ width: 4096, octaves: 6 })).toThrow(/choose fewer octaves/);
});

it('stops when told to, and leaves the heap as it found it', () => {
  const { used } = heap;
  for (const settings of [{ width: 8, octaves: 1 }, rates]) {
    const context = trialContext(mup, createRandom(1), engine, stoppingReporter(0));
    expect(() => runTrial(problemOf(settings), context)).toThrow(Stopped);
    expect(heap.used).toBe(used);
    expect(trial(settings)).toEqual(trial(settings));
    expect(heap.used).toBe(used);
  }
});
