// What is particular to lazy and rich training; the conformance suite holds it to what every system
// must do.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { norm } from '../../networks/arrays.ts';
import { Network } from '../../networks/network.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { Stopped } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { makePlan } from '../../plan/plan.ts';
import { execute, type RunOptions } from '../../run/execute.ts';
import { testOptions } from '../../run/options.testing.ts';
import { parseReferenceFile } from '../../run/reference-cases.ts';
import type { AnySystem } from '../contract.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { stoppingReporter } from '../shared/reporters.testing.ts';
import { descend } from './experiment/descent.ts';
import { drawTask, initialiseDoubled, linearise, studentModel } from './experiment/student.ts';
import { runTrial } from './experiment/trial.ts';
import { parameters } from './parameters.ts';
import { prepare, teacherPower } from './problem.ts';
import { evaluators } from './reference.ts';
import { lazyRich } from './system.ts';
import { lazyMovement } from './theory/lazy-movement.ts';

await describeConformance(lazyRich);

const OPTIONS = testOptions({ trials: 6, seed: 'lazy-rich', shown: [] });
/** A task that takes a few milliseconds. */
const SMALL = { samples: 32, time: 50 };
const engine = createWasmEngine();
const { heap } = engine;
const measure = (settings: Record<string, unknown>, seed = 1) =>
  runTrial(prepare(parameters.parse(settings)), trialContext(lazyRich, createRandom(seed), engine))
    .observables as Record<string, number>;
const verdict = async (settings: Record<string, unknown>, shown: string[], options: Partial<RunOptions> = {}) =>
  execute(makePlan(lazyRich as AnySystem, settings), { ...OPTIONS, shown, ...options });

describe('the solvable student', () => {
  it('is predicted at every α', async () => {
    const shown = ['movement', 'movementRatio', 'movementExponent', 'kernelMovement', 'kernelExponent'];
    const { verdict: judged } = await verdict({ model: 'solvable', alpha: '0.02:50:5:log' }, shown, { margin: 0.01 });
    for (const name of shown) expect(judged.observables[name].verdict, judged.observables[name].sentence).toBe('holds');
  });
});

describe('a degenerate trial', () => {
  it('of a student whose units are all off on the training inputs has errors, and no ratio of movements', () => {
    const dead = [...Array(40).keys()]
      .map((seed) => measure({ pairs: 1, samples: 2, alpha: 30, time: 20 }, seed))
      .find(({ movement }) => movement === 0)!;
    expect(dead.errorRatio).toBe(1);
    expect(dead.trainError).toBe(1);
    expect(dead.kernelMovement).toBe(0);
    expect(dead.movementRatio).toBeNaN();
  });

  it('of labels that are all 0 is nothing to learn', () => {
    const outcomes = [...Array(12).keys()].map((seed) => {
      try {
        measure({ dimension: 1, teacherUnits: 1, samples: 1, time: 20 }, seed);
        return 'learned';
      } catch (error) {
        return (error as Error).message;
      }
    });
    expect(new Set(outcomes)).toEqual(
      new Set(['learned', 'nothing to learn: the teacher is 0 on every training input']),
    );
  });

  it('that hardly moves still moves as its linearisation', () => {
    const { movement, movementRatio } = measure({ time: 1e-9, samples: 16 });
    expect(movement).toBeGreaterThan(0);
    expect(movementRatio).toBeCloseTo(1, 3);
  });
});

