// What is particular to random features; the conformance suite holds the system to what every
// system must do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { engines } from '../../numeric/engines/engines.testing.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import type { Matrix } from '../../numeric/heap.ts';
import { createRandom } from '../../numeric/random.ts';
import { makePlan } from '../../plan/plan.ts';
import { checkParameters } from '../../plan/settings.ts';
import { fitRidge } from '../../regression/ridge-fit.ts';
import { summarize } from '../../statistics/moments.ts';
import { trialContext } from '../shared/contexts.testing.ts';
import { predictedCurve } from '../shared/predicted-curve.testing.ts';
import { estimates } from './experiment/estimates.ts';
import { drawWeights } from './experiment/features.ts';
import { decompose } from './experiment/resampling.ts';
import { runTrial } from './experiment/trial.ts';
import { observables, parts, type RandomFeaturesObservable } from './observables.ts';
import type { RandomFeaturesParameters } from './parameters.ts';
import { type Problem, prepare } from './problem.ts';
import { randomFeatures } from './system.ts';
import { predict } from './theory/prediction.ts';
import { exponent } from './theory/scaling.ts';

await describeConformance(randomFeatures);

type Numbers = Record<RandomFeaturesObservable, number>;

const problemOf = (values: Record<string, unknown>) =>
  prepare(checkParameters(randomFeatures, values) as RandomFeaturesParameters);
const wasm = createWasmEngine();
const trial = (problem: Problem, name: string | number, engine = wasm) => {
  const context = trialContext(randomFeatures, createRandom('trial').stream(name), engine);
  return runTrial(problem, context).observables as Numbers;
};

describe('every part of the error agrees with its own prediction', () => {
  const cases: [string, Record<string, unknown>][] = [
    ['Gaussian features', { features: 90 }],
    ['three layers and a bottleneck', { features: 160, hidden: [140, 70] }],
    ['a bottleneck without ridge', { features: 160, hidden: [70], ridge: 0 }],
    ['orthogonal projection', { projection: 'orthogonal', features: 80 }],
    ['neurons of unequal size', { projection: 'structured', weightDecay: 0.8, features: 150 }],
    ['inputs of unequal weight', { inputDecay: 0.4, features: 90 }],
    ['feature noise', { featureNoise: 0.5, features: 150 }],
    ['feature noise on deep structured features', { featureNoise: 0.5, hidden: [150], projection: 'structured' }],
    ['power law', { spectrum: 'power-law', decay: 0.8, target: 'source', source: 0.5, features: 150 }],
    ['tanh', { activation: 'tanh', features: 150 }],
    ['relu', { activation: 'relu', features: 90 }],
    ['sign', { activation: 'sign', features: 150 }],
    ['sin', { activation: 'sin', features: 90 }],
    ['erf of an orthogonal projection', { activation: 'erf', projection: 'orthogonal', features: 90 }],
    ['erf of a deep projection without ridge', { activation: 'erf', depth: 2, features: 180, ridge: 0 }],
  ];
  const sizes = { samples: 110, dimension: 130, ridge: 5e-3 };

  it.each(cases)('%s', (_, settings) => {
    const problem = problemOf({ ...sizes, ...settings });
    const trials = Array.from({ length: 16 }, (_, i) => trial(problem, i));
    for (const [name, quantity] of Object.entries(predict(problem).observables)) {
      const values = trials.map((one) => one[name as RandomFeaturesObservable]);
      if (values.some((value) => value === undefined)) {
        expect(name).toBe('featureRidge');
        continue;
      }
      const { mean, standardError } = summarize(values);
      const predicted = quantity.value as number;
      // Corrections of 1/P + 1/N + 1/D, some three times over, and what the trials leave open.
      const allowed = 0.08 * predicted + 5 * standardError + 1e-12;
      expect(Math.abs(mean - predicted), `${name}: ${mean} ± ${standardError}, predicted ${predicted}`).toBeLessThan(
        allowed,
      );
      // The test must be able to fail.
      if (name === 'testError') expect(standardError / mean).toBeLessThan(0.03);
    }
  });

  it('and the mean of an ensemble with the sum that its members leave', () => {
    const settings = { ...sizes, features: 120 };
    const ensemble = problemOf({ ...settings, members: 5 });
    const { mean, standardError } = summarize(Array.from({ length: 16 }, (_, i) => trial(ensemble, i).excessError));
    const predicted = predict(ensemble).observables.excessError!.value as number;
    const single = predict(problemOf(settings)).observables.excessError!.value as number;
    expect(single).toBeGreaterThan(1.3 * predicted);
    expect(Math.abs(mean - predicted)).toBeLessThan(0.05 * predicted + 4 * standardError);
  });
});

