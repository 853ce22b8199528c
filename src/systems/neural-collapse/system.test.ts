// What is particular to neural collapse; the conformance suite holds it to what every system must
// do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkParameters } from '../../plan/settings.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { collapseOf } from './experiment/metrics.ts';
import { runTrial } from './experiment/trial.ts';
import type { NeuralCollapseParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { neuralCollapse } from './system.ts';
import { course, logistic } from './theory/flow.ts';
import { crossEntropyGroups, spreadOf } from './theory/imbalance.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(neuralCollapse);
describeReferenceCases(evaluators, 'structure.json');

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) =>
  prepare(checkParameters(neuralCollapse, settings) as NeuralCollapseParameters);
const measure = (settings: Record<string, unknown>, seed = 1) =>
  runTrial(problem(settings), trialContext(neuralCollapse, createRandom(seed), engine)).observables as Record<
    string,
    number | Float64Array
  >;
const predicted = (settings: Record<string, unknown>) =>
  predict(problem(settings)).observables as Record<string, { value: number | Float64Array }>;

describe('free features', () => {
  const settings: Record<string, unknown>[] = [
    { loss: 'cross-entropy', ratio: 3 },
    { bias: 'free' },
    { bias: 'decayed', biasDecay: 1 },
    { bias: 'decayed', loss: 'cross-entropy' },
    { kappa: 1.05 },
    { loss: 'cross-entropy', kappa: 0.95 },
    { minority: 2 },
    { minority: 2, bias: 'free' },
    { minority: 1 },
    { minority: 2, loss: 'cross-entropy' },
    { minority: 3, loss: 'cross-entropy', kappa: 0.9 },
    { minority: 2, loss: 'cross-entropy', kappa: 1.05 },
    { model: 'flow' },
    { model: 'flow', perClass: 1 },
    { model: 'flow', kappa: 0.7, ratio: 0.1 },
    { model: 'flow', kappa: 1.3, ratio: 3 },
  ];
  it.each(settings)('come to what is predicted of them, with %o', (one) => {
    const [found, expected] = [measure(one), predicted(one)];
    expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
    for (const [name, { value }] of Object.entries(expected)) {
      const [here, there] = [found[name], value].map((all) => (typeof all === 'number' ? [all] : Array.from(all)));
      for (const [i, right] of there.entries())
        expect(Math.abs(here[i] - right)).toBeLessThan(1e-5 * Math.max(1, Math.abs(right)));
    }
  });

  it('of small classes keep differences that end at the threshold', () => {
    // As descents of another program found them.
    const spread = (share: number) => {
      const [small, large] = [
        { classes: 3, perClass: 4 },
        { classes: 3, perClass: 20 },
      ];
      const [decayW, decayH] = [(2 * share) / 36, share / 72];
      return spreadOf(small, crossEntropyGroups({ large, small, decayW, decayH }).values.within[1], decayW, decayH);
    };
    expect(spread(0.8)).toBeCloseTo(1.2624902455733424, 6);
    expect(spread(0.98)).toBeCloseTo(0.43251770739199236, 6);
    expect(spread(1.02)).toBe(0);
  });
});

describe('the flow', () => {
  it('with equal decays, integrated, is the logistic curve', () => {
    const flow = { classes: 4, perClass: 6, decayW: 0.02, decayH: 0.02, weights: 0.03 };
    const times = Float64Array.of(0, 10, 30, 60);
    // A difference too small to see sends it past the closed form.
    const { learned, logWithin } = course({ ...flow, features: 0.03 * (1 + 1e-12) }, times);
    const { strength } = logistic({ classes: 4, perClass: 6, decay: 0.02 });
    times.forEach((t, i) => {
      expect(learned[i] / (strength(0.03 ** 2, t) / Math.sqrt(6))).toBeCloseTo(1, 9);
      expect(logWithin[i]).toBeCloseTo((-2 * t) / (4 * Math.sqrt(6)), 9);
    });
  });
});

describe('the measures', () => {
  it('tell an orthogonal frame from a simplex, and points from clouds', () => {
    const collapse = engine.heap.scope(() => {
      const frame = engine.heap.matrixFrom(3, 3, [1, 0, 0, 0, 1, 0, 0, 0, 1]);
      // Two examples of each class, 0.1 to either side along the difference of the first two.
      const features = engine.heap.matrixFrom(3, 6, [
        ...[1.1, 0.9, 0.1, -0.1, 0.1, -0.1],
        ...[-0.1, 0.1, 0.9, 1.1, -0.1, 0.1],
        ...[0, 0, 0, 0, 1, 1],
      ]);
      return collapseOf({ weights: frame, features, labels: [0, 0, 1, 1, 2, 2], classes: 3 }, engine);
    });
    // tr Σ_W = 0.02 lies along a direction in which Σ_B has 1/3.
    expect(collapse.nc1).toBeCloseTo((0.02 * 3) / 3, 12);
    expect(collapse.betweenClasses).toBeCloseTo(2 / 3 / (2 / 3 + 0.02), 12);
    expect(collapse.simplexDistance).toBeCloseTo(Math.sqrt(2 - 2 * Math.sqrt(2 / 3)), 12);
    expect(collapse.duality).toBeCloseTo(1, 12);
    expect(collapse.meansCosine).toBeCloseTo(-1 / 2, 12);
    expect([collapse.weightStrength, collapse.uniformStrength]).toEqual([expect.closeTo(1), expect.closeTo(1)]);
    expect(collapse.featureStrength).toBeCloseTo(Math.SQRT2, 12);
  });
});

describe('a trial', () => {
  it('leaves the heap as it found it, repeats itself, and stops when told to', () => {
    const { used } = engine.heap;
    for (const model of ['optimum', 'flow', 'network']) {
      const small = { model, ...(model === 'network' && { examples: 100, epochs: 3 }) };
      expect(measure(small)).toEqual(measure(small));
      const context = trialContext(neuralCollapse, createRandom(1), engine, stoppingReporter(0));
      expect(() => runTrial(problem(small), context)).toThrow(Stopped);
    }
    expect(engine.heap.used).toBe(used);
  });

  it('is refused what has no theory', () => {
    expect(() => problem({ width: 3 })).toThrow(/width is 3.*4 classes/);
    expect(() => problem({ minority: 4 })).toThrow(/minority is 4.*at least one large/);
    expect(() => problem({ minority: 2, bias: 'decayed' })).toThrow(/bias=decayed is solved for classes of one size/);
    expect(() => problem({ minority: 1, loss: 'cross-entropy' })).toThrow(/set bias=none and minority=2/);
    expect(() => problem({ model: 'flow', bias: 'free' })).toThrow(/model=flow is solved for the squared loss/);
    expect(() => problem({ model: 'flow', initial: 2 })).toThrow(/initial is 2.*below √n\/2 = 1.22/);
  });

  it('is strained near the threshold alone', () => {
    const strained = (kappa: number) =>
      neuralCollapse.validity(problem({ kappa })).some(({ level }) => level === 'strained');
    expect([0.9, 0.99, 1.01, 1.1].map(strained)).toEqual([false, true, true, false]);
  });
});

describe('a network', () => {
  it('has no prediction, and is measured', () => {
    const settings = { model: 'network', examples: 100, epochs: 3 };
    expect(predict(problem(settings)).observables).toEqual({});
    expect(Object.keys(measure(settings)).sort()).toEqual([
      'networkAccuracy',
      'networkDuality',
      'networkSimplex',
      'networkWithin',
    ]);
  });
});
