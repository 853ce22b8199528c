import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { runTrial } from './experiment/trial.ts';
import { prepare } from './problem.ts';
import { unifiedDiffusion } from './system.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

await describeConformance(unifiedDiffusion);

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) => prepare(unifiedDiffusion.parameters.parse(settings), { engine });
const quiet = { engine, check() {}, progress() {} };

describe('the theory', () => {
  it('says how far it is, and stops when told to, with and without a basis of its own', () => {
    for (const basis of ['principal', 'haar']) {
      const fractions: number[] = [];
      predict(problem({ basis }), { ...quiet, progress: (fraction) => void fractions.push(fraction) });
      expect(fractions.length).toBeGreaterThan(10);
      const check = () => {
        throw new Stopped();
      };
      expect(() => predict(problem({ basis }), { ...quiet, check })).toThrow(Stopped);
    }
  });

  it('makes the same of each mode one by one and all together', () => {
    // Strength 2 on the principal components, once as a covariance that happens to be diagonal.
    const aligned = problem({ dimension: 6, strength: 2, sampler: 'ddim', samples: 1e6 });
    const [one, all] = [aligned, { ...aligned, aligned: false }].map((each) => predict(each, quiet).observables);
    for (const name of ['emergence', 'variance', 'revealed'] as const) {
      const [a, b] = [one, all].map((observables) => observables[name]!.value as Float64Array);
      a.forEach((value, i) => {
        expect(b[i]).toBeCloseTo(value, 10);
      });
    }
    expect(all.divergence!.value).toBeCloseTo(one.divergence!.value as number, 10);
  });

  it('has no time of emergence where a mode waits half seen between two windows', () => {
    const chain = { covariance: 'chain', basis: 'pixel', schedule: 'sequential', order: 'position' };
    const windows = (overlap: number) =>
      problem({ ...chain, dimension: 8, overlap, leastNoise: -8, mostNoise: 6, steps: 160 });
    expect(predict(windows(1 / 8), quiet).observables.emergence).toBeUndefined();
    expect(predict(windows(1), quiet).observables.emergence).toBeDefined();
  });
});

it('says why a time of emergence may be missing in a few steps', () => {
  const few = problem({ basis: 'pixel', sampler: 'ddim', steps: 5 });
  expect(predict(few, quiet).observables.emergence).toBeUndefined();
  expect(validity(few).map(({ id }) => id)).toContain('few-steps');
});

describe('a trial', () => {
  it('leaves the heap as it found it, repeats itself, and stops when told to', () => {
    const small = problem({ samples: 100, steps: 3, dimension: 4 });
    const { used } = engine.heap;
    const measure = () => runTrial(small, trialContext(unifiedDiffusion, createRandom(1), engine)).observables;
    expect(measure()).toEqual(measure());
    const stopped = trialContext(unifiedDiffusion, createRandom(1), engine, stoppingReporter(0));
    expect(() => runTrial(small, stopped)).toThrow(Stopped);
    expect(engine.heap.used).toBe(used);
  });
});

describe('parameters', () => {
  it('are refused where they leave gaps or no digits', () => {
    expect(() => problem({ schedule: 'sequential', overlap: 0.01 })).toThrow(/overlap is 0.01.*at least 1\/16/);
    expect(() => problem({ covariance: [1, 1e-12] })).toThrow(/smallest variance/);
  });
});
