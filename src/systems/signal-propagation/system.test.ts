// What is particular to signals through depth; the conformance suite holds it to what every system
// must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkParameters } from '../../plan/settings.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { criticalLine, fixedLength, fixedPoint } from '../shared/signal-fixed-points.ts';
import { course, type Layer } from '../shared/signal-maps.ts';
import { derived } from './derived.ts';
import { runTrial } from './experiment/trial.ts';
import type { SignalParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { signalPropagation } from './system.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(signalPropagation);
describeReferenceCases(evaluators, 'bias-and-depth.json');

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) =>
  prepare(checkParameters(signalPropagation, settings) as SignalParameters);
const measure = (settings: Record<string, unknown>, seed = 1) =>
  runTrial(problem(settings), trialContext(signalPropagation, createRandom(seed), engine)).observables;
const predicted = (settings: Record<string, unknown>) =>
  predict(problem(settings), theoryContext(signalPropagation, engine)).observables;
const tanh = (weightVariance: number, biasVariance: number): Layer => ({ phi: 'tanh', weightVariance, biasVariance });

describe('fixed points', () => {
  it('attract lengths and correlations, in order and in chaos', () => {
    for (const layer of [tanh(1.2, 0.1), tanh(2.5, 0.1), tanh(3, 0), { ...tanh(1.5, 0.3), phi: 'erf' } as Layer]) {
      const { q, epsilon } = fixedPoint(layer)!;
      const last = course(layer, { q: 1, epsilon: 0.5 }, 400).at(-1)!;
      expect(last.q / q).toBeCloseTo(1, 9);
      expect(last.epsilon).toBeCloseTo(epsilon, 9);
    }
  });

  it('of relu are where its lengths stay, if anywhere', () => {
    const relu = (weightVariance: number, biasVariance: number): Layer => ({
      phi: 'relu',
      weightVariance,
      biasVariance,
    });
    expect(fixedLength(relu(1.5, 0.2))).toBeCloseTo(0.8, 14);
    expect(fixedLength(relu(2, 0))).toBeUndefined();
    expect(fixedLength(relu(2, 0.1))).toBe(Infinity);
    expect(fixedPoint(relu(3, 0))).toBeUndefined();
  });

  it('without biases are at 0 up to the critical weight variance', () => {
    expect(fixedLength(tanh(0.9, 0))).toBe(0);
    expect(fixedLength(tanh(1.1, 0))).toBeGreaterThan(0.04);
    expect(criticalLine('tanh', 0).weightVariance).toBeCloseTo(1, 14);
    expect(criticalLine('erf', 0).weightVariance).toBeCloseTo(Math.PI / 4, 14);
  });

  it('on the critical line have no seam where small biases are expanded', () => {
    const [below, above] = [0.999e-12, 1.001e-12].map((biases) => criticalLine('tanh', biases));
    expect(above.q / below.q).toBeCloseTo(1, 2);
    expect((above.weightVariance - 1) / (2 * above.q)).toBeCloseTo(1, 3);
  });
});

describe('depth scales', () => {
  it.each([0.01, 0.05, 0.1, 0.3, 1])('of correlations are infinite on the critical line, at biases of %d', (biases) => {
    const { weightVariance } = criticalLine('tanh', biases);
    expect(fixedPoint(tanh(weightVariance, biases))!.correlationScale).toBe(Number.POSITIVE_INFINITY);
    expect(fixedPoint(tanh(weightVariance * (1 - 1e-9), biases))!.correlationScale).toBeLessThan(1e11);
    const notes = signalPropagation.validity(problem({ weightVariance, biasVariance: biases }));
    expect(notes.map(({ message }) => message).join()).toContain('ξ_c is infinite');
  });

  it('read off the predicted curves are those of the fixed points', () => {
    const of = (name: 'distanceScale' | 'overlapScale', curve: 'distance' | 'overlap', weightVariance: number) => {
      const found = problem({ weightVariance, depth: 60 });
      const values = predicted({ weightVariance, depth: 60 })[curve]!.value as Float64Array;
      return derived[name].fit(found.layers, values)! / fixedPoint(tanh(weightVariance, 0.1))!.correlationScale;
    };
    expect(of('distanceScale', 'distance', 1.5)).toBeCloseTo(1, 2);
    expect(of('overlapScale', 'overlap', 1.5)).toBeCloseTo(1, 2);
    expect(of('overlapScale', 'overlap', 3)).toBeCloseTo(1, 2);
  });

  it('of lengths are found in a network of width 1000, within 2 per cent', () => {
    const settings = { weightVariance: 1.2, depth: 40 };
    const slope = measure(settings).lengthSlope as number;
    expect(-1 / Math.log(slope) / fixedPoint(tanh(1.2, 0.1))!.lengthScale).toBeCloseTo(1, 1.5);
  });
});

