import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { OutOfRange } from '../../numeric/errors.ts';
import { createRandom } from '../../numeric/random.ts';
import { erf } from '../../numeric/special.ts';
import { crossMatrix, gramMatrix, meanSquares } from './gram.ts';
import { type DualMoments, erfDual, type KernelSpec, kernelFunction, reluDual } from './kernels.ts';

const { heap, ...engine } = createWasmEngine();
const whole = { heap, ...engine };

const SPECS: KernelSpec[] = [
  { kernel: 'linear' },
  { kernel: 'rbf', bandwidth: 0.8 },
  { kernel: 'laplace', bandwidth: 1.2 },
  { kernel: 'nngp', activation: 'relu', depth: 2, weightVariance: 1.7, biasVariance: 0.1 },
  { kernel: 'ntk', activation: 'relu', depth: 3, weightVariance: 2, biasVariance: 0 },
  { kernel: 'ntk', activation: 'erf', depth: 2, weightVariance: 1.3, biasVariance: 0.2 },
];

describe('dual activations', () => {
  it('are the Gaussian averages they stand for', () => {
    const random = createRandom('duals');
    const count = 400_000;
    const draws = heap.scope(() => {
      const matrix = heap.matrix(count, 2);
      random.fillNormal(matrix);
      return Float64Array.from(matrix.values);
    });
    for (const [k11, k12, k22] of [
      [1, 0.3, 1],
      [2, -0.9, 0.7],
      [0.5, 0.69, 1],
    ]) {
      const out: DualMoments = { value: 0, derivative: 0 };
      const slope = k12 / Math.sqrt(k11);
      const rest = Math.sqrt(k22 - slope ** 2);
      const mean = (f: (u: number, v: number) => number) => {
        let sum = 0;
        for (let i = 0; i < count; i++)
          sum += f(Math.sqrt(k11) * draws[2 * i], slope * draws[2 * i] + rest * draws[2 * i + 1]);
        return sum / count;
      };
      reluDual(k11, k12, k22, out);
      expect(out.value).toBeCloseTo(
        mean((u, v) => Math.max(u, 0) * Math.max(v, 0)),
        2,
      );
      expect(out.derivative).toBeCloseTo(
        mean((u, v) => (u > 0 && v > 0 ? 1 : 0)),
        2,
      );
      erfDual(k11, k12, k22, out);
      expect(out.value).toBeCloseTo(
        mean((u, v) => erf(u) * erf(v)),
        2,
      );
      expect(out.derivative).toBeCloseTo(
        mean((u, v) => (4 / Math.PI) * Math.exp(-u * u - v * v)),
        2,
      );
    }
  });
});

describe('kernels', () => {
  it('of a bias-free relu network of any depth keep K(x, x) at weight variance 2, and Θ(x, x) = (L + 1) K', () => {
    for (const depth of [1, 2, 7]) {
      const network = { activation: 'relu' as const, depth, weightVariance: 2, biasVariance: 0 };
      expect(kernelFunction({ kernel: 'nngp', ...network })(0.7, 0.7, 0.7)).toBeCloseTo(1.4, 12);
      expect(kernelFunction({ kernel: 'ntk', ...network })(0.7, 0.7, 0.7)).toBeCloseTo((depth + 1) * 1.4, 12);
    }
  });

  it.each(SPECS.map((spec) => [JSON.stringify(spec), spec] as const))(
    '%s: symmetric, positive on the diagonal, and Cauchy and Schwarz hold',
    (_, spec) => {
      const kernel = kernelFunction(spec);
      fc.assert(
        fc.property(
          fc.double({ min: 0.05, max: 4, noNaN: true }),
          fc.double({ min: 0.05, max: 4, noNaN: true }),
          fc.double({ min: -1, max: 1, noNaN: true }),
          (p, p2, t) => {
            const q = t * Math.sqrt(p * p2);
            const value = kernel(q, p, p2);
            expect(Math.abs(value - kernel(q, p2, p))).toBeLessThan(1e-12);
            // For parallel inputs the angle rounds to √ε.
            expect(value ** 2).toBeLessThanOrEqual(kernel(p, p, p) * kernel(p2, p2, p2) * (1 + 1e-7));
          },
        ),
        { numRuns: 50 },
      );
    },
  );

  it('refuse what is no kernel', () => {
    expect(() => kernelFunction({ kernel: 'rbf', bandwidth: 0 })).toThrow(OutOfRange);
    expect(() =>
      kernelFunction({ kernel: 'ntk', activation: 'relu', depth: 0, weightVariance: 2, biasVariance: 0 }),
    ).toThrow(OutOfRange);
  });
});

