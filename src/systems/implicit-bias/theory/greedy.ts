import type { Engine } from '../../../numeric/engine.ts';
import type { Rows } from '../../../numeric/small-systems.ts';
import { log, log1p, squared } from '../../../numeric/special.ts';
import { eigenvaluesAndVectors } from '../../../numeric/symmetric.ts';

/** UUᵀ (d × d) measured by m symmetric matrices, L = (1/2m) Σ(⟨A_k, UUᵀ⟩ − y_k)², from U = ε U₀. */
export interface Sensing {
  A: readonly Rows[];
  y: ArrayLike<number>;
  U0: Rows;
  epsilon: number;
  step: number;
}

/**
 * The first stage from a small start: of M = (1/m) Σ y_k A_k only the top eigenvector v₁ grows, its
 * part of UUᵀ as ε²|U₀ᵀv₁|²(1 + 2ηλ₁)^(2k) (Li, Luo & Lyu 2020, 2012.09839; checked against descent
 * in the tests). `rate` is its rate in time ηk at small steps, 4λ₁; `escapeStep` the number of
 * steps until that part is `threshold`.
 */
export function greedyStart({ A, y, U0, epsilon, step }: Sensing, threshold: number, engine: Engine) {
  const d = U0.length;
  const mean = new Float64Array(d * d);
  A.forEach((matrix, k) => {
    for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) mean[i * d + j] += (y[k] * matrix[i][j]) / A.length;
  });
  const { values, vectors } = eigenvaluesAndVectors(mean, d, engine);
  const [rate, top] = [values[d - 1], vectors.subarray((d - 1) * d)];
  let start = 0;
  for (let c = 0; c < d; c++) start += squared(U0.reduce((sum, row, i) => sum + row[c] * top[i], 0));
  const grown = threshold / (epsilon * epsilon * start);
  return { rate: 4 * rate, direction: top, escapeStep: log(grown) / (2 * log1p(2 * step * rate)) };
}
