import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { openDataset } from '../../data/open.ts';
import { parseDataset } from '../../data/parse.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { BadInput } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { theoryContext, trialContext } from '../shared/contexts.testing.ts';
import { parameters } from './parameters.ts';
import { prepare } from './problem.ts';
import { glm } from './system.ts';

await describeConformance(glm);

const engine = createWasmEngine();
const problemOf = (settings: Record<string, unknown>) => prepare(parameters.parse(settings), { engine });
const measure = (settings: Record<string, unknown>, seed = 1) =>
  glm.trial(problemOf(settings), trialContext(glm, createRandom(seed), engine));

describe('against simulation', () => {
  it.each([
    [{ loss: 'hinge', teacher: 'sign', signal: 1, flips: 0.1, samples: 600, ridge: 0.3 }],
    [{ loss: 'square', teacher: 'logit', signal: 2, ridge: 0.3 }],
    [{ loss: 'huber', teacher: 'linear', signal: 1, noise: 0.25, outliers: 0.1, samples: 500, ridge: 0.1 }],
    [{ loss: 'huber', threshold: 0.7, teacher: 'sign', signal: 1, noise: 0.5, ridge: 0.2 }],
    [{ loss: 'logistic', teacher: 'clusters', signal: 1, positive: 0.3, intercept: 'fitted', ridge: 0.2 }],
    [{ loss: 'hinge', teacher: 'clusters', signal: 1, positive: 0.3, intercept: 'fitted', ridge: 0.5 }],
    [{ loss: 'margin', teacher: 'sign', signal: 1, spectrum: 'power-law', decay: 0.5 }],
  ])('is within 3 %% and four errors at %o', async (settings) => {
    const { observables } = await glm.predict(problemOf(settings), theoryContext(glm, engine));
    const trials = await Promise.all(Array.from({ length: 10 }, (_, seed) => measure(settings, seed)));
    for (const [name, { value }] of Object.entries(observables)) {
      const values = trials.map((trial) => trial.observables[name as keyof typeof observables] as number);
      const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
      const error = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 90);
      expect(Math.abs(mean - (value as number)), name).toBeLessThan(
        0.03 * Math.abs(value as number) + 4 * error + 2e-3,
      );
    }
  });
});

describe('existence', () => {
  it('is told by the fit itself', async () => {
    const few = await measure({ ridge: 0, samples: 200 });
    expect(few.observables).toEqual({ separable: 1 });
    expect(few.without?.testError).toBe('the samples are separable');
    const many = await measure({ ridge: 0, samples: 2000 });
    expect(many.observables.separable).toBe(0);
    const none = await measure({ loss: 'margin', samples: 2000 });
    expect(none.observables).toEqual({ separable: 0 });
  });
});

