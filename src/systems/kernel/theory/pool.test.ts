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
      expect(here.kare / theory.testError).toBeCloseTo(1, 9);
    }
  });
});
