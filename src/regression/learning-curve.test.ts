import { describe, expect, it } from 'vitest';
import type { Engine } from '../numeric/engine.ts';
import { createWasmEngine } from '../numeric/engines/wasm.ts';
import { createRandom, type Random } from '../numeric/random.ts';
import { fitGroups, noSums } from './grouped-moments.ts';
import { errorAt, exponents, seenPopulation } from './learning-curve.ts';
import { centreGram, nestedValidation } from './nested-validation.ts';
import { renormalised, spectrumOfGram } from './training-spectrum.ts';
import { identifyTarget, withTail } from './unseen-modes.ts';

const engine = createWasmEngine();
const random = createRandom('learning curves');

/** Normal inputs of these variances, and labels y = Σ x_k w_k + noise. */
function sample(engine: Engine, stream: Random, n: number, eta: number[], weights: number[], noise: number) {
  return engine.heap.scope(() => {
    const normal = engine.heap.matrix(n, eta.length + 1);
    stream.fillNormal(normal);
    const inputs = new Float64Array(n * eta.length);
    const labels = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      labels[i] = 3 + Math.sqrt(noise) * normal.values[i * (eta.length + 1) + eta.length];
      for (let k = 0; k < eta.length; k++) {
        inputs[i * eta.length + k] = 1 + Math.sqrt(eta[k]) * normal.values[i * (eta.length + 1) + k];
        labels[i] += weights[k] * (inputs[i * eta.length + k] - 1);
      }
    }
    return { inputs, labels };
  });
}

function gramOf(inputs: Float64Array, n: number): Float64Array {
  return engine.heap.scope(() => {
    const gram = engine.heap.matrix(n, n);
    engine.syrk({ a: engine.heap.matrixFrom(n, inputs.length / n, inputs), c: gram });
    return Float64Array.from(gram.values);
  });
}

function spectrumOf(gram: Float64Array, labels: Float64Array) {
  const n = labels.length;
  return engine.heap.scope(() => {
    const centred = engine.heap.matrixFrom(n, n, gram);
    centreGram(centred);
    centred.values.forEach((value, k) => {
      centred.values[k] = value / (n - 1);
    });
    const mean = labels.reduce((a, b) => a + b, 0) / n;
    const targets = engine.heap.matrixFrom(
      n,
      1,
      labels.map((one) => one - mean),
    );
    return spectrumOfGram(centred, targets, engine).spectrum;
  });
}

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

