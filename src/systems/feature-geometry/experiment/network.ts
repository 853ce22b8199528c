/**
 * x̂ = f(WᵀWx + b) with inputs x of which one entry is active, u ~ U[0, 1], in the limit of sparse
 * inputs: so many are empty that a bias has to leave them alone, b = −t².
 */
export interface Network {
  features: number;
  dimensions: number;
  isLinear: boolean;
}

/** Weights wᵢ one after another (n rows of m), then t of each feature. */
export type State = Float64Array;

export function biasOf({ features, dimensions, isLinear }: Network, state: State, i: number): number {
  const t = state[features * dimensions + i];
  return isLinear ? 0 : -t * t;
}

export function overlapOf({ dimensions: m }: Network, state: State, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k < m; k++) sum += state[i * m + k] * state[j * m + k];
  return sum;
}

/**
 * The squared error of all outputs when one feature is active, averaged over features and over u
 * exactly; its gradient goes into `gradient`.
 */
export function lossOf(network: Network, state: State, gradient: Float64Array): number {
  const { features: n, dimensions: m } = network;
  const biases = Float64Array.from({ length: n }, (_, i) => biasOf(network, state, i));
  const byBias = new Float64Array(n);
  gradient.fill(0);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const own = ownError(overlapOf(network, state, i, i), biases[i], network);
    sum += own.value;
    byBias[i] += own.byBias;
    pull(gradient, state, i, i, own.byOverlap, m);
    for (let j = 0; j < i; j++) {
      const c = overlapOf(network, state, i, j);
      if (!network.isLinear && c + Math.max(biases[i], biases[j]) <= 0) continue;
      // One is seen by the other's output, and the other way round.
      const one = interference(c, biases[i], network);
      const other = interference(c, biases[j], network);
      sum += one.value + other.value;
      byBias[i] += one.byBias;
      byBias[j] += other.byBias;
      pull(gradient, state, i, j, one.byOverlap + other.byOverlap, m);
    }
  }
  for (let i = 0; i < n; i++) gradient[n * m + i] = -2 * state[n * m + i] * byBias[i];
  for (let k = 0; k < gradient.length; k++) gradient[k] /= n;
  return sum / n;
}

interface Term {
  value: number;
  byOverlap: number;
  byBias: number;
}

const nothing: Term = { value: 0, byOverlap: 0, byBias: 0 };

/**
 * E(u − f(su + b))². The output is on from u = −b/s on; where the field su + b is y at u = 1, the
 * integrals over it from 0 to y give 2E u x̂ and E x̂².
 */
function ownError(s: number, b: number, { isLinear }: Network): Term {
  if (isLinear) return { value: ((1 - s) * (1 - s)) / 3, byOverlap: (-2 * (1 - s)) / 3, byBias: 0 };
  const y = s + b;
  if (y <= 0) return { ...nothing, value: 1 / 3 };
  const [y2, y3, s2] = [y * y, y * y * y, s * s];
  const both = y3 / 3 - (b * y2) / 2;
  const byEnd = y2 / s - (2 * (y2 - b * y)) / s2;
  return {
    value: 1 / 3 - (2 * both) / s2 + y3 / (3 * s),
    byOverlap: byEnd + (4 * both) / (s2 * s) - y3 / (3 * s2),
    byBias: byEnd + y2 / s2,
  };
}

/** E f(cu + b)², what a feature adds to the output of another. */
function interference(c: number, b: number, { isLinear }: Network): Term {
  if (isLinear) return { value: (c * c) / 3, byOverlap: (2 * c) / 3, byBias: 0 };
  const y = c + b;
  if (y <= 0) return nothing;
  const y2 = (y * y) / c;
  const y3 = (y2 * y) / 3;
  return { value: y3, byOverlap: y2 - y3 / c, byBias: y2 };
}

/** A force on wᵢ·wⱼ, put down to the two vectors. */
function pull(gradient: Float64Array, state: State, i: number, j: number, force: number, m: number): void {
  for (let k = 0; k < m; k++) {
    gradient[i * m + k] += force * state[j * m + k];
    gradient[j * m + k] += force * state[i * m + k];
  }
}