describe('nested resampling', () => {
  it('is unbiased: known variances come back', () => {
    const random = createRandom('known parts');
    const normal = (...path: (string | number)[]) => {
      const column = wasm.heap.scope(() => {
        const matrix = wasm.heap.matrix(1, 1);
        random.stream(...path).fillNormal(matrix);
        return matrix.values[0];
      });
      return column;
    };
    const names = ['biasSquared', 'varianceData', 'varianceFeatures', 'varianceDataFeatures'] as const;
    const [bias, data, features, both] = [0.7, 0.9, 0.4, 1.3];
    const results = Array.from({ length: 4000 }, (_, t) => {
      const functions = [0, 1].map((a) =>
        [0, 1].map((m) => {
          const value =
            bias + data * normal('data', t, a) + features * normal('features', t, m) + both * normal('both', t, a, m);
          return { shared: Float64Array.of(value) };
        }),
      );
      return decompose(functions, 1, 0, 0, 1);
    });
    [bias, data, features, both].forEach((deviation, i) => {
      const { mean, standardError } = summarize(results.map((result) => result[names[i]]));
      expect(Math.abs(mean - deviation ** 2), names[i]).toBeLessThan(4 * standardError);
      expect(standardError).toBeLessThan(0.1);
    });
  });

  it('splits the excess error of a single fit into its parts', () => {
    const o = trial(problemOf({ samples: 40, features: 60, dimension: 50 }), 1);
    expect(parts.reduce((sum, name) => sum + o[name], 0)).toBeCloseTo(o.excessError, 12);
    const silent = trial(problemOf({ samples: 40, features: 60, dimension: 50, noise: 0 }), 1);
    expect([silent.varianceNoise, silent.varianceNoiseFeatures]).toEqual([0, 0]);
  });
});

describe.each(engines)('on %s', (_, engine) => {
  const normal = (rows: number, columns: number, name: string): Matrix => {
    const matrix = engine.heap.matrix(rows, columns);
    createRandom(name).fillNormal(matrix);
    return matrix;
  };

  it.each([
    [30, 50, 1e-2],
    [50, 30, 1e-2],
    [30, 50, 0],
    [50, 30, 0],
  ])('a fit of %i samples and %i features at ridge %f meets its normal equations', (samples, features, ridge) => {
    engine.heap.scope(() => {
      const phi = normal(samples, features, 'features');
      const labels = normal(samples, 2, 'labels');
      const own = engine.heap.matrixFrom(samples, 2, labels.values);
      const problem = problemOf({ samples, features, dimension: 60, ridge });
      const fit = fitRidge({ inputs: phi, labels: own, ridge, rank: problem.rank }, engine);
      const residual = engine.heap.matrixFrom(samples, 2, labels.values);
      engine.gemm({ a: phi, b: fit.coefficients, c: residual, alpha: -1, beta: 1 });
      const gradient = engine.heap.matrixFrom(features, 2, fit.coefficients.values);
      engine.gemm({ a: phi, transposeA: true, b: residual, c: gradient, alpha: -1 / samples, beta: ridge });
      for (const value of gradient.values) expect(value).toBeCloseTo(0, 10);
      for (let c = 0; c < 2; c++) {
        let sum = 0;
        for (let i = 0; i < samples; i++) sum += residual.values[2 * i + c] ** 2;
        expect(estimates(fit, own, problem).trainErrors[c]).toBeCloseTo(sum / samples, 12);
      }
    });
  });

  it.each([
    [40, 30],
    [30, 40],
  ])('a fit of %i × %i features of lower rank without ridge is the limit of small ridges', (samples, features) => {
    engine.heap.scope(() => {
      const phi = engine.heap.matrix(samples, features);
      engine.gemm({ a: normal(samples, 12, 'left'), b: normal(12, features, 'right'), c: phi });
      const labels = normal(samples, 1, 'labels');
      const fits = [0, 1e-8].map((ridge) => {
        const own = engine.heap.matrixFrom(samples, 1, labels.values);
        const problem = problemOf({ samples, features, dimension: 12, ridge });
        const fit = fitRidge({ inputs: phi, labels: own, ridge, rank: problem.rank }, engine);
        return { coefficients: fit.coefficients, ...estimates(fit, own, problem) };
      });
      for (let i = 0; i < features; i++)
        expect(fits[0].coefficients.values[i]).toBeCloseTo(fits[1].coefficients.values[i], 6);
      // The small ridge's Gram matrix has a condition of 1e9 to round with.
      expect(fits[0].trainErrors[0]).toBeCloseTo(fits[1].trainErrors[0], 5);
      expect(fits[0].gcv[0] / fits[1].gcv[0]).toBeCloseTo(1, 4);
      expect(fits[0].left).toBeCloseTo(fits[1].left, 5);
    });
  });

  it('projections are orthogonal, and all weights are as large as they should be', () => {
    engine.heap.scope(() => {
      const orthogonal = problemOf({ dimension: 60, features: 40, projection: 'orthogonal' });
      const weights = drawWeights(orthogonal, createRandom('weights'), engine);
      const gram = engine.heap.matrix(40, 40);
      engine.syrk({ a: weights, transpose: true, c: gram });
      for (let i = 0; i < 40; i++)
        for (let j = 0; j < 40; j++) expect(gram.values[i * 40 + j]).toBeCloseTo(i === j ? 60 / 40 : 0, 10);
      const settings = [
        {},
        { depth: 3 },
        { hidden: [30, 50] },
        { projection: 'structured', weightDecay: 1 },
        { inputDecay: 1 },
      ];
      for (const setting of settings) {
        const problem = problemOf({ dimension: 60, features: 40, ...setting });
        const squares = Array.from({ length: 60 }, (_, t) =>
          engine.heap.scope(() => {
            let sum = 0;
            for (const value of drawWeights(problem, createRandom('weights').stream(t), engine).values)
              sum += value ** 2;
            return sum / 60;
          }),
        );
        const { mean, standardError } = summarize(squares);
        expect(Math.abs(mean - 1), JSON.stringify(setting)).toBeLessThan(4 * standardError);
      }
    });
  });

  it.each([
    { samples: 40, features: 90 },
    { samples: 90, features: 40, activation: 'sin' },
    { samples: 20, features: 30, dimension: 12, ridge: 0 },
    { samples: 30, features: 20, hidden: [25, 10], ridge: 0 },
    { samples: 2, features: 1, dimension: 1 },
  ])('a trial leaves the heap as it was: $samples × $features', (settings) => {
    const used = engine.heap.used;
    const observables = trial(problemOf(settings), 0, engine);
    expect(engine.heap.used).toBe(used);
    for (const value of Object.values(observables)) expect(Number.isFinite(value)).toBe(true);
  });

  it.each(['linear', 'relu', 'erf', 'tanh', 'sign', 'sin'])('a trial with %s agrees with the other engine', (name) => {
    const problem = problemOf({ samples: 80, features: 100, dimension: 60, activation: name });
    const [here, there] = [trial(problem, 0, engine), trial(problem, 0)];
    for (const [key, value] of Object.entries(there))
      expect(here[key as RandomFeaturesObservable] / value - 1, key).toBeCloseTo(0, 7);
  });
});

