import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { OutOfRange } from '../../../numeric/errors.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { createRandom } from '../../../numeric/random.ts';
import { trainOnKernel } from './dynamics.ts';
import { eigenlearning, type Regression } from './eigenframework.ts';
import { errorInTime } from './flow.ts';

const engine = createWasmEngine();
const { heap } = engine;

const problems = fc.record({
  eigenvalues: fc.array(fc.double({ min: 1e-4, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 }),
  multiplicities: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 3, maxLength: 3 }),
  power: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
  samples: fc.integer({ min: 5, max: 300 }),
  ridge: fc.double({ min: 0.01, max: 20, noNaN: true }),
  noise: fc.double({ min: 0, max: 1, noNaN: true }),
});

const squares = (matrix: Matrix) => Float64Array.from(matrix.values).reduce((sum, value) => sum + value * value, 0);

/** Completed to a pool of M points by modes of eigenvalue 0. */
function fromPool(problem: Regression, pool: number): Regression {
  const used = Array.from(problem.multiplicities).reduce((sum, count) => sum + count, 0);
  return {
    ...problem,
    eigenvalues: [...Array.from(problem.eigenvalues), 0],
    multiplicities: [...Array.from(problem.multiplicities), pool - used],
    power: [...Array.from(problem.power), 0],
    pool,
  };
}

describe('the eigenframework', () => {
  it('conserves learnability', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const { totalLearnability, kappa, kappaHat } = eigenlearning(problem);
        expect(totalLearnability / (problem.samples - problem.ridge / kappa)).toBeCloseTo(1, 8);
        expect(kappaHat).toBe(kappa);
        // From a pool the trace of the training set's resolvent is 1/κ̂ by construction.
        const finite = eigenlearning(fromPool(problem, 1000));
        expect(finite.totalLearnability / (problem.samples - problem.ridge / finite.kappaHat)).toBeCloseTo(1, 8);
      }),
    );
  });

  it('in time keeps its digits where the kernel is large: training is over at once', () => {
    const large = { eigenvalues: [1e12, 1e11, 1e9], multiplicities: [1, 20, 190], power: [0, 0.6, 0.4] };
    for (const complete of [(one: Regression) => one, (one: Regression) => fromPool(one, 4096)]) {
      const setting = complete({ ...large, samples: 60, ridge: 0.1, noise: 0.1 });
      const { testError } = eigenlearning(setting);
      for (const error of errorInTime(setting, [1, 1e3, 1e5])) expect(error / testError).toBeCloseTo(1, 6);
    }
  });

  it('is the limit of small ridges at zero ridge, on either side of the rank', () => {
    const modes = { eigenvalues: [0.2, 0.05], multiplicities: [4, 8], power: [0.5, 0.3], noise: 0.2 };
    for (const samples of [6, 20, 50])
      for (const complete of [(one: Regression) => one, (one: Regression) => fromPool(one, 64)]) {
        const at = (ridge: number) => complete({ ...modes, unlearned: 0.1, samples, ridge });
        const [limit, near] = [eigenlearning(at(0)), eigenlearning(at(1e-9))];
        for (const name of ['testError', 'overfitting', 'totalLearnability'] as const)
          expect(limit[name] / near[name], `${name} at ${samples}`).toBeCloseTo(1, 6);
        expect(limit.trainError, `at ${samples}`).toBeCloseTo(near.trainError, 7);
        expect(limit.totalLearnability).toBeLessThan(Math.min(samples, 12) + 1e-9);
      }
  });

  it('never errs less than the noise, nor more on the training set than on the test set', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        for (const one of [problem, fromPool(problem, 2000)]) {
          const { testError, trainError, overfitting } = eigenlearning(one);
          expect(testError).toBeGreaterThanOrEqual(problem.noise * (1 - 1e-12));
          expect(trainError).toBeLessThanOrEqual(testError * (1 + 1e-12));
          expect(overfitting).toBeGreaterThanOrEqual(1 - 1e-12);
        }
      }),
    );
  });

  it('gives the mean square of the labels where nothing can be learned from a pool', () => {
    const nothing = {
      eigenvalues: [0],
      multiplicities: [100],
      power: [3],
      samples: 40,
      ridge: 0.5,
      noise: 0.2,
      pool: 100,
    };
    const { testError, trainError, overfitting } = eigenlearning(nothing);
    expect(testError).toBeCloseTo(3.2, 10);
    expect(trainError).toBeCloseTo(3.2, 10);
    expect(overfitting).toBeCloseTo(1, 10);
  });

  it('refuses more samples than the pool has points', () => {
    const problem = { eigenvalues: [1], multiplicities: [10], power: [1], samples: 10, ridge: 1, noise: 0, pool: 10 };
    expect(() => eigenlearning(problem)).toThrow(OutOfRange);
    expect(() => eigenlearning({ ...problem, pool: 20, ridge: -1 })).toThrow(OutOfRange);
  });
});