describe('a population, as its training sets show it', () => {
  const eta = Array.from({ length: 60 }, (_, k) => (k + 1) ** -1);
  const weights = eta.map((_, k) => (k % 2 ? -1 : 1) * 0.3);
  const noise = 0.4;

  it('has the Df1, Df2 and unlearned power of its eigenvalues at the κ of every ridge', () => {
    const means = new Map<number, number[]>();
    for (let s = 0; s < 12; s++) {
      const { inputs, labels } = sample(engine, random.stream('seen', s), 240, eta, weights, noise);
      const spectrum = spectrumOf(gramOf(inputs, 240), labels);
      for (const ridge of [0.003, 0.03, 0.3]) {
        const { kappa, df1, df2, unlearned } = renormalised(spectrum, ridge);
        const expected = [
          sum(eta.map((one) => one / (one + kappa))),
          sum(eta.map((one) => (one / (one + kappa)) ** 2)),
          noise + sum(eta.map((one, k) => one * (weights[k] * (kappa / (one + kappa))) ** 2)),
        ];
        const ratios = [df1, df2, unlearned].map((one, i) => one / expected[i]);
        means.set(
          ridge,
          (means.get(ridge) ?? [0, 0, 0]).map((one, i) => one + ratios[i] / 12),
        );
      }
    }
    for (const ratios of means.values()) {
      expect(Math.abs(ratios[0] - 1)).toBeLessThan(0.02);
      expect(Math.abs(ratios[1] - 1)).toBeLessThan(0.03);
      // Of 12 · 240 rows, whose noise has a relative error of √(2/2880).
      expect(Math.abs(ratios[2] - 1)).toBeLessThan(0.09);
    }
  });

  it('has the error of least squares where there is no ridge: σ²(1 + 1/n)(n − 1)/(n − 1 − d)', () => {
    const { inputs, labels } = sample(engine, random.stream('least'), 240, eta, weights, noise);
    const population = seenPopulation(spectrumOf(gramOf(inputs, 240), labels), 1);
    const { error, noise: found } = errorAt(population, 600, 1e-7);
    expect(error / (found * (1 + 1 / 600) * (599 / 539))).toBeCloseTo(1, 3);
    const best = errorAt(population, 600, 'optimal');
    expect(best.error).toBeLessThan(error);
    expect(best.bias + best.variance + best.noise).toBeCloseTo(best.error, 12);
    expect(exponents(population, 3, 30).spectrum).toBeGreaterThan(0.8);
  });

  it('is the same by sums over groups of rows as by the Gram matrix, and its errors those of the rows', () => {
    const { inputs, labels } = sample(engine, random.stream('groups'), 200, eta, weights, noise);
    const groups = [0, 1].map((g) => {
      const sums = { ...noSums(60, 1), rows: 100 };
      for (let i = 100 * g; i < 100 * g + 100; i++) {
        const x = inputs.subarray(60 * i, 60 * i + 60);
        sums.power += labels[i] ** 2;
        sums.labels[0] += labels[i];
        for (let j = 0; j < 60; j++) {
          sums.inputs[j] += x[j];
          sums.overlap[j] += x[j] * labels[i];
          for (let k = 0; k < 60; k++) sums.covariance[60 * j + k] += x[j] * x[k];
        }
      }
      return sums;
    });
    const moments = { features: 60, outputs: 1, groups };
    const whole = fitGroups(moments, [0, 1], engine).spectrum;
    const direct = spectrumOf(gramOf(inputs, 200), labels);
    for (const key of ['kappa', 'df1', 'df2', 'error'] as const)
      expect(renormalised(whole, 0.02)[key] / renormalised(direct, 0.02)[key]).toBeCloseTo(1, 8);
    // Of the first hundred rows on the second: by the folds of a validation that are these.
    const [error] = fitGroups(moments, [0], engine).errorOn([1], [0.02]);
    const order = {
      choose: (n: number) => Int32Array.from({ length: n }, (_, i) => (i % 2) * 100 + Math.floor(i / 2)),
    };
    const nested = nestedValidation(gramOf(inputs, 200), labels, 1, {
      ...{ shares: [1], ridges: [0.02], folds: 2, engine, check: () => {} },
      random: order as unknown as Random,
    });
    const [other] = fitGroups(moments, [1], engine).errorOn([0], [0.02]);
    expect((error + other) / 2 / nested.errors[0][0]).toBeCloseTo(1, 8);
  });
});

it('modes beyond the rows: equal eigenvalues are continued exactly, and errors measured give the noise', () => {
  const [d, noise] = [200, 0.3];
  const logKappa = Float64Array.from({ length: 60 }, (_, i) => Math.log(1.5) + 0.1 * i);
  const kappas = logKappa.map(Math.exp);
  const seen = {
    logKappa,
    df1: kappas.map((k) => d / (1 + k)),
    df2: kappas.map((k) => d / (1 + k) ** 2),
    ...{ unlearned: kappas.map(() => Number.NaN), noise: 0 },
  };
  const shape = withTail(seen, d);
  shape.logKappa.forEach((u, i) => {
    expect(shape.df1[i] / (d / (1 + Math.exp(u)))).toBeCloseTo(1, 10);
    expect(shape.df2[i] / (d / (1 + Math.exp(u)) ** 2)).toBeCloseTo(1, 10);
  });
  const truth = { ...shape, unlearned: shape.logKappa.map((u) => noise + (1 / (1 + Math.exp(-u))) ** 2), noise };
  const rows = [40, 80, 160, 320];
  const errors = rows.map((n) => errorAt(truth, n, 'optimal').error);
  const covariance = rows.map((_, i) => Float64Array.from(rows, (_, j) => (i === j ? 1e-6 : 0)));
  const { ridge } = errorAt(truth, 320, 'optimal');
  const { candidates } = identifyTarget(shape, { rows, errors, covariance, ridge: 'optimal' }, ridge, () => {});
  const forecast = sum(candidates.map(({ population, weight }) => weight * errorAt(population, 2000, 'optimal').error));
  expect(Math.abs(forecast / errorAt(truth, 2000, 'optimal').error - 1)).toBeLessThan(0.05);
});