describe('settings that contradict each other', () => {
  const refused: [Record<string, unknown>, RegExp][] = [
    [{ projection: 'orthogonal', features: 300, dimension: 100 }, /at most as many; use features up to 100/],
    [{ projection: 'structured', activation: 'relu' }, /use activation=linear/],
    [{ target: 'source' }, /defined for spectrum=power-law/],
    [{ target: [1, 2], dimension: 3 }, /2 weights, but the spectrum has 3 modes/],
    [{ spectrum: [0, 0] }, /nothing to learn/],
  ];
  it.each(refused)('%j', (settings, message) => {
    expect(() => problemOf(settings)).toThrow(message);
  });

  it('without effect are refused with the reason', () => {
    expect(() => makePlan(randomFeatures, { activation: 'relu', featureNoise: 1 })).toThrow(/acts only with/);
    expect(() => makePlan(randomFeatures, { depth: 3, hidden: [20] })).toThrow(/has no effect with hidden/);
    expect(() => makePlan(randomFeatures, { weightDecay: 1 })).toThrow(/projection=structured/);
  });
});

describe('without a ridge', () => {
  it('nothing is judged within three of samples = rank of the features', () => {
    const mean = (settings: Record<string, unknown>) =>
      observables.testError.withoutMean!(problemOf({ ridge: 0, dimension: 100, ...settings }));
    expect(mean({ samples: 80, features: 83 })).toMatch(/median/);
    expect(mean({ samples: 80, features: 84 })).toBeUndefined();
    expect(mean({ samples: 80, features: 200, hidden: [78] })).toMatch(/median/);
    expect(mean({ samples: 101, features: 200 })).toMatch(/median/);
    expect(mean({ samples: 101, features: 200, activation: 'tanh' })).toBeUndefined();
  });
});

describe('what is drawn from curves', () => {
  const drawn = async (name: 'featureExponent' | 'peak', settings: Record<string, unknown>) => {
    const derived = randomFeatures.derived![name];
    const { x, y } = await predictedCurve(randomFeatures, wasm, settings, derived.of);
    return derived.fit(x, y)!;
  };

  it('the exponent tends to that of the bottleneck', async () => {
    const [alpha, r] = [2, 0.3];
    const settings = { spectrum: 'power-law', decay: alpha, target: 'source', source: r, ridge: 0, noise: 0 };
    const bottleneck = { ...settings, dimension: 100_000, samples: 100_000, features: '200:800:3:log' };
    const expected = exponent('under_ridgeless_N', alpha, r);
    expect(Math.abs((await drawn('featureExponent', bottleneck)) / expected - 1)).toBeLessThan(0.03);
  });

  it('the peak is at as many features as samples, when there is next to no ridge', async () => {
    const settings = { dimension: 150, samples: 100, noise: 0.1, ridge: 1e-6, features: '50:200:61:log' };
    expect(Math.abs((await drawn('peak', settings)) / 100 - 1)).toBeLessThan(0.02);
  });
});