describe('a finite pool with random eigenvectors', () => {
  // M points, a power law of eigenvalues, and labels with power in every mode; n of the rows are
  // drawn again and again.
  const [M, n, ridge, draws] = [240, 80, 2, 60];
  const lambda = Float64Array.from({ length: M }, (_, k) => (k + 1) ** -1.3);
  const power = Float64Array.from({ length: M }, (_, k) => (k + 1) ** -1.4);
  const problem: Regression = {
    eigenvalues: lambda,
    multiplicities: lambda.map(() => 1),
    power,
    samples: n,
    ridge,
    noise: 0,
    pool: M,
  };
  const times = [3, 30, 300];

  it('has the errors, κ, and errors in time of the theory, a tenth of which its corrections to an infinite pool are', () => {
    const sums = { test: 0, train: 0, kappaHat: 0, overfitting: 0, inTime: [0, 0, 0] };
    for (let draw = 0; draw < draws; draw++) sample(createRandom('pool').stream(draw), sums);
    const theory = eigenlearning(problem);
    const infinite = eigenlearning({ ...problem, pool: undefined });
    expect(Math.abs(theory.testError / infinite.testError - 1)).toBeGreaterThan(0.1);
    expect(sums.test / draws / theory.testError).toBeCloseTo(1, 1);
    expect(Math.abs(sums.test / draws / theory.testError - 1)).toBeLessThan(0.04);
    expect(Math.abs(sums.train / draws / theory.trainError - 1)).toBeLessThan(0.04);
    expect(Math.abs(sums.kappaHat / draws / theory.kappaHat - 1)).toBeLessThan(0.02);
    expect(Math.abs(sums.overfitting / draws / theory.overfitting - 1)).toBeLessThan(0.02);
    errorInTime(problem, times).forEach((error, i) => {
      expect(Math.abs(sums.inTime[i] / draws / error - 1)).toBeLessThan(0.04);
    });
  });

  function sample(
    random: ReturnType<typeof createRandom>,
    sums: { test: number; train: number; kappaHat: number; overfitting: number; inTime: number[] },
  ): void {
    heap.scope(() => {
      // The eigenvectors of a Gaussian matrix are uniform.
      const square = heap.matrix(M, M);
      random.fillNormal(square);
      const vectors = heap.matrix(M, M);
      engine.syrk({ a: square, c: vectors });
      engine.eigh(vectors, { vectors: true });
      const U = Float64Array.from(vectors.values);
      const y = new Float64Array(M);
      const K = new Float64Array(M * M);
      for (let k = 0; k < M; k++) {
        const sign = random.uniform() < 0.5 ? -1 : 1;
        for (let i = 0; i < M; i++) {
          y[i] += sign * Math.sqrt(M * power[k]) * U[k * M + i];
          for (let j = 0; j < M; j++) K[i * M + j] += M * lambda[k] * U[k * M + i] * U[k * M + j];
        }
      }
      // By exchangeability the first n rows are as good as any.
      const inside = Float64Array.from({ length: n * n }, (_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        return K[i * M + j] + (i === j ? ridge : 0);
      });
      const cross = Float64Array.from({ length: (M - n) * n }, (_, at) => K[(n + Math.floor(at / n)) * M + (at % n)]);
      const labels = y.subarray(0, n);
      const flow = trainOnKernel({ kernel: inside, cross, labels, step: 0, samples: n }, [...times, 1e9], engine);
      const error = (f: Float64Array) => f.reduce((sum, value, i) => sum + (value - y[n + i]) ** 2, 0) / (M - n);
      times.forEach((_, i) => {
        sums.inTime[i] += error(flow.test[i]);
      });
      sums.test += error(flow.test[3]);
      const factor = heap.matrixFrom(n, n, inside);
      engine.cholesky(factor);
      const right = heap.matrixFrom(n, 1, y.subarray(0, n));
      engine.solveCholesky(factor, right);
      sums.train += (ridge ** 2 * squares(right)) / n;
      const columns = heap.matrix(n, M - n);
      for (let i = 0; i < n; i++) for (let j = 0; j < M - n; j++) columns.values[i * (M - n) + j] = cross[j * n + i];
      engine.solveCholesky(factor, columns);
      sums.overfitting += 1 + squares(columns) / (M - n);
      engine.invertLower(factor);
      sums.kappaHat += 1 / squares(factor);
    });
  }
});

describe('the test error in time', () => {
  const problem: Regression = {
    eigenvalues: [1, 0.1, 0.01],
    multiplicities: [1, 20, 200],
    power: [0, 1, 0.4],
    samples: 60,
    ridge: 0.3,
    noise: 0.2,
    unlearned: 0.05,
  };

  it('starts at the power of the labels and ends at the ridge’s error', () => {
    const [start, end] = errorInTime(problem, [1e-9, 1e6]);
    expect(start).toBeCloseTo(1.65, 6);
    expect(end / eigenlearning(problem).testError).toBeCloseTo(1, 8);
    const pool = fromPool({ ...problem, unlearned: 0 }, 900);
    const [first, last] = errorInTime(pool, [1e-9, 1e6]);
    expect(first).toBeCloseTo(1.6, 6);
    expect(last / eigenlearning(pool).testError).toBeCloseTo(1, 8);
  });

  it('of training in the middle is one number whether 1 − e^−x is small or not', () => {
    const kernel = Float64Array.from([2, 0, 0, 0]);
    const { train } = trainOnKernel({ kernel, labels: [1, 1], cross: kernel, step: 0, samples: 1 }, [1e-7, 1], engine);
    expect(train[0][0] / 2e-7).toBeCloseTo(1, 6);
    expect(train[1][0]).toBeCloseTo(1 - Math.exp(-2), 14);
    // Gradient descent in ten steps.
    const steps = trainOnKernel({ kernel, labels: [1, 1], cross: kernel, step: 0.1, samples: 1 }, [1], engine);
    expect(steps.train[0][0]).toBeCloseTo(1 - 0.8 ** 10, 14);
    expect(() => trainOnKernel({ kernel, labels: [1, 1], cross: kernel, step: 1, samples: 1 }, [1], engine)).toThrow(
      OutOfRange,
    );
  });
});
