import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../data/dataset.ts';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { parameters } from '../parameters.ts';
import { poolOf } from '../pool.ts';
import { trainOnKernel } from './dynamics.ts';
import { eigenlearning } from './eigenframework.ts';
import { poolEigen, predictPool } from './pool.ts';

const engine = createWasmEngine();
const table = (rows: number[][], name: string): Dataset => ({
  name,
  origin: name,
  sha256: name,
  rows: rows.length,
  columns: rows[0].length,
  values: Float64Array.from(rows.flat()),
});
const pooled = (data: Dataset, kernel: string) =>
  poolOf(parameters.parse({ data, labels: 'number', samples: 5, kernel }), data, engine);

describe('a file as a pool', () => {
  it('is predicted exactly where all rows but one are drawn, which is leave-one-out', () => {
    const M = 40;
    // Points of very different lengths, so that rows are far from alike.
    const rows = Array.from({ length: M }, (_, i) => {
      const [x, y] = [Math.sin(3 * i) * (1 + i / 10), Math.cos(i * i) * (1 + i / 20)];
      return [x, y, Math.sin(x) + 0.3 * y];
    });
    const ridge = 0.3;
    const pool = pooled(table(rows, 'uneven'), 'laplace');
    let sum = 0;
    for (let out = 0; out < M; out++) {
      const kept = Array.from({ length: M }, (_, i) => i).filter((i) => i !== out);
      const { test } = trainOnKernel(
        {
          kernel: Float64Array.from(kept.flatMap((i) => kept.map((j) => pool.gram[i * M + j] + (i === j ? ridge : 0)))),
          labels: kept.map((i) => pool.labels[i]),
          cross: Float64Array.from(kept, (i) => pool.gram[out * M + i]),
          step: 0,
          samples: 1,
        },
        [1e9],
        engine,
      );
      sum += (pool.labels[out] - test[0][0]) ** 2;
    }
    // 1 − γ is what the missing row makes it: the fluctuation (1 − n/M)/(1 − γ) is 1 up to the
    // spread of the rows.
    expect(predictPool(pool, M - 1, ridge, engine).testError / (sum / M)).toBeCloseTo(1, 1);
  });

  it('whose rows are all alike has the eigenframework’s prediction', () => {
    // All corners of a hypercube: every row sees the same of the others.
    const d = 7;
    const rows = Array.from({ length: 2 ** d }, (_, corner) => {
      const x = Array.from({ length: d }, (_, j) => ((corner >> j) % 2 === 0 ? 1 : -1));
      return [...x, x[0] + x[1] * x[2]];
    });
    const pool = pooled(table(rows, 'cube'), 'rbf');
    const { values, labels } = poolEigen({ pool, engine });
    for (const samples of [10, 40, 100]) {
      const here = predictPool(pool, samples, 0.2, engine);
      const theory = eigenlearning({
        eigenvalues: values.map((value) => value / 2 ** d),
        multiplicities: values.map(() => 1),
        power: labels.map((value) => value ** 2 / 2 ** d),
        samples,
        ridge: 0.2,
        noise: 0,
        pool: 2 ** d,
      });
      for (const name of ['testError', 'trainError', 'overfitting', 'kappaHat', 'totalLearnability'] as const)
        expect(here[name] / theory[name], name).toBeCloseTo(1, 9);
      expect(here.kare! / theory.testError).toBeCloseTo(1, 9);
    }
  });

  describe('without a ridge', () => {
    const rows = Array.from({ length: 60 }, (_, i) => {
      const [x, y, z] = [Math.sin(3 * i) * (1 + i / 10), Math.cos(i * i), Math.sin(i * i * i)];
      return [x, y, z, Math.sin(x) + 0.3 * y * z];
    });
    const pool = pooled(table(rows, 'of rank 3'), 'linear');

    it.each([2, 5, 20, 58])('is the limit of small ridges, at %i samples of a rank of 3', (n) => {
      const [limit, near] = [predictPool(pool, n, 0, engine), predictPool(pool, n, 1e-8, engine)];
      for (const name of ['testError', 'kare', 'overfitting', 'totalLearnability'] as const)
        expect(limit[name]! / near[name]!).toBeCloseTo(1, 5);
      expect(limit.totalLearnability).toBeLessThan(Math.min(n, 3) + 1e-9);
      if (n > 3) expect(limit.trainError / near.trainError).toBeCloseTo(1, 5);
      else expect(limit.trainError).toBe(0);
    });

    it('diverges where samples are as many as the rank', () => {
      expect(predictPool(pool, 3, 0, engine)).toMatchObject({ testError: Infinity, totalLearnability: 3 });
    });

    it('counts a row that alone spans a direction as what the others say of it', () => {
      const lonely = pooled(
        table([...rows.map(([x, y, z, t]) => [x, y, z, 0, t]), [0, 0, 0, 5, 1]], 'lonely'),
        'linear',
      );
      const [limit, near] = [predictPool(lonely, 20, 0, engine), predictPool(lonely, 20, 1e-8, engine)];
      expect(limit.testError / near.testError).toBeCloseTo(1, 5);
      expect(limit.totalLearnability / near.totalLearnability).toBeCloseTo(1, 5);
    });

    it('refuses copies of rows, and spectra without a gap above rounding', () => {
      const copies = pooled(table([...rows, ...rows], 'copies'), 'rbf');
      expect(copies.distinct).toBe(60);
      expect(() => predictPool(copies, 20, 0, engine)).toThrow('120 rows but 60 different ones');
      expect(predictPool(copies, 20, 0.1, engine).testError).toBeGreaterThan(0);
      const data = table(rows, 'wide');
      const wide = poolOf(parameters.parse({ data, samples: 5, kernel: 'rbf', bandwidth: 30 }), data, engine);
      expect(() => predictPool(wide, 55, 0, engine)).toThrow('known up to rounding');
      expect(predictPool(wide, 55, 1e-3, engine).error).toBe(1e-6);
    });
  });
});
