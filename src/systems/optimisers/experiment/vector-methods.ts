import { axpy, clear, copy, dot, scale } from '../../../networks/arrays.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { exp, log } from '../../../numeric/special.ts';
import type { Regression } from './regression.ts';

/** An optimiser at work on a regression: moves its weights by a step. */
export type Step = () => void;

export function descentStep(regression: Regression, eta: number): Step {
  return () => {
    regression.pull();
    axpy(-eta, regression.gradient, regression.weights);
  };
}

export function heavyBallStep(regression: Regression, eta: number, beta: number): Step {
  const velocity = zerosLike(regression.weights);
  return () => {
    regression.pull();
    scale(beta, velocity);
    axpy(1, regression.gradient, velocity);
    axpy(-eta, velocity, regression.weights);
  };
}

/** The gradient is taken ahead of the weights, which lie where the step ends. */
export function nesterovStep(regression: Regression, eta: number): Step {
  const { weights, gradient } = regression;
  const [before, now] = [zerosLike(weights), zerosLike(weights)];
  copy(weights, before);
  let k = 0;
  return () => {
    copy(weights, now);
    const beta = k / (k + 3);
    scale(1 + beta, weights);
    axpy(-beta, before, weights);
    regression.pull();
    axpy(-eta, gradient, weights);
    copy(now, before);
    k++;
  };
}

/** Along H^(−θ)g, with the power from the eigenvectors of the data's own Hessian. */
export function preconditionedStep(regression: Regression, eta: number, theta: number): Step {
  const { engine, weights, gradient } = regression;
  const direction = zerosLike(gradient);
  const inverse = symmetricPower(regression, -theta);
  const precondition = engine.prepareGemm({ a: inverse, b: gradient, c: direction });
  return () => {
    regression.pull();
    precondition();
    axpy(-eta, direction, weights);
  };
}

/** H^p. */
function symmetricPower(regression: Regression, p: number): Matrix {
  const { engine } = regression;
  const { heap } = engine;
  const vectors = regression.hessian();
  const n = vectors.rows;
  const values = engine.eigh(vectors, { vectors: true });
  const scaled = heap.matrix(n, n);
  copy(vectors, scaled);
  for (let i = 0; i < n; i++) {
    const factor = exp(p * log(values[i]));
    for (let j = 0; j < n; j++) scaled.values[i * n + j] *= factor;
  }
  const result = heap.matrix(n, n);
  engine.gemm({ a: vectors, transposeA: true, b: scaled, c: result });
  return result;
}

/**
 * Conjugate gradients (Hestenes & Stiefel 1952), with each new gradient made orthogonal to all
 * before it: round-off would else bring searched directions back.
 */
export function conjugateGradientStep(regression: Regression): Step {
  const { engine, weights, gradient, inputs } = regression;
  const direction = zerosLike(weights);
  const image = engine.heap.matrix(inputs.rows, 1);
  const apply = engine.prepareGemm({ a: inputs, b: direction, c: image });
  const searched: Float64Array[] = [];
  let squaredBefore = 0;
  return () => {
    // All directions have been searched.
    if (searched.length === weights.rows) return;
    regression.pull();
    for (let pass = 0; pass < 2; pass++) for (const one of searched) removeAlong(one, gradient.values as Float64Array);
    const squaredNow = dot(gradient, gradient);
    if (squaredNow === 0) return;
    const length = Math.sqrt(squaredNow);
    searched.push(Float64Array.from(gradient.values, (one) => one / length));
    scale(squaredBefore === 0 ? 0 : squaredNow / squaredBefore, direction);
    axpy(-1, gradient, direction);
    squaredBefore = squaredNow;
    apply();
    axpy((squaredNow * inputs.rows) / dot(image, image), direction, weights);
  };
}

function removeAlong(unit: Float64Array, values: Float64Array): void {
  let overlap = 0;
  for (let i = 0; i < values.length; i++) overlap += unit[i] * values[i];
  for (let i = 0; i < values.length; i++) values[i] -= overlap * unit[i];
}

/** Along the signs, of which 0 has one too: rounding would else say whether an error of 0 stays. */
export function signStep(regression: Regression, eta: number): Step {
  const { weights, gradient } = regression;
  return () => {
    regression.pull();
    for (let i = 0; i < weights.rows; i++) weights.values[i] -= gradient.values[i] < 0 ? -eta : eta;
  };
}

/** Adam (Kingma & Ba 2014) with ε = 0. */
export function adamStep(regression: Regression, eta: number, beta1: number, beta2: number): Step {
  const { weights, gradient } = regression;
  const [m, v] = [zerosLike(weights), zerosLike(weights)];
  let [power1, power2] = [1, 1];
  return () => {
    regression.pull();
    power1 *= beta1;
    power2 *= beta2;
    const [g, w, first, second] = [gradient.values, weights.values, m.values, v.values];
    for (let i = 0; i < w.length; i++) {
      first[i] = beta1 * first[i] + (1 - beta1) * g[i];
      second[i] = beta2 * second[i] + (1 - beta2) * g[i] * g[i];
      if (second[i] > 0) w[i] -= (eta * first[i]) / (1 - power1) / Math.sqrt(second[i] / (1 - power2));
    }
  };
}

export function adaGradStep(regression: Regression, eta: number): Step {
  const { weights, gradient } = regression;
  const sums = zerosLike(weights);
  return () => {
    regression.pull();
    const [g, w, sum] = [gradient.values, weights.values, sums.values];
    for (let i = 0; i < w.length; i++) {
      sum[i] += g[i] * g[i];
      if (sum[i] > 0) w[i] -= (eta * g[i]) / Math.sqrt(sum[i]);
    }
  };
}

export function zerosLike({ heap, rows, columns }: Matrix): Matrix {
  const result = heap.matrix(rows, columns);
  clear(result);
  return result;
}
