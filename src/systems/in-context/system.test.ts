import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { BadInput } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { drawTasks, meanError, summaryMoment } from './experiment/contexts.ts';
import { runTrial } from './experiment/trial.ts';
import { prepare } from './problem.ts';
import { inContext } from './system.ts';
import { predict } from './theory/prediction.ts';
import { populationErrors } from './theory/trained.ts';

await describeConformance(inContext);

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(inContext.parameters.parse(settings));
const notes = (settings: Record<string, unknown>) => inContext.validity(problemOf(settings)).map(({ id }) => id);

describe('a problem', () => {
  it('has whole numbers at its dimension, and the same proportions at half of it', () => {
    const { sizes, half } = problemOf({ dimension: 20, length: 1.53, contexts: 0.8, tasks: 0.52, testLength: 3 });
    expect(sizes).toEqual({ dimension: 20, length: 31, testLength: 60, contexts: 320, tasks: 10 });
    expect(half).toEqual({ dimension: 10, length: 15.5, testLength: 30, contexts: 80, tasks: 5 });
    expect(problemOf({ sizes: 'one' }).half).toBeUndefined();
  });

  it('refuses proportions without a task or a context, and more features than memory holds', () => {
    expect(() => problemOf({ dimension: 8, tasks: 0.05 })).toThrow('tasks is 0.05, which is none in dimension 8');
    expect(() => problemOf({ dimension: 10, contexts: 0.06 })).toThrow(/contexts is 0.06, .* at least 0.1/);
    expect(() => problemOf({ dimension: 200 })).toThrow(BadInput);
    expect(() => problemOf({ dimension: 200 })).toThrow(/40000 features to 80000 contexts.*contexts=unlimited/);
    expect(problemOf({ dimension: 200, contexts: 'unlimited' }).sizes.contexts).toBe(Infinity);
  });
});

describe('the error of an attention', () => {
  it('is the mean over contexts that are drawn', () => {
    const [d, length, noise, draws] = [3, 4, 0.3, 40_000];
    const random = createRandom('drawn contexts');
    engine.heap.scope(() => {
      const gamma = engine.heap.matrixFrom(d, d, [0.5, 0.1, 0, -0.2, 0.4, 0.3, 0, 0.1, 0.6]);
      const second = engine.heap.matrixFrom(d, d, [2, 0.5, 0, 0.5, 1, 0.2, 0, 0.2, 0.4]);
      const [root, normal] = [engine.heap.matrixFrom(d, d, second.values), engine.heap.matrix(1, d)];
      engine.cholesky(root);
      const draw = (scale: number) => {
        random.fillNormal(normal);
        return Array.from(normal.values, (one) => one * scale);
      };
      const product = (a: number[], b: number[]) => a.reduce((sum, one, i) => sum + one * b[i], 0);
      let [sum, squares] = [0, 0];
      for (let t = 0; t < draws; t++) {
        const free = draw(1);
        const task = free.map((_, i) => product(free, Array.from(root.values.subarray(i * d, (i + 1) * d))));
        const summary = [0, 0, 0];
        const example = () => {
          const x = draw(1 / Math.sqrt(d));
          return { x, y: product(x, task) + Math.sqrt(noise) * draw(1)[0] };
        };
        for (let i = 0; i < length; i++) {
          const { x, y } = example();
          for (let j = 0; j < d; j++) summary[j] += (d / length) * y * x[j];
        }
        const { x, y } = example();
        const answer = x.reduce(
          (total, one, i) => total + one * product(Array.from(gamma.values.subarray(i * d, (i + 1) * d)), summary),
          0,
        );
        sum += (y - answer) ** 2;
        squares += (y - answer) ** 4;
      }
      const mean = sum / draws;
      const standardError = Math.sqrt((squares / draws - mean * mean) / draws);
      expect(Math.abs(mean - meanError(gamma, second, { length, noise }, engine))).toBeLessThan(4 * standardError);
    });
  });
});

describe('a trial', () => {
  it('leaves the heap as it found it and repeats itself', () => {
    const { used } = engine.heap;
    const measure = () => runTrial(problemOf({ dimension: 6 }), trialContext(inContext, createRandom(1), engine));
    expect(measure()).toEqual(measure());
    expect(engine.heap.used).toBe(used);
  });

  it('leaves the error as it is with one size', () => {
    const { observables } = runTrial(problemOf({ sizes: 'one' }), trialContext(inContext, createRandom(3), engine));
    expect(observables.iclError).toBe(observables.errorAtSize);
  });
});