describe('the network', () => {
  it('says where laziness ends: broken at small α, holding at large', async () => {
    const shown = ['errorRatio', 'movementRatio'];
    const { points, verdict: judged } = await verdict({ alpha: '0.03,0.1,100', ...SMALL }, shown, { trials: 16 });
    expect(judged.overall).toBe('broken');
    const of = (name: string) => points.flat().map(({ observables }) => observables[name][0].judgement?.verdict);
    expect(of('errorRatio')).toEqual(['broken', 'broken', 'holds']);
    expect(of('movementRatio')).toEqual(['broken', 'broken', 'holds']);
    const strained = points.flat().map(({ validity }) => validity.some(({ level }) => level === 'strained'));
    expect(strained).toEqual([true, true, false]);
  });

  it('with a smooth activation leaves its linearisation as α^(−2), and so does its kernel', async () => {
    // The same draws at both: they differ from one another by half of these values.
    for (const activation of ['gelu', 'tanh'])
      for (const [name, expected] of Object.entries({ movement: -1, kernelMovement: -2, distance: -2 }))
        for (let seed = 0; seed < 4; seed++) {
          const [at, twice] = [100, 200].map((alpha) => measure({ alpha, activation, ...SMALL }, seed)[name]);
          expect(Math.abs(Math.log2(twice / at) / expected - 1), `${name} with ${activation}`).toBeLessThan(0.01);
        }
  });

  it('has these exponents along α too, drawn from independent trials', async () => {
    const shown = ['kernelExponent', 'distanceExponent', 'movementExponent'];
    // A value varies by 0.7 of itself or less, so that n trials at either end of three decades give
    // its exponent to 0.7 √(2/n)/ln 1000, or 0.02 of 2 for 50.
    const settings = { alpha: '10:10000:2:log', activation: 'tanh', ...SMALL };
    const { verdict: judged } = await verdict(settings, shown, { trials: 50 });
    for (const name of shown) expect(judged.observables[name].verdict, judged.observables[name].sentence).toBe('holds');
    const { curves } = await verdict({ ...settings, activation: 'relu' }, shown, { trials: 2 });
    expect(curves[0].derived.kernelExponent.reason).toContain('does not predict');
  });

  it('with relu moves its kernel as α^(−1/2) instead, since units switch', () => {
    // The same draws at both.
    const moved = (alpha: number, seed: number) => measure({ alpha, ...SMALL }, seed).kernelMovement;
    const exponents = Array.from({ length: 24 }, (_, seed) => Math.log2(moved(40, seed) / moved(20, seed)));
    const mean = exponents.reduce((sum, value) => sum + value / 24, 0);
    expect(mean).toBeGreaterThan(-0.7);
    expect(mean).toBeLessThan(-0.3);
  });

  it('learns the directions of its teacher when rich, and does better for it', () => {
    const [rich, lazy] = [measure({ alpha: 0.1, samples: 128 }), measure({ alpha: 30, samples: 128 })];
    expect(rich.movement).toBeGreaterThan(50 * lazy.movement);
    expect(rich.alignment).toBeGreaterThan(lazy.alignment + 0.2);
    expect(rich.testError).toBeLessThan(lazy.testError / 3);
  });

  it('moves about as far as estimated, when lazy', () => {
    for (const settings of [{}, { dimension: 20, samples: 32, pairs: 64 }, { dimension: 5, samples: 128, pairs: 16 }]) {
      const p = parameters.parse({ alpha: 100, ...settings });
      const seeds = Array.from({ length: 4 }, (_, seed) => seed);
      const mean = seeds.reduce((sum, seed) => sum + measure({ alpha: 100, ...settings }, seed).movement / 4, 0);
      const ratio = mean / lazyMovement({ ...p, width: 2 * p.pairs });
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2);
    }
  });

  it('leaves the heap as it found it, and repeats itself', () => {
    const { used } = heap;
    const first = measure({ time: 20 });
    expect(heap.used).toBe(used);
    expect(measure({ time: 20 })).toEqual(first);
    expect(() => measure({ teacherUnits: 4, dimension: 3 })).toThrow('teacherUnits');
    expect(heap.used).toBe(used);
  });
});

describe('the task', () => {
  it('starts at f = 0 and has targets of the stated power', () => {
    heap.scope(() => {
      const sizes = { dimension: 6, samples: 50, testSamples: 40_000 };
      for (const teacherUnits of [2, 3]) {
        const { inputs, testTargets } = drawTask(engine, { ...sizes, teacherUnits }, createRandom(teacherUnits));
        expect(norm(testTargets) ** 2 / 40_000 / teacherPower(teacherUnits)).toBeCloseTo(1, 1);
        const network = new Network(engine, studentModel(6, 20, 'relu', 50));
        initialiseDoubled(network, createRandom(1));
        expect(norm(network.evaluation(inputs).run())).toBeLessThan(1e-12);
      }
    });
  });
});