describe('without a ridge', () => {
  it.each([
    [{ loss: 'square', teacher: 'sign' }],
    [{ loss: 'huber', teacher: 'sign' }],
    [{ loss: 'huber', teacher: 'logit', threshold: 0.5 }],
  ])('signs have a best fit of residuals, separable or not: %o', async (settings) => {
    const few = { ...settings, ridge: 0, dimension: 100, samples: 300 };
    const { observables } = await glm.predict(problemOf(few), theoryContext(glm, engine));
    const trials = await Promise.all(Array.from({ length: 8 }, (_, seed) => measure(few, seed)));
    for (const name of ['testError', 'overlap', 'selfOverlap'] as const) {
      const mean = trials.reduce((sum, trial) => sum + (trial.observables[name] as number) / 8, 0);
      expect(mean / (observables[name]!.value as number), name).toBeCloseTo(1, 1);
    }
  });

  // Squares of w hold (XᵀX)⁻¹, whose tail has the index (n − d + 1)/2: 0.99, 1.47, 1.85 and 2.7 of
  // 40 000 draws.
  it('fits of residuals to hardly more samples than weights have no mean, or no variance', () => {
    const why = (surplus: number, settings = {}) => {
      const problem = problemOf({ loss: 'square', teacher: 'sign', ridge: 0, samples: 200 + surplus, ...settings });
      const { testLoss, overlap, testError } = glm.observables;
      expect('withoutMean' in testError).toBe(false);
      return [testLoss.withoutMean!(problem), overlap.withoutMean!(problem)];
    };
    expect(why(1)).toEqual([expect.stringMatching(/no mean/), expect.stringMatching(/infinite variance/)]);
    for (const surplus of [2, 3]) expect(why(surplus)).toEqual([expect.stringMatching(/infinite variance/), undefined]);
    for (const settings of [{ loss: 'huber' }, { teacher: 'linear', noise: 1 }])
      expect(why(2, settings)[0]).toMatch(/infinite variance/);
    expect(why(4)).toEqual([undefined, undefined]);
    expect(why(1, { ridge: 0.01 })).toEqual([undefined, undefined]);
    expect(why(1, { loss: 'logistic' })).toEqual([undefined, undefined]);
  });

  it.each([
    [{ ridge: 0, samples: 580 }],
    [{ ridge: 0, teacher: 'logit', flips: 0.5 }],
    [{ ridge: 0, dimension: 10_000, samples: 28_995 }],
  ])('estimates next to the threshold are left out, with a note: %o', async (settings) => {
    const problem = problemOf(settings);
    const { observables } = await glm.predict(problem, theoryContext(glm, engine));
    expect(observables).toEqual({});
    const notes = glm.validity(problem).filter(({ id }) => id === 'near-threshold');
    expect(notes.map(({ message }) => message)).toEqual([expect.stringMatching(/next to it none is predicted/)]);
  });
});

describe('an intercept', () => {
  it.each(['logistic', 'hinge'])('of %s loss has no best value where all labels are alike', async (loss) => {
    const settings = { loss, teacher: 'clusters', positive: 0.01, intercept: 'fitted', samples: 5 };
    const { observables, without } = await measure(settings);
    expect(observables).toEqual({});
    expect(without?.testError).toMatch(/alike/);
  });
});

describe('bad input', () => {
  it.each([
    [{ loss: 'hinge', teacher: 'linear' }, /loss=hinge is for labels ±1.*choose/],
    [{ loss: 'square', ridge: 0, samples: 150 }, /ridge is 0.*ridge above 0/],
    [{ loss: 'margin', teacher: 'clusters' }, /loss=margin is not known for teacher=clusters/],
    [{ teacher: 'clusters', signal: 1.5, ridge: 'optimal' }, /ridge is optimal, but no ridge is best: the larger/],
  ])('%o is refused, and says what to try', (settings, message) => {
    expect(() => problemOf(settings)).toThrow(BadInput);
    expect(() => problemOf(settings)).toThrow(message);
  });
});

