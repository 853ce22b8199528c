/** Linear attention with its weights and the gradient of a batch. */
export interface Attention {
  /** Γ of ŷ = xᵀΓh, row-major; overwritten by the next call. */
  matrix(): Float64Array;
  /** Adds the gradient of ½(y − ŷ)² on one context. */
  see(query: Float64Array, summary: Float64Array, label: number): void;
  /** Takes `factor` times the gradient off the weights, and begins a new one. */
  step(factor: number): void;
}

/** From the aligned, balanced start, in the eigenbasis of the inputs. */
export function attention(model: 'merged' | 'separate', d: number, start: number): Attention {
  return model === 'merged' ? mergedAttention(d, start) : separateHeads(d, start);
}

/** ŷ = v xᵀUh; weights are v, then U. */
function mergedAttention(d: number, start: number): Attention {
  const weights = new Float64Array(1 + d * d);
  weights[0] = start;
  for (let m = 0; m < d; m++) weights[1 + m * (d + 1)] = start / Math.sqrt(d);
  const gradient = new Float64Array(weights.length);
  const gamma = new Float64Array(d * d);
  return {
    matrix() {
      for (let i = 0; i < d * d; i++) gamma[i] = weights[0] * weights[1 + i];
      return gamma;
    },
    see(query, summary, label) {
      let product = 0;
      for (let i = 0; i < d; i++) for (let j = 0; j < d; j++) product += query[i] * weights[1 + i * d + j] * summary[j];
      const v = weights[0];
      const residual = v * product - label;
      gradient[0] += residual * product;
      for (let i = 0; i < d; i++)
        for (let j = 0; j < d; j++) gradient[1 + i * d + j] += residual * v * query[i] * summary[j];
    },
    step: (factor) => descend(weights, gradient, factor),
  };
}

/**
 * ŷ = Σ v (q·x)(k·h) over d heads; the weights of each are v, q, k, on its own eigenvector at
 * first.
 */
function separateHeads(d: number, start: number): Attention {
  const stride = 1 + 2 * d;
  const weights = new Float64Array(d * stride);
  for (let head = 0; head < d; head++)
    for (const at of [0, 1 + head, 1 + d + head]) weights[head * stride + at] = start;
  const gradient = new Float64Array(weights.length);
  const gamma = new Float64Array(d * d);
  const [asked, found] = [new Float64Array(d), new Float64Array(d)];
  return {
    matrix() {
      gamma.fill(0);
      for (let own = 0; own < weights.length; own += stride)
        for (let i = 0; i < d; i++)
          for (let j = 0; j < d; j++)
            gamma[i * d + j] += weights[own] * weights[own + 1 + i] * weights[own + 1 + d + j];
      return gamma;
    },
    see(query, summary, label) {
      let residual = -label;
      for (let head = 0; head < d; head++) {
        const own = head * stride;
        asked[head] = 0;
        found[head] = 0;
        for (let j = 0; j < d; j++) {
          asked[head] += weights[own + 1 + j] * query[j];
          found[head] += weights[own + 1 + d + j] * summary[j];
        }
        residual += weights[own] * asked[head] * found[head];
      }
      for (let head = 0; head < d; head++) {
        const own = head * stride;
        gradient[own] += residual * asked[head] * found[head];
        for (let j = 0; j < d; j++) {
          gradient[own + 1 + j] += residual * weights[own] * found[head] * query[j];
          gradient[own + 1 + d + j] += residual * weights[own] * asked[head] * summary[j];
        }
      }
    },
    step: (factor) => descend(weights, gradient, factor),
  };
}

function descend(weights: Float64Array, gradient: Float64Array, factor: number): void {
  for (let i = 0; i < weights.length; i++) weights[i] -= factor * gradient[i];
  gradient.fill(0);
}
