import { describe, expect, test } from 'vitest';
import type { Engine } from '../numeric/engine.ts';
import { engines, withEigenvalues } from '../numeric/engines/engines.testing.ts';
import { NoConvergence, OutOfRange } from '../numeric/errors.ts';
import type { Dtype } from '../numeric/heap.ts';
import { createRandom } from '../numeric/random.ts';
import { dense, hessian, preconditioned, type SymmetricOperator } from './curvature.ts';
import { fullyConnected } from './fully-connected.ts';
import { extremeEigenpairs, sharpness, spectralDensity, trace } from './lanczos.ts';
import { Network, type Objective } from './network.ts';
import { adam, gradientDescent } from './optimisers.ts';

const random = createRandom('lanczos tests');

describe.each(engines)('%s', (_, engine) => {
  const { heap } = engine;

  test.each([
    [[4, 6, 1], 'tanh'],
    [[5, 9, 7, 2], 'gelu'],
    [[6, 15, 15, 3], 'erf'],
    [[8, 18, 13, 5], 'tanh'],
    [[3, 12, 2], 'relu'],
  ] as const)(
    'the extreme Hessian eigenvalues of a %j %s network are those of the dense matrix',
    (sizes, activation) => {
      heap.scope(() => {
        const objective = problem(engine, sizes, activation);
        const operator = hessian(objective);
        const { size } = operator;
        expect(size).toBeLessThanOrEqual(500);
        const matrix = dense(operator);
        for (let i = 0; i < size; i++)
          for (let j = 0; j < i; j++) expect(Math.abs(matrix[i * size + j] - matrix[j * size + i])).toBeLessThan(1e-12);
        const exact = engine.eigh(heap.matrixFrom(size, size, matrix));
        const most = Math.max(exact[size - 1], -exact[0]);
        for (const which of ['largest', 'smallest'] as const) {
          const found = extremeEigenpairs(operator, { count: 4, which, random });
          found.values.forEach((value, i) => {
            const wanted = which === 'largest' ? exact[size - 1 - i] : exact[i];
            expect(Math.abs(value - wanted) / most).toBeLessThan(1e-8);
            expect(found.residuals[i] / most).toBeLessThan(1e-8);
          });
        }
      });
    },
  );

  test('eigenvectors are unit, orthogonal, and eigenvectors; restarts happen', () => {
    heap.scope(() => {
      const values = Array.from({ length: 120 }, (_, i) => 1 + i / 120);
      const operator = matrixOperator(engine, withEigenvalues(values), 120);
      const { vectors, products, values: found, residuals } = extremeEigenpairs(operator, { count: 3, random });
      expect(products).toBeGreaterThan(36);
      expect(Array.from(found)).toEqual([0, 1, 2].map((i) => expect.closeTo(values[119 - i], 10)));
      for (let i = 0; i < 3; i++) {
        expect(residuals[i]).toBeLessThan(1e-8);
        for (let j = 0; j <= i; j++) {
          const overlap = row(vectors, i, 120).reduce((sum, x, k) => sum + x * vectors[j * 120 + k], 0);
          expect(overlap).toBeCloseTo(i === j ? 1 : 0, 7);
        }
      }
    });
  });

  test('a zero matrix, a multiple of the identity, one of rank one', () => {
    heap.scope(() => {
      const top = (entries: Float64Array, n: number, count = 1) =>
        Array.from(extremeEigenpairs(matrixOperator(engine, entries, n), { count, random }).values);
      expect(top(new Float64Array(49), 7, 3)).toEqual([0, 0, 0].map((x) => expect.closeTo(x, 12)));
      expect(top(diagonal([2, 2, 2, 2]), 4, 4)).toEqual([2, 2, 2, 2].map((x) => expect.closeTo(x, 12)));
      expect(top(diagonal([0, 0, 0, 5, 0]), 5, 2)).toEqual([5, 0].map((x) => expect.closeTo(x, 12)));
      expect(top(diagonal([-3]), 1)).toEqual([expect.closeTo(-3, 12)]);
    });
  });

  test('float32 finds the top eigenvalue to its accuracy', () => {
    heap.scope(() => {
      const top = (dtype: Dtype) => {
        const objective = problem(engine, [5, 9, 7, 2], 'tanh', dtype);
        return extremeEigenpairs(hessian(objective), { random }).values[0];
      };
      expect(Math.abs(top('f32') / top('f64') - 1)).toBeLessThan(1e-5);
    });
  });

  test('the preconditioned Hessian has the eigenvalues of P⁻¹H', () => {
    heap.scope(() => {
      const objective = problem(engine, [4, 6, 1], 'tanh');
      const { network } = objective;
      const optimiser = adam(network);
      objective.gradient();
      optimiser.step(0.01);
      const p = heap.matrix(network.model.size, 1);
      optimiser.preconditioner(p);
      const operator = hessian(objective);
      const found = extremeEigenpairs(preconditioned(operator, p), { random });
      // P⁻¹H x = λ x for x = P^(−½) times the eigenvector.
      const [x, y] = [heap.matrix(operator.size, 1), heap.matrix(operator.size, 1)];
      for (let i = 0; i < operator.size; i++) x.values[i] = found.vectors[i] / Math.sqrt(p.values[i]);
      operator.apply(x, y);
      const apart = Math.max(
        ...Array.from(y.values, (hx, i) => Math.abs(hx / Math.sqrt(p.values[i]) - found.values[0] * found.vectors[i])),
      );
      expect(apart / found.values[0]).toBeLessThan(1e-8);
      gradientDescent(network).preconditioner(p);
      expect(extremeEigenpairs(preconditioned(operator, p), { random }).values[0]).toBeCloseTo(
        extremeEigenpairs(operator, { random }).values[0],
        9,
      );
    });
  });

  test('moments of the density, and the trace, are those of the dense matrix', () => {
    heap.scope(() => {
      const operator = hessian(problem(engine, [5, 9, 7, 2], 'erf'));
      const { size } = operator;
      const matrix = dense(operator);
      const exactTrace = Array.from({ length: size }, (_, i) => matrix[i * (size + 1)]).reduce((s, x) => s + x, 0);
      const square = matrix.reduce((sum, x) => sum + x * x, 0);

      const { nodes, weights, at } = spectralDensity(operator, { steps: 25, starts: 200, random });
      const moment = (power: number) => weights.reduce((sum, w, i) => sum + w * nodes[i] ** power, 0);
      expect(moment(0)).toBeCloseTo(1, 10);
      // Each start's quadrature is exact for these; what is left is the spread over 200 starts.
      expect(Math.abs(moment(2) / (square / size) - 1)).toBeLessThan(0.15);
      const grid = Array.from({ length: 2001 }, (_, i) => -10 + 0.02 * i);
      expect(at(grid, 0.1).reduce((sum, y) => sum + 0.02 * y, 0)).toBeCloseTo(1, 6);

      const estimate = trace(operator, { samples: 400, random });
      expect(Math.abs(estimate.mean - exactTrace)).toBeLessThan(4 * estimate.standardError);
      expect(estimate.standardError).toBeLessThan(0.2 * Math.abs(exactTrace));
    });
  });

  test('one start gives its own moments exactly', () => {
    heap.scope(() => {
      const operator = matrixOperator(engine, diagonal([1, 2, 4, 8, 16, 32]), 6);
      // The first moment of a start v is vᵀAv, whatever the number of steps.
      const first = (steps: number) => {
        const { nodes, weights } = spectralDensity(operator, { steps, starts: 1, random });
        return weights.reduce((sum, w, i) => sum + w * nodes[i], 0);
      };
      expect(first(2)).toBeCloseTo(first(6), 10);
    });
  });

  test('sharpness along a run at the edge of stability is that of the dense matrix', () => {
    heap.scope(() => {
      const objective = problem(engine, [4, 10, 10, 2], 'tanh');
      const measure = sharpness(objective, random);
      const optimiser = gradientDescent(objective.network);
      const rate = 0.3;
      let hovers = 0;
      for (let step = 0; step <= 400; step++) {
        if (step % 8 === 0) {
          const [top] = densely(objective).values;
          expect(Math.abs(measure() / top - 1)).toBeLessThan(1e-8);
          if (Math.abs((rate * top) / 2 - 1) < 0.1) hovers++;
        }
        objective.gradient();
        optimiser.step(rate);
      }
      expect(hovers).toBeGreaterThan(10);
    });
  });

  /**
   * A linear network that learns each direction by itself, so that its eigenvalues cross and do not
   * repel. Close to where the largest two change places, at any distance, the larger one is found.
   */
  test('sharpness through crossings of the largest two eigenvalues is that of the dense matrix', () => {
    heap.scope(() => {
      const [inputs, hidden] = [6, 12];
      const model = fullyConnected({ sizes: [inputs, hidden, inputs], activation: 'linear', biases: false });
      const network = new Network(engine, model);
      const [first, second] = network.parameters.map(({ value }) => value.values);
      const [x, y] = [heap.matrix(inputs, inputs), heap.matrix(inputs, inputs)];
      const directions = [
        { variance: 1, target: 1, start: 0.5 },
        { variance: 1.2, target: 1.5, start: 0.02 },
        { variance: 0.9, target: 0.3, start: 0.1 },
      ];
      directions.forEach(({ variance, target, start }, i) => {
        x.values[i * (inputs + 1)] = Math.sqrt(inputs * variance);
        y.values[i * (inputs + 1)] = Math.sqrt(inputs * variance) * target;
        first[i * (inputs + 1)] = second[i * (hidden + 1)] = start;
      });
      const objective = network.objective('squared', x, y);
      const measure = sharpness(objective, random);
      const gaps: number[] = [];
      const check = () => {
        const { values } = densely(objective);
        gaps.push(1 - values[1] / values[0]);
        expect(Math.abs(measure() / values[0] - 1)).toBeLessThan(1e-8);
      };
      const theta = network.flat.value.values;
      let crossings = 0;
      for (let step = 0; step < 100; step++) {
        if (step % 5 === 0) check();
        const before = Float64Array.from(theta);
        const from = densely(objective).vector;
        objective.gradient();
        gradientDescent(network).step(0.05);
        const to = densely(objective).vector;
        if (Math.abs(inner(from, to)) > 0.5) continue;
        crossings++;
        const after = Float64Array.from(theta);
        const go = (share: number) => void theta.set(before.map((old, i) => old + share * (after[i] - old)));
        let [low, high] = [0, 1];
        while (high - low > 1e-12) {
          const middle = (low + high) / 2;
          go(middle);
          const here = densely(objective).vector;
          if (Math.abs(inner(here, from)) > Math.abs(inner(here, to))) low = middle;
          else high = middle;
        }
        const shares = Array.from({ length: 23 }, (_, i) => 10 ** (-i / 2));
        for (const share of [
          ...shares.map((s) => low * (1 - s)),
          ...shares.reverse().map((s) => high + (1 - high) * s),
        ]) {
          go(share);
          check();
        }
      }
      expect(crossings).toBeGreaterThan(0);
      expect(gaps.filter((gap) => gap > 1e-9 && gap < 1e-5).length).toBeGreaterThan(10);
    });
  });
});

