// What is particular to bounds and perceptrons; the conformance suite holds them to what every
// system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { checkParameters } from '../../plan/settings.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { describeReferenceCases } from '../shared/reference-cases.testing.ts';
import { runTrial } from './experiment/trial.ts';
import { Student } from './experiment/version-space.ts';
import type { BoundsParameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { evaluators } from './reference.ts';
import { learningBounds } from './system.ts';
import { binaryKl, klInverse, vcGap } from './theory/bounds.ts';
import { versionSpace } from './theory/perceptron.ts';

await describeConformance(learningBounds);
describeReferenceCases(evaluators, 'data.json');

const engine = createWasmEngine();
const problem = (settings: Record<string, unknown>) =>
  prepare(checkParameters(learningBounds, settings) as BoundsParameters);

describe('the theory', () => {
  it('begins at chance, and keeps its digits with many samples', () => {
    expect(versionSpace(1e-6).gibbs).toBeCloseTo(0.5, 3);
    expect(versionSpace(1e5).gibbs * 1e5).toBeCloseTo(0.625, 3);
    expect(versionSpace(1e5).bayes * 1e5).toBeCloseTo(0.442, 3);
  });

  it('inverts the divergence of two coins', () => {
    for (const [q, bound] of [
      [0.1, 0.05],
      [0, 0.2],
      [0.4, 1e-6],
    ])
      expect(binaryKl(q, klInverse(q, bound)) / bound).toBeCloseTo(1, 6);
    expect(klInverse(0.2, 1e3)).toBe(1);
  });

  it('has a VC bound that says something from some forty samples a dimension on', () => {
    expect(vcGap(50, 50 * 35, 0.05)).toBeGreaterThan(1);
    expect(vcGap(50, 50 * 50, 0.05)).toBeLessThan(1);
  });
});

describe('the chain through the version space', () => {
  it('never makes an error on the samples, and leaves the teacher', () => {
    const teacher = Float64Array.of(0.5, -1, 0.3);
    // Four samples y x, component after component.
    const columns = Float64Array.of(1, 0.2, -0.3, 0.5, -1, -0.5, -0.9, 0.1, 0.4, 1, -0.2, 0.6);
    const student = new Student(teacher, columns);
    const random = createRandom(2);
    for (let sweep = 0; sweep < 50; sweep++) {
      student.sweep(Array.from({ length: 6 }, () => random.uniform()));
      for (let i = 0; i < 4; i++) {
        const field = student.weights.reduce((sum, w, j) => sum + w * columns[4 * j + i], 0);
        expect(field).toBeGreaterThan(0);
      }
    }
    expect(Math.abs(student.weights[0] - teacher[0])).toBeGreaterThan(1e-3);
  });

  it('without samples draws standard normal weights', () => {
    const student = new Student(Float64Array.of(3), new Float64Array(0));
    const random = createRandom(5);
    let square = 0;
    for (let sweep = 0; sweep < 4000; sweep++) {
      student.sweep([random.uniform(), random.uniform()]);
      square += student.weights[0] ** 2 / 4000;
    }
    expect(square).toBeGreaterThan(0.85);
    expect(square).toBeLessThan(1.15);
  });
});

describe('a trial', () => {
  it('leaves the heap as it found it, repeats itself, and stops when told to', () => {
    const { used } = engine.heap;
    const small = problem({ dimension: 10, load: 2, sweeps: 20 });
    const run = () => runTrial(small, trialContext(learningBounds, createRandom(1), engine));
    expect(run()).toEqual(run());
    const stop = {
      progress() {},
      partial() {},
      check() {
        throw new Stopped();
      },
    };
    expect(() => runTrial(small, trialContext(learningBounds, createRandom(1), engine, stop))).toThrow(Stopped);
    expect(engine.heap.used).toBe(used);
  });

  it('is refused what is no task', () => {
    expect(() => problem({ load: 0.01 })).toThrow(/load is 0.01, which is 1 samples in 60 dimensions.*at least 0.03/);
  });
});
