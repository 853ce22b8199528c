// What is particular to kernels; the conformance suite holds the system to what every system must
// do.
import { describe, expect, it } from 'vitest';
import { describeConformance } from '../../conformance/conformance.testing.ts';
import { openDataset } from '../../data/open.ts';
import type { Engine } from '../../numeric/engine.ts';
import { createOpenblasEngine } from '../../numeric/engines/openblas.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { createRandom } from '../../numeric/random.ts';
import { makePlan } from '../../plan/plan.ts';
import { checkParameters } from '../../plan/settings.ts';
import { execute, type RunOptions } from '../../run/execute.ts';
import { testOptions } from '../../run/options.testing.ts';
import { runTrial } from './experiment/trial.ts';
import type { KernelObservable } from './observables.ts';
import type { KernelParameters } from './parameters.ts';
import { untestable } from './pool.ts';
import { prepare, type SyntheticProblem, TIMES } from './problem.ts';
import { kernel } from './system.ts';
import { closePairs } from './theory/close-pairs.ts';
import { eigenlearning } from './theory/eigenframework.ts';
import { predict, regression } from './theory/prediction.ts';

await describeConformance(kernel);

const OPTIONS = testOptions({ seed: 'kernel', shown: ['testError'] });
const parameters = (values: Record<string, unknown>) => checkParameters(kernel, values) as KernelParameters;
const wasm = createWasmEngine();
const problemOf = (values: Record<string, unknown>) => prepare(parameters(values), { engine: wasm });
const verdicts = async (
  settings: Record<string, unknown>,
  shown: KernelObservable[],
  options: Partial<RunOptions> = {},
) => {
  const { verdict } = await execute(makePlan(kernel, { samples: 100, ...settings }), { ...OPTIONS, shown, ...options });
  return verdict.observables;
};
const EVERY = Object.keys(kernel.observables) as KernelObservable[];

describe('every observable agrees with its own prediction', () => {
  it.each([
    ['tangent kernel on the sphere', {}],
    ['exponential kernel, many levels', { kernel: 'laplace', ridge: 0.05 }],
    [
      'erf network on the hypercube',
      { domain: 'hypercube', dimension: 12, kernel: 'nngp', activation: 'erf', ridge: 0.05 },
    ],
    ['a hypercube of which a third is used', { domain: 'hypercube', dimension: 9, samples: 170, ridge: 0.3 }],
  ])(
    '%s',
    async (_, settings) => {
      const observables = await verdicts(settings, EVERY, { trials: 250, margin: 0.07 });
      for (const name of EVERY) expect(observables[name].verdict, observables[name].sentence).toBe('holds');
    },
    60_000,
  );
});

describe('predictions beyond the plain case hold', () => {
  it.each([
    ['one level', { target: 'level', level: 2 }],
    ['the kernel as the target', { target: 'kernel', kernel: 'rbf', noise: 0.02 }],
    ['no ridge', { kernel: 'laplace', ridge: 0 }],
    ['power-law levels', { kernel: 'power-law', decay: 3, ridge: 0.01 }],
    ['the linear kernel, which knows one level of six', { kernel: 'linear', samples: 60 }],
    ['Gaussian inputs', { domain: 'gaussian', dimension: 30, kernel: 'rbf', ridge: 0.5 }],
    ['an erf network on Gaussian inputs', { domain: 'gaussian', dimension: 30, activation: 'erf', ridge: 0.5 }],
  ])(
    '%s',
    async (_, settings) => {
      const { testError } = await verdicts(settings, ['testError'], { trials: 120, margin: 0.08 });
      expect(testError.verdict, testError.sentence).toBe('holds');
    },
    60_000,
  );
});

describe('the linear kernel without a ridge', () => {
  it('has the fit of least norm beyond its rank, and every observable holds', async () => {
    const shown = EVERY.filter((name) => name !== 'kappa');
    const observables = await verdicts({ kernel: 'linear', ridge: 0 }, shown, { trials: 300, margin: 0.07 });
    for (const name of shown) expect(observables[name].verdict, observables[name].sentence).toBe('holds');
  }, 60_000);

  it('leaves out columns of a file that are none', async () => {
    const data = await openDataset('digits');
    const trial = runTrial(problemOf({ data, kernel: 'linear', ridge: 0, rows: '1:300', samples: 200 }), {
      random: createRandom(1),
      engine: wasm,
    }).observables;
    expect(trial.totalLearnability).toBeGreaterThan(50);
    expect(trial.totalLearnability).toBeLessThan(64);
    expect(trial.trainError).toBeGreaterThan(0);
  });

  it('has the target that is described, on every domain', () => {
    for (const domain of ['sphere', 'hypercube', 'gaussian']) {
      const problem = problemOf({ kernel: 'linear', domain, samples: 60 });
      const { coefficients } = problem as SyntheticProblem;
      expect(coefficients, domain).toHaveLength(7);
      for (let k = 1; k <= 6; k++) expect((coefficients![k] / coefficients![1]) ** 2).toBeCloseTo(k ** -2, 12);
    }
  });
});

