import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { squared } from '../../../numeric/special.ts';

/** ⟨a, b⟩/√(⟨a, a⟩⟨b, b⟩) over all entries. */
export function cosine(a: Matrix, b: Matrix): number {
  const [x, y] = [a.values, b.values];
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xy += x[i] * y[i];
    xx += x[i] * x[i];
    yy += y[i] * y[i];
  }
  return xy / Math.sqrt(xx * yy);
}

/** For each row, the row of `among` that is nearest, and how far it is. */
export function nearest(rows: Matrix, among: Matrix): { at: number; distance: number }[] {
  const d = rows.columns;
  const [x, y] = [rows.values, among.values];
  return Array.from({ length: rows.rows }, (_, i) => {
    let [at, least] = [0, Number.POSITIVE_INFINITY];
    for (let j = 0; j < among.rows; j++) {
      let sum = 0;
      for (let k = 0; k < d && sum < least; k++) sum += squared(x[i * d + k] - y[j * d + k]);
      if (sum < least) [at, least] = [j, sum];
    }
    return { at, distance: Math.sqrt(least) };
  });
}

export function meanDistance(found: readonly { distance: number }[]): number {
  return found.reduce((sum, { distance }) => sum + distance, 0) / found.length;
}

/**
 * |m|² + tr(A + B − 2 (B^½ A B^½)^½) over tr B: how far rows of mean m and covariance A are from
 * centred data of covariance B, as Gaussians. B has `variances` along the rows of `modes` (d × d).
 */
export function wasserstein(
  rows: Matrix,
  { modes, variances }: { modes: Float64Array; variances: Float64Array },
  engine: Engine,
): number {
  const { heap } = engine;
  const d = rows.columns;
  return heap.scope(() => {
    const mean = new Float64Array(d);
    const x = rows.values;
    for (let at = 0; at < x.length; at++) mean[at % d] += x[at] / rows.rows;
    const total = variances.reduce((sum, one) => sum + one, 0);
    let sum = total + mean.reduce((square, one) => square + one * one, 0);
    for (let at = 0; at < x.length; at++) sum += squared(x[at] - mean[at % d]) / rows.rows;
    // B^½ A B^½ has the eigenvalues of YᵀY/n, with the centred rows in modes, each times √S.
    const centred = heap.matrix(rows.rows, d);
    const [from, to] = [rows.values, centred.values];
    for (let at = 0; at < from.length; at++) to[at] = from[at] - mean[at % d];
    const scaled = heap.matrixFrom(
      d,
      d,
      modes.map((value, at) => value * Math.sqrt(variances[Math.floor(at / d)])),
    );
    const [turned, both] = [heap.matrix(rows.rows, d), heap.matrix(d, d)];
    engine.gemm({ a: centred, b: scaled, c: turned, transposeB: true });
    engine.syrk({ a: turned, c: both, transpose: true, alpha: 1 / rows.rows });
    for (const value of engine.eigh(both)) sum -= 2 * Math.sqrt(Math.max(0, value));
    return sum / total;
  });
}