test('what cannot be is refused', () => {
  const [, engine] = engines[0];
  engine.heap.scope(() => {
    const operator = matrixOperator(engine, withEigenvalues(Array.from({ length: 100 }, (_, i) => i)), 100);
    expect(() => extremeEigenpairs(operator, { count: 101, random })).toThrow(OutOfRange);
    expect(() => extremeEigenpairs(operator, { products: 5, random })).toThrow(NoConvergence);
  });
});

function problem(
  engine: Engine,
  sizes: readonly number[],
  activation: 'tanh' | 'gelu' | 'erf' | 'relu',
  dtype: Dtype = 'f64',
): Objective {
  const { heap } = engine;
  const network = new Network(engine, fullyConnected({ sizes, activation }), dtype);
  const { values } = network.flat.value;
  const source = createRandom('problem').stream('parameters');
  for (let i = 0; i < values.length; i++) values[i] = 2 * source.uniform() - 1;
  const inputs = heap.matrix(20, sizes[0], dtype);
  const targets = heap.matrix(20, sizes[sizes.length - 1], dtype);
  for (const [name, { values }] of Object.entries({ inputs, targets })) {
    const source = createRandom('problem').stream(name);
    for (let i = 0; i < values.length; i++) values[i] = 3 * source.uniform() - 1.5;
  }
  return network.objective('squared', inputs, targets);
}