describe('digits', () => {
  it('are predicted within a tenth from few samples to more than half of them', async () => {
    const data = await openDataset('digits');
    // Half of the rows: an eigenbasis of all of them takes eight times as long, and decides no
    // better.
    const observables = await verdicts(
      { data, rows: '1:900', labels: 'classes', depth: 3, ridge: 0.01, samples: [50, 200, 500] },
      ['testError'],
      { trials: 5, margin: 0.1 },
    );
    expect(observables.testError.verdict, observables.testError.sentence).not.toBe('broken');
  }, 120_000);

  it('leave some rows to test on', async () => {
    const problem = problemOf({ data: await openDataset('digits'), rows: '1:60', kernel: 'linear', samples: 59 });
    expect(untestable(problem)).toMatch(/samples is 59.*60 rows.*at most 58/);
    expect(() => runTrial(problem, { random: createRandom(1), engine: wasm })).toThrow(/at most 58/);
    expect(predict(problem, { engine: wasm, wanted: new Set() }).observables.testError?.value).toBeGreaterThan(0);
    const beyond = problemOf({ ...problem.parameters, samples: 60 });
    expect(() => predict(beyond, { engine: wasm, wanted: new Set() })).toThrow(/at most 59/);
  });
});

describe('a trial', () => {
  const problem = problemOf({ samples: 40, dimension: 12 });
  const trial = (seed: number, engine: Engine = wasm) => runTrial(problem, { random: createRandom(seed), engine });

  it('leaves the heap as it found it, and is the same every time', () => {
    const used = wasm.heap.used;
    const first = trial(1);
    expect(wasm.heap.used).toBe(used);
    expect(trial(1)).toEqual(first);
  });

  it('is the same on the machine’s own library to rounding', async () => {
    const openblas = await createOpenblasEngine();
    if (!openblas) return;
    const [a, b] = [trial(1), trial(1, openblas)];
    for (const name of EVERY) {
      const [x, y] = [a.observables[name]!, b.observables[name]!].map((value) =>
        typeof value === 'number' ? [value] : [...value],
      );
      x.forEach((value, i) => {
        expect(value / y[i], name).toBeCloseTo(1, 8);
      });
    }
  });

  it('obeys the conservation law exactly', () => {
    const { observables } = trial(2);
    const { totalLearnability, kappa } = observables as { totalLearnability: number; kappa: number };
    expect(totalLearnability).toBeCloseTo(40 - 0.1 / kappa, 9);
  });

  it('fails in words where the kernel matrix is singular, or a step of gradient descent too long', () => {
    const trial = (values: Record<string, unknown>) =>
      runTrial(problemOf(values), { random: createRandom(1), engine: wasm });
    expect(() => trial({ kernel: 'rbf', bandwidth: 1e4, dimension: 5, samples: 20, ridge: 0 })).toThrow(
      /singular in double precision/,
    );
    expect(() => trial({ samples: 20, stepSize: 1000 })).toThrow(/diverges/);
  });
});

describe('bad settings', () => {
  it.each([
    [{ kernel: 'power-law', domain: 'gaussian' }, /levels of a sphere/],
    [{ domain: 'hypercube', dimension: 40 }, /at most 30/],
    [{ domain: 'hypercube', dimension: 5, samples: 40 }, /has 32 points/],
    [{ domain: 'gaussian', target: 'kernel' }, /sphere and the hypercube/],
    [{ target: 'level', level: 25, dimension: 20 }, /at most/],
  ])('%o are refused', (settings, message) => {
    expect(() => problemOf(settings)).toThrow(message);
  });

  it('that change nothing are refused', () => {
    expect(() => makePlan(kernel, { bandwidth: '2' })).toThrow(/acts only with kernel=rbf/);
  });
});

describe('the time to stop', () => {
  const bestTime = (settings: Record<string, unknown>) => {
    const problem = prepare(parameters({ samples: 200, ridge: 1e-3, ...settings }), { engine: wasm });
    const { testErrorInTime } = predict(problem, { wanted: new Set(['testErrorInTime']), engine: wasm }).observables;
    return kernel.derived!.bestTime.fit(TIMES, testErrorInTime!.value as Float64Array);
  };

  it('comes earlier the noisier the labels are, and not at all where they are not', () => {
    const [noisy, noisier] = [bestTime({ noise: 0.3 })!, bestTime({ noise: 1 })!];
    expect(noisier).toBeLessThan(noisy / 1.5);
    expect(bestTime({ noise: 0.01 })).toBeUndefined();
    // A ridge of the best size stops by itself.
    expect(bestTime({ noise: 1, ridge: 10 })).toBeUndefined();
  });
});