describe('a network', () => {
  it('on the border has inputs that approach each other as 2/(C₂l)', () => {
    const { weightVariance, curvature } = criticalLine('tanh', 0.1);
    const distance = predicted({ weightVariance, depth: 300 }).distance!.value as Float64Array;
    expect((1 / distance[300] - 1 / distance[200]) / 100 / (curvature / 2)).toBeCloseTo(1, 1);
  });

  it('learns near the border what it does not learn far from it', () => {
    const accuracy = (weightVariance: number) =>
      measure({ weightVariance, biasVariance: 0.05, depth: 40, width: 40, steps: 100 }).accuracy as number;
    expect(accuracy(1.8)).toBeGreaterThan(accuracy(0.6) + 0.2);
  });
});

describe('a trial', () => {
  it('leaves the heap as it found it, repeats itself, and stops when told to', () => {
    const { used } = engine.heap;
    const small = { width: 40, depth: 4, steps: 3 };
    expect(measure(small)).toEqual(measure(small));
    const context = trialContext(signalPropagation, createRandom(1), engine, stoppingReporter(0));
    expect(() => runTrial(problem(small), context)).toThrow(Stopped);
    expect(engine.heap.used).toBe(used);
  });

  it('keeps gradients that single precision would lose', () => {
    const settings = { weightVariance: 0.2, biasVariance: 0.1, depth: 120, width: 64 };
    const [found, expected] = [measure(settings), predicted(settings)].map(({ gradient }) => gradient) as [
      Float64Array,
      { value: Float64Array },
    ];
    expect(expected.value[0]).toBeLessThan(1e-60);
    expect(Math.log(found[0]) / Math.log(expected.value[0])).toBeCloseTo(1, 1);
  });

  it('is refused what has no theory or no numbers', () => {
    expect(() => problem({ width: 8 })).toThrow();
    const relu = { activation: 'relu', biasVariance: 0, depth: 300 };
    expect(() => problem({ ...relu, weightVariance: 4 })).toThrow(/lengths grow by 2 a layer.*smaller weightVariance/);
    expect(() => problem({ ...relu, weightVariance: 1 })).toThrow(/lengths shrink by 0.5 a layer.*larger/);
    expect(() => problem({ ...relu, weightVariance: 2 })).not.toThrow();
    expect(() => problem({ ...relu, weightVariance: 0.01, biasVariance: 0.05 })).toThrow(/gradients shrink by 0.005/);
    // Where biases saturate tanh gradients fall faster than any bound that is known before.
    const saturated = predicted({ weightVariance: 0.2, biasVariance: 25, depth: 300 });
    expect(Object.keys(saturated)).not.toContain('gradient');
    expect(Object.keys(saturated)).toContain('length');
  });
});

describe('the theory', () => {
  it('says how far it is, and stops when told to', () => {
    const fractions: number[] = [];
    const context = { check() {}, progress: (fraction: number) => void fractions.push(fraction) };
    predict(problem({ depth: 10 }), context);
    expect(fractions.length).toBeGreaterThanOrEqual(10);
    const stop = () => {
      throw new Stopped();
    };
    expect(() => predict(problem({}), { ...context, check: stop })).toThrow(Stopped);
  });
});