/**
 * The largest two eigenvalues of the Hessian, and the eigenvector of the first, of the dense
 * matrix.
 */
function densely(objective: Objective): { values: [number, number]; vector: Float64Array } {
  const operator = hessian(objective);
  const { engine, size } = operator;
  return engine.heap.scope(() => {
    const matrix = engine.heap.matrixFrom(size, size, dense(operator));
    const values = engine.eigh(matrix, { vectors: true });
    return {
      values: [values[size - 1], values[size - 2]],
      vector: Float64Array.from(matrix.values.subarray((size - 1) * size)),
    };
  });
}

function inner(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, xi, i) => sum + xi * y[i], 0);
}

function matrixOperator(engine: Engine, entries: Float64Array, n: number): SymmetricOperator {
  const a = engine.heap.matrixFrom(n, n, entries);
  return { engine, size: n, dtype: 'f64', apply: (x, y) => engine.gemm({ a, b: x, c: y }) };
}

function diagonal(values: number[]): Float64Array {
  const n = values.length;
  const entries = new Float64Array(n * n);
  values.forEach((value, i) => {
    entries[i * (n + 1)] = value;
  });
  return entries;
}

function row(matrix: Float64Array, i: number, columns: number): Float64Array {
  return matrix.subarray(i * columns, (i + 1) * columns);
}