describe('the linearised student', () => {
  it('is gradient descent in the tangent space, step by step', () => {
    heap.scope(() => {
      const alpha = 0.7;
      const task = drawTask(engine, { dimension: 4, samples: 12, testSamples: 9, teacherUnits: 2 }, createRandom(3));
      const network = new Network(engine, studentModel(4, 10, 'gelu', alpha));
      initialiseDoubled(network, createRandom(4));
      const training = network.evaluation(task.inputs);
      const test = network.evaluation(task.testInputs);
      const steps = [
        { size: 0.3, count: 7 },
        { size: 0.11, count: 5 },
      ];
      // Residuals r and movement Δw by hand: Δw −= step Jᵀr/(nα²), r = J Δw − y, with J the
      // derivative of f = αh.
      const moved = new Float64Array(network.model.size);
      const residuals = Array.from(task.targets.values, (y) => -y);
      training.run();
      for (const { size, count } of steps)
        for (let k = 0; k < count; k++) {
          training.outputs.adjoint.values.set(residuals);
          training.vjp();
          network.flat.adjoint.values.forEach((g, i) => {
            moved[i] -= (size * g) / (12 * alpha * alpha);
          });
          network.flat.tangent.values.set(moved);
          training.jvp();
          for (let i = 0; i < 12; i++) residuals[i] = training.outputs.tangent.values[i] - task.targets.values[i];
        }
      test.run();
      test.jvp();
      const expected = Array.from(test.outputs.tangent.values);
      const { distance, outputs } = linearise(training, test, { targets: task.targets, alpha, steps });
      expect(distance).toBeCloseTo(Math.sqrt(moved.reduce((sum, x) => sum + x * x, 0)), 10);
      expected.forEach((value, i) => {
        expect(outputs.values[i]).toBeCloseTo(value, 10);
      });
    });
  });
});

describe('descent', () => {
  it('stays stable and reaches its time at every α, also where the kernel grows a hundredfold', () => {
    for (const alpha of [0.01, 1, 1000])
      heap.scope(() => {
        const task = drawTask(engine, { dimension: 5, samples: 20, testSamples: 1, teacherUnits: 3 }, createRandom(5));
        const network = new Network(engine, studentModel(5, 20, 'relu', alpha));
        initialiseDoubled(network, createRandom(6));
        const objective = network.objective('squared', task.inputs, task.targets);
        const options = { alpha, time: 30, stepTimesSharpness: 0.5 };
        const { steps, relativeLoss } = descend(network, objective, options, { progress: () => {}, check: () => {} });
        const elapsed = steps.reduce((sum, { size, count }) => sum + size * count, 0);
        expect(Math.abs(elapsed - 30)).toBeLessThanOrEqual(steps[steps.length - 1].size);
        expect(relativeLoss).toBeLessThan(0.3);
      });
  });

  it('stops when told to', () => {
    const context = trialContext(lazyRich, createRandom(1), engine, stoppingReporter(0));
    const { used } = heap;
    for (const model of ['network', 'solvable'])
      expect(() => runTrial(prepare(parameters.parse({ model })), context)).toThrow(Stopped);
    expect(heap.used).toBe(used);
  });
});

it('agrees with an independent simulation of the teacher and student', () => {
  const cases = parseReferenceFile(readFileSync('reference/dynamics.json', 'utf8'), 'dynamics.json');
  const entry = cases.find(({ formula }) => formula === 'lazy_rich.teacher_student') as unknown as {
    inputs: Record<string, unknown>;
    simulated: Record<string, { mean: number[]; se: number[]; n: number }>;
  };
  const got = evaluators['lazy_rich.teacher_student'](entry.inputs) as Record<string, number[]>;
  for (const [alpha, { mean, se, n }] of Object.entries(entry.simulated))
    mean.forEach((value, column) => {
      // One repetition here against the mean of n there: its deviation is √n standard errors.
      expect(Math.abs(got[alpha][column] - value), `${alpha}, column ${column}`).toBeLessThan(
        4 * Math.sqrt(n + 1) * se[column],
      );
    });
  expect(got['alpha_0.1'][1]).toBeLessThan(got.alpha_1[1]);
  expect(got.alpha_1[1]).toBeLessThan(got.alpha_30[1]);
  expect(got['alpha_0.1'][2]).toBeGreaterThan(1);
  expect(got['alpha_0.1'][3]).toBeGreaterThan(0.8);
  expect(got.alpha_30[3]).toBeLessThan(0.45);
});