describe('Gram matrices', () => {
  it.each(SPECS.map((spec) => [JSON.stringify(spec), spec] as const))(
    '%s: agree with the kernel entry by entry',
    (_, spec) => {
      const kernel = kernelFunction(spec);
      heap.scope(() => {
        const points = heap.matrix(23, 5);
        createRandom('gram').fillNormal(points);
        const gram = heap.matrix(23, 23);
        gramMatrix(spec, points, gram, whole);
        const cross = heap.matrix(4, 19);
        crossMatrix(spec, points.head(4), points.tail(4), cross, whole);
        const dot = (i: number, j: number) => {
          let sum = 0;
          for (let k = 0; k < 5; k++) sum += points.values[i * 5 + k] * points.values[j * 5 + k];
          return sum / 5;
        };
        for (let i = 0; i < 23; i++)
          for (let j = 0; j < 23; j++) {
            const expected =
              i === j ? kernel(dot(i, i), dot(i, i), dot(i, i)) : kernel(dot(i, j), dot(i, i), dot(j, j));
            // Next to the diagonal's cusp a distance rounds to √ε.
            expect(Math.abs(gram.values[i * 23 + j] - expected)).toBeLessThan(1e-7);
            if (i < 4 && j >= 4) expect(Math.abs(cross.values[i * 19 + j - 4] - expected)).toBeLessThan(1e-12);
          }
      });
    },
  );

  it.each(SPECS.map((spec) => [JSON.stringify(spec), spec] as const))(
    '%s: give the bits of the kernel of their inner products, also of parallel, opposite and zero points',
    (_, spec) => {
      const kernel = kernelFunction(spec);
      for (const n of [1, 2, 7, 8, 9, 16, 33])
        heap.scope(() => {
          const points = heap.matrix(n, 3);
          const { values } = points;
          createRandom('bits').fillNormal(points);
          // In units of 1/1024, so that inner products are exact, and parallel points exactly so.
          for (let k = 0; k < values.length; k++) values[k] = Math.round(1024 * values[k]) / 1024;
          if (n > 7)
            for (let k = 0; k < 3; k++) [values[3 + k], values[6 + k], values[9 + k]] = [2 * values[k], -values[k], 0];
          const q = heap.matrix(n, n);
          const p = meanSquares(points);
          const gram = heap.matrix(n, n);
          gramMatrix({ kernel: 'linear' }, points, q, whole);
          gramMatrix(spec, points, gram, whole);
          for (let i = 0; i < n; i++)
            for (let j = 0; j < n; j++) {
              const expected = i === j ? kernel(p[i], p[i], p[i]) : kernel(q.values[i * n + j], p[i], p[j]);
              expect(gram.values[i * n + j], `${i}, ${j}`).toBe(expected);
            }
          if (n < 7) return;
          const [few, rest] = [points.head(3), points.tail(3)];
          const crossed = heap.matrix(3, n - 3);
          crossMatrix({ kernel: 'linear' }, few, rest, crossed, whole);
          const inner = Float64Array.from(crossed.values);
          crossMatrix(spec, few, rest, crossed, whole);
          inner.forEach((value, at) => {
            const [i, j] = [Math.floor(at / (n - 3)), 3 + (at % (n - 3))];
            expect(crossed.values[at], `${i}, ${j}`).toBe(kernel(value, p[i], p[j]));
          });
        });
    },
  );
});
