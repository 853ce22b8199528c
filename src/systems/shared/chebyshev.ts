/** T_k(x) for k ≥ 1, by its recurrence. */
export function chebyshev(k: number, x: number): number {
  let [before, value] = [1, x];
  for (let i = 1; i < k; i++) [before, value] = [value, 2 * x * value - before];
  return value;
}

/** T_k at evenly spaced inputs on [−1, 1] with both ends, or at 0 alone: `samples` numbers each. */
export function chebyshevData(k: number, samples: number): { inputs: Float64Array; targets: Float64Array } {
  const inputs = Float64Array.from({ length: samples }, (_, i) => (samples > 1 ? (2 * i) / (samples - 1) - 1 : 0));
  return { inputs, targets: inputs.map((x) => chebyshev(k, x)) };
}
