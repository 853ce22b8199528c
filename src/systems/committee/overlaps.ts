/**
 * The order parameters of K student units J_i and M teacher units B_n: Q = J Jᵀ (K × K), R = J Bᵀ
 * (K × M), T = B Bᵀ (M × M), row-major.
 */
export interface Overlaps {
  K: number;
  M: number;
  Q: Float64Array;
  R: Float64Array;
  T: Float64Array;
}

/** The observables that are means over order parameters. */
export type MeanOverlap = 'alignedOverlap' | 'crossOverlap' | 'studentNorm' | 'studentOverlap';

/**
 * Curves of the means of R_ii, of R_in (n ≠ i), of Q_ii and of Q_ik (k ≠ i). Means over no overlaps
 * are left out.
 */
export function meanOverlaps(curve: Overlaps[]): Partial<Record<MeanOverlap, Float64Array>> {
  const { K, M } = curve[0];
  const aligned = meanEntry(K, M, (i, n) => i === n)!;
  const crossed = meanEntry(K, M, (i, n) => i !== n);
  const norm = meanEntry(K, K, (i, k) => i === k)!;
  const mutual = meanEntry(K, K, (i, k) => i !== k);
  return {
    alignedOverlap: Float64Array.from(curve, ({ R }) => aligned(R)),
    ...(crossed && { crossOverlap: Float64Array.from(curve, ({ R }) => crossed(R)) }),
    studentNorm: Float64Array.from(curve, ({ Q }) => norm(Q)),
    ...(mutual && { studentOverlap: Float64Array.from(curve, ({ Q }) => mutual(Q)) }),
  };
}

/** The mean of some entries of a matrix; undefined where there are none. */
function meanEntry(rows: number, columns: number, among: (row: number, column: number) => boolean) {
  const entries = Array.from({ length: rows * columns }, (_, e) => e).filter((e) =>
    among(Math.floor(e / columns), e % columns),
  );
  if (entries.length === 0) return undefined;
  return (of: Float64Array) => entries.reduce((sum, e) => sum + of[e], 0) / entries.length;
}
