import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWasmEngine } from '../../../numeric/engines/wasm.ts';
import { NoConvergence, OutOfRange } from '../../../numeric/errors.ts';
import { createRandom } from '../../../numeric/random.ts';
import { solveLinear } from '../../../numeric/small-systems.ts';
import { describeReferenceCases } from '../../shared/reference-cases.testing.ts';
import { parameters } from '../parameters.ts';
import { prepare } from '../problem.ts';
import { evaluators } from '../reference.ts';
import { greedyStart } from './greedy.ts';
import {
  diagonalLimit,
  hyperbolicLimit,
  hyperbolicPotential,
  leastNorm,
  productStart,
  smallComponents,
} from './interpolators.ts';
import { productTrace, scalarDescent, scalarDrift } from './label-noise.ts';
import { excessExponent, leastL1 } from './sparse.ts';

describeReferenceCases(evaluators, 'bias-and-depth.json');

const X = [
  [0.03, 1.36, 1.22, -0.51, -0.3, -0.53],
  [0.57, -0.06, 0.75, -1.85, 1.57, -0.1],
  [0.68, -0.14, -0.38, 0.46, 0.82, -0.2],
];
const equations = { X, y: [-0.183, 0.368, 0.788] };
const norm1 = (beta: ArrayLike<number>) => Array.from(beta).reduce((sum, one) => sum + Math.abs(one), 0);
const outputs = (beta: ArrayLike<number>) => X.map((row) => row.reduce((sum, one, i) => sum + one * beta[i], 0));

/** Gradient flow of u, v on ½|Xβ − y|² by the midpoint rule, until nothing is left to learn. */
function flow(u: number[], v: number[], slopes: (u: number, v: number) => { beta: number; du: number; dv: number }) {
  const h = 4e-3;
  const rates = (a: number[], b: number[]) => {
    const parts = a.map((one, i) => slopes(one, b[i]));
    const residual = outputs(parts.map(({ beta }) => beta)).map((one, k) => one - equations.y[k]);
    const g = a.map((_, i) => X.reduce((sum, row, k) => sum + row[i] * residual[k], 0));
    return { du: parts.map(({ du }, i) => -du * g[i]), dv: parts.map(({ dv }, i) => -dv * g[i]) };
  };
  for (let k = 0; k < 25_000; k++) {
    const half = rates(u, v);
    const middle = rates(
      u.map((one, i) => one + (h / 2) * half.du[i]),
      v.map((one, i) => one + (h / 2) * half.dv[i]),
    );
    u = u.map((one, i) => one + h * middle.du[i]);
    v = v.map((one, i) => one + h * middle.dv[i]);
  }
  return u.map((one, i) => slopes(one, v[i]).beta);
}