describe('close pairs of samples', () => {
  const strains = (settings: Record<string, unknown>) =>
    kernel
      .validity(problemOf(settings))
      .filter(({ level }) => level === 'strained')
      .map(({ id }) => id);
  const rbf = (settings: Record<string, unknown>) => ({ kernel: 'rbf', ridge: 0, ...settings });

  // By how much the predicted κ was above the mean of 100 to 150 trials.
  it.each([
    [rbf({ dimension: 5, samples: 158, bandwidth: 2.6 }), 1.07],
    [rbf({ dimension: 8, samples: 75, bandwidth: 2.1 }), 0.158],
    [rbf({ dimension: 11, samples: 169, bandwidth: 1.2 }), 0.057],
    [rbf({ domain: 'hypercube', dimension: 11, samples: 158, bandwidth: 2 }), 0.135],
    [rbf({ dimension: 16, samples: 166, bandwidth: 2.7 }), 0.035],
    [rbf({ dimension: 22, samples: 261, bandwidth: 3.9 }), 0.023],
    [rbf({ dimension: 12, samples: 284, bandwidth: 1.8, ridge: 0.001 }), 0.015],
    [{ kernel: 'laplace', dimension: 6, samples: 100, ridge: 0, bandwidth: 2.1 }, 0.011],
    [{ dimension: 14, samples: 124, ridge: 1 }, 0.001],
  ])('%o move κ by about what is said', (settings, excess) => {
    const problem = problemOf(settings) as SyntheticProblem;
    const { domain, dimension, samples } = problem.parameters;
    const { learnability } = eigenlearning(regression(problem));
    const symmetric = { domain: domain as 'sphere' | 'hypercube', dimension };
    const pairs = closePairs(symmetric, problem.multiplicities, learnability, samples);
    expect(excess / pairs).toBeGreaterThan(0.3);
    expect(excess / pairs).toBeLessThan(1.6);
    expect(strains(settings).includes('close-pairs')).toBe(4 * pairs > 0.05);
  });

  // By how much the training error was above the prediction in 150 to 800 trials, with labels of
  // noise alone and with a smooth target, in units of what κ is off by.
  it.each([
    [rbf({ bandwidth: 10, domain: 'hypercube', samples: 80, ridge: 1e-8 }), 0.135, 0.086],
    [rbf({ dimension: 8, samples: 75, bandwidth: 2.1, ridge: 1e-6 }), 0.716, 0.505],
    [rbf({ dimension: 11, samples: 169, bandwidth: 1.2, ridge: 1e-4 }), 0.221, 0.154],
    [rbf({ dimension: 14, samples: 60, bandwidth: 2, ridge: 1e-3 }), 0.118, 0.065],
    [{ kernel: 'laplace', dimension: 6, samples: 100, ridge: 1e-3, bandwidth: 2.1 }, 0.071, 0.019],
  ])('%o move the training error more, and are noted for it', (settings, ofNoise, ofTarget) => {
    const problem = problemOf(settings) as SyntheticProblem;
    const { domain, dimension, samples } = problem.parameters;
    const { learnability } = eigenlearning(regression(problem));
    const symmetric = { domain: domain as 'sphere' | 'hypercube', dimension };
    const pairs = closePairs(symmetric, problem.multiplicities, learnability, samples);
    expect(ofNoise / pairs).toBeGreaterThan(2);
    expect(ofNoise / pairs).toBeLessThan(4.3);
    expect(ofTarget / pairs).toBeLessThan(ofNoise / pairs);
    const note = kernel.validity(problem).find(({ id }) => id === 'close-pairs');
    expect(note).toMatchObject({ level: 'strained', message: expect.stringMatching(/training error by two to four/) });
    expect(note!.title.endsWith('for the training error')).toBe(pairs < 0.05);
  });

  it('are noted where a run comes out broken for them, and not where they do nothing', () => {
    expect(strains(rbf({ bandwidth: 3, dimension: 10, samples: 80 }))).toContain('close-pairs');
    expect(strains(rbf({ bandwidth: 2, dimension: 11, samples: 77, domain: 'hypercube' }))).toContain('close-pairs');
    expect(strains({ kernel: 'laplace', dimension: 4, samples: 221, ridge: 1, bandwidth: 3.7 })).toEqual([]);
    expect(strains({ dimension: 3, samples: 181, ridge: 1 })).toEqual([]);
  });
});

describe('lengths of Gaussian inputs', () => {
  it.each([
    [150, /^inputs of different lengths$/],
    [350, /for the training error$/],
    [450, undefined],
  ])('are noted in %d dimensions for what they move', (dimension, title) => {
    const note = kernel
      .validity(problemOf({ domain: 'gaussian', kernel: 'rbf', dimension }))
      .find(({ id }) => id === 'lengths');
    if (title) expect(note?.title).toMatch(title);
    else expect(note).toBeUndefined();
  });
});
