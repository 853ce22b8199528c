import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { squared } from '../../../numeric/special.ts';

/** Features of N examples, p × N, with their classes, and a classifier K × p on them. */
export interface Classified {
  weights: Matrix;
  features: Matrix;
  labels: readonly number[];
  classes: number;
}

export interface Collapse {
  /** tr Σ_WΣ_B⁺/K; the pseudo-inverse has rank K − 1. */
  nc1: number;
  /** tr Σ_B/(tr Σ_B + tr Σ_W) */
  betweenClasses: number;
  /** |WWᵀ/‖WWᵀ‖ − E| with the simplex frame E of length one. */
  simplexDistance: number;
  /** cos(WM, E) */
  duality: number;
  /** Mean cosine between the centred means of two classes. */
  meansCosine: number;
  /** Singular values along differences of classes, in the mean over these, and along their mean. */
  weightStrength: number;
  uniformStrength: number;
  featureStrength: number;
}

/**
 * How far features and classifier are collapsed (Papyan, Han and Donoho 2020, arXiv 2008.08186).
 */
export function collapseOf({ labels, classes: K, ...given }: Classified, engine: Engine): Collapse {
  return engine.heap.scope(() => {
    const { heap } = engine;
    // What lies on the heap may move when more is taken from it.
    const [weights, features] = [given.weights, given.features].map(({ values }) => Float64Array.from(values));
    const [N, p] = [labels.length, given.features.rows];
    const counts = Array.from({ length: K }, (_, k) => labels.filter((label) => label === k).length);
    const means = Array.from({ length: K }, () => new Float64Array(p));
    for (let j = 0; j < p; j++)
      for (let i = 0; i < N; i++) means[labels[i]][j] += features[j * N + i] / counts[labels[i]];
    const whole = meanOf(means);
    const centred = heap.matrixFrom(
      K,
      p,
      means.flatMap((mean) => Array.from(mean, (one, j) => one - whole[j])),
    );
    const within = heap.matrix(N, p);
    for (let i = 0; i < N; i++)
      for (let j = 0; j < p; j++) within.values[i * p + j] = features[j * N + i] - means[labels[i]][j];
    const gram = heap.matrix(K, K);
    engine.syrk({ a: centred, c: gram });
    const lengths = Array.from({ length: K }, (_, k) => Math.sqrt(gram.values[k * K + k]));
    let cosines = 0;
    for (let k = 0; k < K; k++)
      for (let l = 0; l < k; l++) cosines += gram.values[k * K + l] / (lengths[k] * lengths[l]) / ((K * (K - 1)) / 2);
    const traceB = lengths.reduce((sum, one) => sum + one * one, 0) / K;
    const traceW = squares(within.values) / N;

    const w = heap.matrixFrom(K, p, weights);
    const own = heap.matrix(K, K);
    engine.syrk({ a: w, c: own });
    const dual = heap.matrix(K, K);
    engine.gemm({ a: w, b: centred, transposeB: true, c: dual });
    const mean = meanOf(means.map((_, k) => weights.subarray(k * p, (k + 1) * p)));
    const uniform2 = K * squares(mean);
    return {
      nc1: within2(within, centred, gram, engine) / (K * N),
      betweenClasses: traceB / (traceB + traceW),
      simplexDistance: Math.sqrt(Math.max(0, 2 - 2 * simplexCosine(own))),
      duality: simplexCosine(dual),
      meansCosine: cosines,
      weightStrength: Math.sqrt(Math.max(0, squares(weights) - uniform2) / (K - 1)),
      uniformStrength: Math.sqrt(uniform2),
      featureStrength: Math.sqrt(((N / K) * K * traceB) / (K - 1)),
    };
  });
}

/**
 * N tr Σ_WΣ_B⁺: with the means' Gram matrix G = Σ γ u uᵀ, of rank K − 1, Σ_B⁺ is
 * K Σ Mᵀu uᵀM/γ².
 */
function within2(within: Matrix, centred: Matrix, gram: Matrix, engine: Engine): number {
  const { heap } = engine;
  const K = gram.rows;
  const along = heap.matrix(within.rows, K);
  engine.gemm({ a: within, b: centred, transposeB: true, c: along });
  const values = engine.eigh(gram, { vectors: true });
  let total = 0;
  // Rows of `gram` are its eigenvectors now; the least eigenvalue is that of the mean of all.
  for (let k = 1; k < K; k++)
    for (let i = 0; i < within.rows; i++) {
      let part = 0;
      for (let l = 0; l < K; l++) part += along.values[i * K + l] * gram.values[k * K + l];
      total += (K * squared(part)) / squared(values[k]);
    }
  return total;
}

/** The cosine of a K × K matrix with I − 11ᵀ/K. */
function simplexCosine({ rows: K, values }: Matrix): number {
  let [trace, all] = [0, 0];
  for (let i = 0; i < K * K; i++) {
    all += values[i];
    if (i % (K + 1) === 0) trace += values[i];
  }
  return (trace - all / K) / Math.sqrt((K - 1) * squares(values));
}

function meanOf(vectors: ArrayLike<number>[]): Float64Array {
  const mean = new Float64Array(vectors[0].length);
  for (const vector of vectors) for (let j = 0; j < mean.length; j++) mean[j] += vector[j] / vectors.length;
  return mean;
}

function squares(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += squared(values[i]);
  return sum;
}