describe('the limit of a diagonal network', () => {
  it.each([2, 3, 4])('of depth %d is where the flow of its weights ends', (D) => {
    const start = X[0].map(() => 0.4);
    const end = flow(start, start, (u, v) => ({ beta: u ** D - v ** D, du: D * u ** (D - 1), dv: -D * v ** (D - 1) }));
    diagonalLimit(equations, D, 0.4).beta.forEach((one, i) => {
      expect(one).toBeCloseTo(end[i], 5);
    });
  });

  it('of a product from any start is where its flow ends, of either sign of δ', () => {
    const [u, v] = [
      [0.7, 0.2, -0.6, 0.5, 0.3, 0.9],
      [0.2, 0.7, 0.3, -0.35, 0.5, 0.1],
    ];
    const end = flow(u, v, (a, b) => ({ beta: a * b, du: b, dv: a }));
    const { alpha2, origins, delta } = productStart(u, v);
    expect(delta[1]).toBeLessThan(0);
    hyperbolicLimit(equations, alpha2, origins).beta.forEach((one, i) => {
      expect(one).toBeCloseTo(end[i], 5);
    });
  });

  it('has the least potential of all solutions', () => {
    const { beta } = diagonalLimit(equations, 2, 0.3);
    const least = hyperbolicPotential(beta, 0.3);
    for (const other of [leastNorm(equations).beta, leastL1(equations).beta]) {
      outputs(other).forEach((one, k) => {
        expect(one).toBeCloseTo(equations.y[k], 11);
      });
      expect(hyperbolicPotential(other, 0.3)).toBeGreaterThan(least);
    }
  });

  it('comes to the least ℓ1 norm as a power of α that the certificate knows', () => {
    const sparse = leastL1(equations);
    // |β|₁ − min|β|₁ without the digits that cancel: Σ|β_i|(1 − sgn β_i X_iᵀν) off the support.
    const excess = (alpha: number, D: number) =>
      diagonalLimit(equations, D, alpha).beta.reduce((sum, one, i) => {
        const field = X.reduce((inner, row, k) => inner + row[i] * sparse.certificate[k], 0);
        return sparse.beta[i] === 0 ? sum + Math.abs(one) * (1 - Math.sign(one) * field) : sum;
      }, 0);
    expect(Math.log10(excess(1e-8, 2) / excess(1e-9, 2)) / excessExponent(equations, sparse, 2)).toBeCloseTo(1, 1);
    expect(Math.log10(excess(0.1, 4) / excess(0.01, 4)) / excessExponent(equations, sparse, 4)).toBeCloseTo(1, 1);
    const [alpha, small] = [1e-9, smallComponents(equations, sparse.beta, 1e-9)];
    diagonalLimit(equations, 2, alpha).beta.forEach((one, i) => {
      if (sparse.beta[i] === 0) expect(one / small[i]).toBeCloseTo(1, 3);
    });
  });

  it('keeps its digits over twelve decades of α, and is between its limits', () => {
    const [most, least] = [norm1(leastNorm(equations).beta), leastL1(equations).norm];
    fc.assert(
      fc.property(fc.double({ min: -8, max: 4, noNaN: true }), fc.integer({ min: 2, max: 6 }), (exponent, D) => {
        // Deep networks have α^D, which must be a number.
        const { beta, error } = diagonalLimit(equations, D, 10 ** (D > 2 ? exponent / 4 : exponent));
        outputs(beta).forEach((one, k) => {
          expect(one).toBeCloseTo(equations.y[k], 7);
        });
        // Labels that are off by the promised error move the least norm by the sum of the dual's
        // size.
        const slack = 1e-9 + 10 * error;
        expect(norm1(beta)).toBeGreaterThan(least - slack);
        expect(norm1(beta)).toBeLessThan(most + slack);
      }),
      { numRuns: 60 },
    );
    expect(() => diagonalLimit(equations, 6, 1e-3)).toThrow('double precision');
    expect(() => diagonalLimit(equations, 2, 0)).toThrow(OutOfRange);
    expect(() => diagonalLimit(equations, 1.5, 1)).toThrow(OutOfRange);
  });

  it.each([
    [4, 0.003],
    [6, 0.1],
    [8, 0.1],
    [8, 0.05],
  ])('of depth %d from α = %d is found, though its slopes differ by many decades', (depth, scale) => {
    for (const task of [1, 2, 3]) {
      const { X, y } = prepare(parameters.parse({ depth, scale, task }), { engine: createWasmEngine() });
      const { beta } = diagonalLimit({ X, y }, depth, scale);
      X.forEach((row, k) => {
        expect(row.reduce((sum, one, i) => sum + one * beta[i], 0)).toBeCloseTo(y[k], 7);
      });
      // To order α^D, and a linear program tells the rest.
      const excess = norm1(beta) - leastL1({ X, y }).norm;
      expect(excess).toBeGreaterThan(-1e-7);
      expect(excess).toBeLessThan(1e-7 + 300 * scale ** depth);
    }
  });
});

