import { describe, expect, it } from 'vitest';
import type { Engine } from '../numeric/engine.ts';
import { createOpenblasEngine } from '../numeric/engines/openblas.ts';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import type { Matrix } from '../numeric/heap.ts';
import { createRandom } from '../numeric/random.ts';
import { IllConditioned } from './ill-conditioned.ts';
import { fitRidge } from './ridge-fit.ts';

const engines = [createWasmEngine(), await createOpenblasEngine()].filter((engine) => engine !== undefined);
const random = createRandom('ridge fits');

describe.each(engines.map((engine) => [engine.name, engine] as const))('ridge fits on %s', (_, engine) => {
  it.each([
    { samples: 12, modes: 30, ridge: 0.3, form: 'dual' },
    { samples: 30, modes: 12, ridge: 0.3, form: 'primal' },
    { samples: 20, modes: 20, ridge: 1e-3, form: 'dual' },
    { samples: 12, modes: 30, ridge: 0, form: 'dual' },
    { samples: 30, modes: 12, ridge: 0, form: 'primal' },
    { samples: 1, modes: 1, ridge: 0.5, form: 'dual' },
  ])('solve the normal equations: $samples × $modes at $ridge', ({ samples, modes, ridge, form }) => {
    engine.heap.scope(() => {
      const [inputs, labels] = problem(engine, samples, modes);
      const given = engine.heap.matrixFrom(samples, 2, labels.values);
      const fit = fitRidge({ inputs, labels, ridge }, engine);
      expect(fit.form).toBe(form);
      const residual = residualOf(engine, inputs, fit.coefficients, given);
      // Xᵀ(Y − XW)/P = λW, to round-off.
      const gradient = engine.heap.matrix(modes, 2);
      engine.gemm({ a: inputs, transposeA: true, b: residual, c: gradient, alpha: 1 / samples });
      fit.coefficients.values.forEach((value, i) => {
        expect(gradient.values[i]).toBeCloseTo(ridge * value, 10);
      });
      // What is left in the labels is what the form says.
      const factor = form === 'dual' ? ridge : 1;
      labels.values.forEach((value, i) => {
        expect(factor * value).toBeCloseTo(residual.values[i], 10);
      });
    });
  });

  it('give the trace of the inverse Gram matrix', () => {
    for (const [samples, modes] of [
      [7, 11],
      [11, 7],
    ])
      engine.heap.scope(() => {
        const [inputs, labels] = problem(engine, samples, modes);
        const size = Math.min(samples, modes);
        const gram = engine.heap.matrix(size, size);
        engine.syrk({ a: inputs, transpose: samples > modes, c: gram, alpha: 1 / samples });
        const expected = engine.eigh(gram).reduce((sum, value) => sum + 1 / (value + 0.1), 0);
        expect(fitRidge({ inputs, labels, ridge: 0.1 }, engine).traceOfInverse / expected).toBeCloseTo(1, 11);
      });
  });

  it.each([
    [9, 14],
    [14, 9],
  ])('find the solution of least norm where the rank is below both sizes: %d × %d', (samples, modes) => {
    engine.heap.scope(() => {
      const rank = 4;
      const [inputs, labels] = problem(engine, samples, modes, rank);
      const nearly = engine.heap.matrixFrom(samples, 2, labels.values);
      const least = fitRidge({ inputs, labels, ridge: 0, rank }, engine);
      expect(least.form).toBe('range');
      // The limit of a vanishing ridge.
      const limit = fitRidge({ inputs, labels: nearly, ridge: 1e-8 }, engine);
      least.coefficients.values.forEach((value, i) => {
        expect(value).toBeCloseTo(limit.coefficients.values[i], 5);
      });
    });
  });

  it('refuse what is singular in double precision, and free what they took', () => {
    const used = engine.heap.used;
    engine.heap.scope(() => {
      const [inputs, labels] = problem(engine, 9, 14, 4);
      expect(() => fitRidge({ inputs, labels, ridge: 0 }, engine)).toThrow(IllConditioned);
      expect(() => fitRidge({ inputs, labels, ridge: 0, rank: 6 }, engine)).toThrow(/singular in double precision/);
      expect(() => fitRidge({ inputs, labels, ridge: -50 }, engine)).toThrow(/below 50: the ridge -50 is too negative/);
      const words = { matrix: 'the Gram matrix of the test', advice: 'another one' };
      expect(() => fitRidge({ inputs, labels, ridge: 0, words }, engine)).toThrow(
        'the Gram matrix of the test is singular in double precision at ridge 0: use another one',
      );
    });
    expect(engine.heap.used).toBe(used);
  });
});

/** Normal inputs, of a lower rank where asked for, and two columns of labels. */
function problem(engine: Engine, samples: number, modes: number, rank?: number): [Matrix, Matrix] {
  const { heap } = engine;
  const [inputs, labels] = [heap.matrix(samples, modes), heap.matrix(samples, 2)];
  random.fillNormal(labels);
  if (rank === undefined) random.fillNormal(inputs);
  else {
    const [left, right] = [heap.matrix(samples, rank), heap.matrix(rank, modes)];
    random.fillNormal(left);
    random.fillNormal(right);
    engine.gemm({ a: left, b: right, c: inputs });
  }
  return [inputs, labels];
}

function residualOf(engine: Engine, inputs: Matrix, coefficients: Matrix, labels: Matrix): Matrix {
  const residual = engine.heap.matrixFrom(labels.rows, labels.columns, labels.values);
  engine.gemm({ a: inputs, b: coefficients, c: residual, alpha: -1, beta: 1 });
  return residual;
}