describe('a trained network', () => {
  const small = { attention: 'trained', dimension: 4, length: 1.5, tasks: 'unlimited' };

  it('is predicted to be what is fitted to endless contexts, at every size', () => {
    const fitted = problemOf({ ...small, attention: 'fitted', contexts: 'unlimited', ridge: 0, sizes: 'one' });
    const { observables } = runTrial(fitted, trialContext(inContext, createRandom(1), engine));
    const { icl, idg } = populationErrors({ ...problemOf(small).sizes, noise: 0.1 }, engine);
    expect(icl / (observables.errorAtSize as number)).toBeCloseTo(1, 12);
    expect(idg).toBe(icl);
  });

  it('is predicted from the mean over sets of tasks, which is known as well as it says', () => {
    const sizes = { dimension: 4, length: 6, testLength: 9, tasks: 3, noise: 0.2 };
    const { icl, idg, error } = populationErrors(sizes, engine);
    // The same by matrices, over other sets.
    const random = createRandom('other sets');
    let [newTasks, known] = [0, 0];
    for (let set = 0; set < 1000; set++)
      engine.heap.scope(() => {
        const { second } = drawTasks({ dimension: 4, tasks: 3 }, random, engine)!;
        const { factor, level } = summaryMoment(second, { length: 6, noise: 0.2 });
        const moment = engine.heap.matrix(4, 4);
        for (let i = 0; i < 16; i++) moment.values[i] = factor * second.values[i];
        for (let i = 0; i < 4; i++) moment.values[5 * i] += level;
        engine.cholesky(moment);
        const gamma = engine.heap.matrixFrom(4, 4, second.values);
        engine.solveCholesky(moment, gamma);
        const every = engine.heap.matrixFrom(4, 4, [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
        newTasks += meanError(gamma, every, { length: 9, noise: 0.2 }, engine) / 1000;
        known += meanError(gamma, second, { length: 9, noise: 0.2 }, engine) / 1000;
      });
    expect(error).toBeLessThan(0.004);
    expect(Math.abs(newTasks / icl - 1)).toBeLessThan(3 * error);
    expect(Math.abs(known / idg - 1)).toBeLessThan(3 * error);
  });

  it('comes there by training, and softmax is trained where it is asked for', () => {
    const problem = problemOf({ ...small, steps: 500 });
    const { used } = engine.heap;
    const context = trialContext(inContext, createRandom(2), engine);
    const { observables } = runTrial(problem, { ...context, wanted: new Set(['iclError'] as const) });
    const { icl } = populationErrors({ ...problem.sizes, noise: 0.1 }, engine);
    expect(Math.abs((observables.iclError as number) / icl - 1)).toBeLessThan(0.05);
    expect(observables.softmaxError).toBeUndefined();
    const quick = runTrial(problemOf({ ...small, tasks: 1, steps: 5 }), context).observables;
    expect(quick.softmaxError).toBeGreaterThan(0);
    expect(quick.softmaxKnownError).toBeGreaterThan(0);
    expect(quick.idgError).not.toBe(quick.iclError);
    expect(engine.heap.used).toBe(used);
  });
});

it('calls errors near the peak strained, and those of one size', () => {
  expect(notes({})).toEqual([]);
  expect(notes({ ridge: 0, contexts: 1.1 })).toEqual(['near-peak']);
  expect(notes({ ridge: 0, contexts: 0.4, length: 1.5 })).toEqual(['near-peak']);
  expect(notes({ sizes: 'one' })).toEqual(['finite-dimension']);
  expect(notes({ sizes: 'one', contexts: 'unlimited', dimension: 400 })).toEqual([]);
});

it('has no mean at the peak', () => {
  const { withoutMean } = inContext.observables.iclError;
  expect(withoutMean!(problemOf({ ridge: 0, contexts: 1 }))).toMatch(/no mean/);
  expect(withoutMean!(problemOf({ contexts: 1 }))).toBeUndefined();
});

describe('contexts of another length than those of training', () => {
  const predicted = (settings: Record<string, unknown>) => {
    const { iclError, idgError } = predict(problemOf({ testLength: 8, ...settings }), { engine }).observables;
    return [iclError!.value, idgError!.value] as [number, number];
  };

  it('are as hard for tasks of training as for new ones where these are many', () => {
    for (const settings of [{}, { contexts: 0.5 }, { contexts: 'unlimited', testLength: 0.5 }]) {
      const [icl, idg] = predicted({ tasks: 'unlimited', ...settings });
      expect(Math.abs(idg / icl - 1)).toBeLessThan(1e-12);
    }
  });

  it('are answered as by an attention of 400 dimensions, written down', () => {
    // Γ = W(R + λ)⁻¹ of 400 drawn tasks, and ρ + tr[W − 2ΓW + Γ(W + x₀′)Γᵀ]/d, in NumPy.
    const [icl, idg] = predicted({ contexts: 'unlimited', tasks: 1, dimension: 400 });
    expect(idg / 0.24986).toBeCloseTo(1, 2);
    expect(icl / 0.51389).toBeCloseTo(1, 2);
  });

  it('are answered as trials measure', () => {
    const problem = problemOf({ testLength: 8, tasks: 1, dimension: 28 });
    const measured = [0, 1, 2, 3].map(
      (trial) =>
        runTrial(problem, trialContext(inContext, createRandom(`length ${trial}`), engine)).observables.idgError,
    ) as number[];
    const mean = measured.reduce((sum, one) => sum + one / measured.length, 0);
    expect(Math.abs(mean / predicted({ tasks: 1, dimension: 28 })[1] - 1)).toBeLessThan(0.12);
  });
});

it('calls a training strained whose steps are too small to come anywhere', () => {
  expect(notes({ attention: 'trained' })).toEqual([]);
  expect(notes({ attention: 'trained', rate: 1e-4 })).toEqual(['short-path']);
});
