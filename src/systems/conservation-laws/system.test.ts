// What is particular to conservation laws; the conformance suite holds them to what every system
// must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { NotFinite, Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkParameters } from '../../plan/settings.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { runTrial } from './experiment/trial.ts';
import type { ConservationParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { conservationLaws } from './system.ts';
import { equilibrium } from './theory/equilibrium.ts';
import { predict } from './theory/prediction.ts';

await describeConformance(conservationLaws);
describeReferenceCases(evaluators, 'structure.json');

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) =>
  prepare(checkParameters(conservationLaws, settings) as ConservationParameters, { engine });
const measure = (settings: Record<string, unknown>, seed = 1) =>
  runTrial(problem(settings), trialContext(conservationLaws, createRandom(seed), engine)).observables as Record<
    string,
    Float64Array
  >;
const predicted = (settings: Record<string, unknown>) =>
  predict(problem(settings), theoryContext(conservationLaws, engine)).observables as Record<
    string,
    { value: Float64Array }
  >;
/** The largest relative distance of a curve from another. */
const apart = (found: ArrayLike<number>, expected: ArrayLike<number>) =>
  Math.max(...Array.from(expected, (value, i) => Math.abs(found[i] / value - 1)));

describe('every step', () => {
  const networks = ['linear', 'relu', 'layer-norm', 'attention'].flatMap((network) =>
    ['squared', 'cross-entropy'].map((loss) => ({ network, loss })),
  );
  it.each(networks)('of $network with the $loss loss breaks what its gradient says, to 1e-9', (setting) => {
    for (const optimiser of ['descent', 'momentum']) {
      const settings = { ...setting, optimiser, step: 0.05, time: 1, decay: 0.05, batch: 8, samples: 24 };
      const [found, expected] = [measure(settings), predicted(settings)];
      for (const name of ['kept', 'violation', 'stepViolation'])
        expect(apart(found[name], expected[name].value)).toBeLessThan(1e-9);
      if ('translationKept' in expected)
        expect(apart(found.translationMoved, expected.translationMoved.value)).toBeLessThan(1e-9);
      // There is something to account for.
      expect(expected.violation.value.at(-1)).toBeGreaterThan(1e-4);
    }
  });
});

describe('momentum', () => {
  it('over the same course breaks (1 + β)/(1 − β)² as much', () => {
    const small = { network: 'linear', loss: 'squared', hidden: 4, samples: 8, decay: 0, step: 0.002 };
    const final = (settings: Record<string, unknown>) =>
      predicted({ ...small, ...settings }).finalViolation.value as unknown as number;
    const ratio = final({ optimiser: 'momentum', momentum: 0.5, time: 0.5 }) / final({ time: 1 });
    expect(Math.abs(ratio / 6 - 1)).toBeLessThan(0.03);
  });
});

describe('the counter-example', () => {
  it('Adam moves what no gradient has any of', () => {
    const { translationKept, translationMoved } = measure({ optimiser: 'adam', step: 0.02, time: 1.2, decay: 0 });
    expect(translationMoved.at(-1)).toBeGreaterThan(0.1);
    expect(predicted({ optimiser: 'adam', step: 0.02, time: 1.2, decay: 0 }).translationMoved.value.at(-1)).toBe(0);
    expect(translationKept).toHaveLength(40);
  });
});

describe('a normalised weight', () => {
  it('comes to the length where decay and noise balance, and turns by an angle that knows no gradient', () => {
    // Isotropic noise across the weight, in d = 200 dimensions.
    const [d, step, decay] = [200, 0.1, 0.02];
    const { norm2, angle } = equilibrium({ step, decay, power: d - 1 });
    const random = createRandom('noise');
    const { lengths, turns } = engine.heap.scope(() => {
      const noise = engine.heap.matrix(d, 1);
      let w = new Float64Array(d).fill(Math.sqrt(norm2 / d));
      const [lengths, turns] = [[] as number[], [] as number[]];
      for (let k = 0; k < 600; k++) {
        random.fillNormal(noise);
        const length2 = w.reduce((sum, one) => sum + one ** 2, 0);
        const along = w.reduce((sum, one, i) => sum + one * noise.values[i], 0) / length2;
        const next = w.map(
          (one, i) => (1 - step * decay) * one - (step * (noise.values[i] - along * one)) / Math.sqrt(length2),
        );
        const next2 = next.reduce((sum, one) => sum + one ** 2, 0);
        const inner = next.reduce((sum, one, i) => sum + one * w[i], 0);
        turns.push(Math.acos(inner / Math.sqrt(length2 * next2)));
        lengths.push(next2);
        w = next;
      }
      return { lengths, turns };
    });
    const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
    expect(mean(lengths) / norm2).toBeCloseTo(1, 2);
    expect(mean(turns) / angle).toBeCloseTo(1, 2);
  });
});

describe('a trial', () => {
  it('leaves the heap as it found it, repeats itself, and stops when told to', () => {
    const { used } = engine.heap;
    const small = { time: 2 };
    expect(measure(small)).toEqual(measure(small));
    expect(measure(small, 2).kept).not.toEqual(measure(small).kept);
    const context = trialContext(conservationLaws, createRandom(1), engine, stoppingReporter(0));
    expect(() => runTrial(problem(small), context)).toThrow(Stopped);
    expect(engine.heap.used).toBe(used);
  });

  it('diverges in theory and experiment alike', () => {
    const wild = { network: 'linear', loss: 'squared', step: 1, time: 100, decay: 0 };
    expect(() => measure(wild)).toThrow(NotFinite);
    expect(() => predicted(wild)).toThrow(NotFinite);
  });

  it('is refused what contradicts itself', () => {
    expect(() => problem({ batch: 40 })).toThrow(/batch is 40, but there are 32 samples/);
    expect(() => problem({ step: 10 })).toThrow(/step is 10, but time is 8/);
    expect(() => problem({ step: 1, decay: 1 })).toThrow(/step · decay is 1/);
    expect(() => problem({ step: 1e-4, time: 100 })).toThrow(/10⁶ steps/);
    expect(() => problem({ network: 'layer-norm', hidden: 2 })).toThrow(/hidden is 2.*at least 3/);
  });
});

describe('the theory', () => {
  it('says how far it is, and stops when told to', () => {
    const fractions: number[] = [];
    const context = { check() {}, progress: (fraction: number) => void fractions.push(fraction) };
    predict(problem({ time: 10 }), context);
    expect(fractions.length).toBeGreaterThan(5);
    const stop = () => {
      throw new Stopped();
    };
    expect(() => predict(problem({}), { ...context, check: stop })).toThrow(Stopped);
  });
});
