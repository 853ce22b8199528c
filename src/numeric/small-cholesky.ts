// The Cholesky factor of small positive matrices in plain numbers, for normal equations: lower
// triangular, by rows.

export type Factor = Float64Array[];

/**
 * The factor G of A = G Gᵀ; only the lower triangle of A (n × n) is read. A pivot below `least`
 * times its diagonal entry is replaced by that: along a direction that A does not determine, the
 * factor is that of a barely determined one.
 */
export function choleskyOf(a: readonly ArrayLike<number>[], least = 1e-12): Factor {
  const n = a.length;
  const factor = Array.from({ length: n }, () => new Float64Array(n));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i][j];
      for (let k = 0; k < j; k++) sum -= factor[i][k] * factor[j][k];
      factor[i][j] = i === j ? Math.sqrt(Math.max(sum, least * a[i][i], Number.MIN_VALUE)) : sum / factor[j][j];
    }
  }
  return factor;
}

/** G⁻¹ b. */
export function forwardSubstitute(factor: Factor, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) x[i] -= factor[i][j] * x[j];
    x[i] /= factor[i][i];
  }
  return x;
}

/** G⁻ᵀ b. */
export function backSubstitute(factor: Factor, b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = i + 1; j < x.length; j++) x[i] -= factor[j][i] * x[j];
    x[i] /= factor[i][i];
  }
  return x;
}