describe('label noise', () => {
  it('drifts f = uv as it is said to', () => {
    const [step, sigma, s, steps, chains] = [0.05, 0.4, 1, 1500, 60];
    const random = createRandom('label noise');
    let sum = 0;
    for (let c = 0; c < chains; c++) {
      // On the minimum, with δ = 3.
      let u = Math.sqrt((3 + Math.hypot(3, 2 * s)) / 2);
      let v = s / u;
      for (let k = 0; k < steps; k++) {
        const e = u * v - s + (random.uniform() < 0.5 ? sigma : -sigma);
        [u, v] = [u - step * e * v, v - step * e * u];
      }
      sum += Math.log(Math.abs(u * u - v * v)) / chains;
    }
    expect(sum).toBeCloseTo(scalarDrift({ step, sigma }, s, 3, [steps])[0], 2);
    expect(() => scalarDrift({ step: 1, sigma }, s, 3, [1])).toThrow(OutOfRange);
  });

  it('leaves asinh(β/2α²) in the row space but for an odd sum, where α² shrinks by 1 − 4η²g² a step', () => {
    const [step, alpha] = [0.02, 0.4];
    const random = createRandom('row space');
    const [u, v] = [new Float64Array(6).fill(alpha), new Float64Array(6).fill(alpha)];
    const [alpha2, odd] = [new Float64Array(6).fill(alpha ** 2), new Float64Array(6)];
    for (let s = 0; s < 4000; s++) {
      const k = Math.floor(3 * random.uniform());
      const beta = u.map((one, i) => one * one - v[i] * v[i]);
      const residual = outputs(beta)[k] - equations.y[k] + (random.uniform() < 0.5 ? 0.5 : -0.5);
      for (let i = 0; i < 6; i++) {
        const g = residual * X[k][i];
        u[i] -= 2 * step * g * u[i];
        v[i] += 2 * step * g * v[i];
        alpha2[i] *= 1 - 4 * step ** 2 * g ** 2;
        odd[i] += 2 * (Math.atanh(2 * step * g) - 2 * step * g);
      }
    }
    const z = u.map((one, i) => Math.asinh((one * one - v[i] * v[i]) / (2 * alpha2[i])) + odd[i]);
    // Xᵀℓ = z in the least-squares sense.
    const gram = X.map((a) => X.map((b) => a.reduce((sum, one, i) => sum + one * b[i], 0)));
    const dual = solveLinear(gram, outputs(z));
    z.forEach((one, i) => {
      expect(X.reduce((sum, row, k) => sum + row[i] * dual[k], 0)).toBeCloseTo(one, 9);
    });
    // Without the odd sum it is not so.
    expect(Math.hypot(...odd)).toBeGreaterThan(1e-4);
  });

  it('ends where trace and weighted ℓ1 norm are least', () => {
    const alpha2 = new Float64Array(6).fill(1e-14);
    const { beta } = hyperbolicLimit(equations, alpha2);
    const powers = X[0].map((_, i) => X.reduce((sum, row) => sum + row[i] ** 2 / 3, 0));
    const weighted = beta.reduce((sum, one, i) => sum + 2 * powers[i] * Math.abs(one), 0);
    expect(productTrace(equations, beta, alpha2)).toBeCloseTo(weighted, 10);
  });
});

it('large steps on uv end flatter than the flow, and flatter than two over the step', () => {
  for (const [u, v, step] of [
    [3, 0.4, 0.35],
    [2.5, 0.1, 0.4],
    [2, 0.2, 0.1],
  ]) {
    let [a, b] = [u, v];
    for (let k = 0; k < 20_000; k++) [a, b] = [a - step * (a * b - 1) * b, b - step * (a * b - 1) * a];
    const { sharpness, flow: kept } = scalarDescent({ u, v, s: 1, step });
    expect(sharpness / (a * a + b * b)).toBeCloseTo(1, 9);
    expect(sharpness).toBeLessThan(Math.min(kept, 2 / step));
    expect(sharpness).toBeGreaterThanOrEqual(2);
  }
  expect(() => scalarDescent({ u: 3, v: 0.4, s: 1, step: 2 })).toThrow(NoConvergence);
});

it('descent on matrices escapes from a small start when it is said to, along one direction', () => {
  const random = createRandom('greedy');
  const [d, m] = [3, 5];
  const draw = () => 2 * random.uniform() - 1;
  const A = Array.from({ length: m }, () => {
    const rows = Array.from({ length: d }, () => Array.from({ length: d }, draw));
    return rows.map((row, i) => row.map((one, j) => one + rows[j][i]));
  });
  const y = Array.from({ length: m }, () => 2 * draw());
  const U0 = Array.from({ length: d }, () => Array.from({ length: d }, draw));
  const [epsilon, step, threshold] = [1e-5, 0.002, 1e-3];
  const { escapeStep, direction } = greedyStart({ A, y, U0, epsilon, step }, threshold, createWasmEngine());
  let U = U0.map((row) => row.map((one) => epsilon * one));
  for (let k = 0; k < Math.round(escapeStep); k++) {
    const P = U.map((a) => U.map((b) => a.reduce((sum, one, c) => sum + one * b[c], 0)));
    const pulls = A.map(
      (rows, n) => rows.reduce((s, row, i) => s + row.reduce((t, one, j) => t + one * P[i][j], 0), 0) - y[n],
    );
    const M = P.map((row, i) => row.map((_, j) => A.reduce((sum, rows, n) => sum + (pulls[n] * rows[i][j]) / m, 0)));
    U = U.map((row, i) => row.map((one, c) => one - 2 * step * M[i].reduce((sum, each, j) => sum + each * U[j][c], 0)));
  }
  const along = U[0].map((_, c) => U.reduce((sum, row, i) => sum + row[c] * direction[i], 0));
  const grown = along.reduce((sum, one) => sum + one * one, 0);
  const all = U.flat().reduce((sum, one) => sum + one * one, 0);
  expect(Math.log(grown / threshold)).toBeCloseTo(0, 1);
  expect(grown / all).toBeCloseTo(1, 2);
});