describe('two classes of a file', () => {
  /** Rows of two clusters whose directions are turned and shifted, as a file has them. */
  const clusters = async (rows: number, features: number) => {
    const normals = engine.heap.matrix(rows, features);
    createRandom('clusters').fillNormal(normals);
    const lines = Array.from({ length: rows }, (_, i) => {
      const sign = i % 3 === 0 ? 1 : -1;
      const x = Array.from(normals.values.subarray(i * features, (i + 1) * features), (z, k) => z * (1 + (k % 4)));
      const turned = x.map((one, k) => one + 0.5 * x[(k + 1) % features] + 7 + sign * (0.4 + 0.2 * (k % 4)));
      return [...turned, sign === 1 ? 'yes' : 'no'].join(',');
    });
    return parseDataset(new TextEncoder().encode(lines.join('\n')), 'clusters.csv');
  };

  it('that are clusters is predicted as clusters are', async () => {
    const data = await clusters(6000, 40);
    const settings = { data, samples: 120, ridge: 0.5 };
    const problem = problemOf(settings);
    expect(problem.parameters).toMatchObject({ teacher: 'clusters', intercept: 'fitted' });
    expect(problem.parameters.positive).toBeCloseTo(1 / 3, 6);
    const { observables } = await glm.predict(problem, theoryContext(glm, engine));
    const trials = await Promise.all(Array.from({ length: 40 }, (_, seed) => measure(settings, seed)));
    for (const name of ['testError', 'testLoss', 'overlap', 'selfOverlap', 'squaredNorm', 'intercept'] as const) {
      const values = trials.map((trial) => trial.observables[name] as number);
      const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
      const error = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (40 * 39));
      const predicted = observables[name]!.value as number;
      expect(Math.abs(mean - predicted), name).toBeLessThan(0.03 * Math.abs(predicted) + 3 * error);
    }
  });

  it('of digits holds without a number fitted, for large against small ones', async () => {
    const settings = { data: await openDataset('digits'), ones: '5,6,7,8,9', samples: 400, ridge: 1 };
    const { observables } = await glm.predict(problemOf(settings), theoryContext(glm, engine));
    const trials = await Promise.all(Array.from({ length: 12 }, (_, seed) => measure(settings, seed)));
    const mean = trials.reduce((sum, { observables }) => sum + (observables.testError as number), 0) / trials.length;
    expect(mean / (observables.testError!.value as number)).toBeCloseTo(1, 1);
  });

  it('is refused where there are not two, and says what to try', async () => {
    const data = await openDataset('digits');
    expect(() => problemOf({ data })).toThrow(/10 classes.*ones=5,6,7,8,9/);
    expect(() => problemOf({ data, ones: '5,12' })).toThrow(/ones is '5,12', but must be classes of/);
    expect(() => problemOf({ data, ones: '0,1,2,3,4,5,6,7,8,9' })).toThrow(/some, not all/);
    expect(() => problemOf({ data, labels: 'number' })).toThrow(/read it so with labels=classes, or take ridge/);
    expect(() => problemOf({ data, ones: '1', rows: '1:200' })).toThrow(/200 rows for 64 features, too few/);
    expect(() => problemOf({ data, ones: '1', loss: 'margin' })).toThrow(/loss=margin is not known for the classes/);
  });
});

it('refuses fits that are the teacher itself', () => {
  for (const loss of ['square', 'huber'])
    expect(() => problemOf({ loss, teacher: 'linear', ridge: 0 })).toThrow(/the fit is the teacher itself.*give noise/);
  expect(problemOf({ loss: 'huber', teacher: 'linear', ridge: 0, outliers: 0.1 }).ridge).toBe(0);
});

it('knows that signs without noise are separable in few dimensions too, and far from any threshold', async () => {
  const problem = problemOf({ teacher: 'sign', loss: 'margin', dimension: 4, samples: 12 });
  const { observables } = await glm.predict(problem, theoryContext(glm, engine));
  expect(observables.separable?.value).toBe(1);
  expect(glm.validity(problem).map(({ id }) => id)).not.toContain('near-threshold');
});

describe('beside nearly noiseless labels', () => {
  const nearly = { teacher: 'sign', flips: 1e-3, dimension: 2000, samples: 40_000 } as const;
  const predicted = async (settings: Record<string, unknown>) =>
    (await glm.predict(problemOf(settings), theoryContext(glm, engine))).observables;

  it('the likelihood is that of a ridge that vanishes, 6 % from where its maximum comes to be', async () => {
    const without = await predicted({ ...nearly, ridge: 0 });
    const tiny = await predicted({ ...nearly, ridge: 1e-8 });
    for (const name of ['testError', 'alignment', 'trainLoss'] as const)
      expect((tiny[name]!.value as number) / (without[name]!.value as number)).toBeCloseTo(1, 3);
    expect(without.bias!.value).toBeGreaterThan(3);
  });

  it('separability alone is predicted where no fixed point is found, and a note says so', async () => {
    const next = { teacher: 'sign', noise: 1e-5, dimension: 50, samples: 100_000, ridge: 0 };
    expect(Object.keys(await predicted(next))).toEqual(['separable']);
    expect(glm.validity(problemOf(next)).map(({ id }) => id)).toContain('next-to-exact');
    expect(glm.validity(problemOf({ ...nearly, ridge: 0 })).map(({ id }) => id)).not.toContain('next-to-exact');
  });
});
