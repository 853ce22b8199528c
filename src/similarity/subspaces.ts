import type { Engine } from '../numeric/engine.ts';
import { BadShape, OutOfRange, Singular } from '../numeric/errors.ts';
import type { Matrix } from '../numeric/heap.ts';

// How alike two sets of representations are, X (n × p) and Y (n × q) row by row, from what their
// columns span or how one is turned into the other. Columns are centred here.

/**
 * Canonical correlations ρ₁ ≥ ρ₂ ≥ … of min(p, q) directions. Throws `OutOfRange` for p + q ≥ n,
 * where two spaces meet whatever they represent, and `Singular` for columns that depend on each
 * other.
 */
export function canonicalCorrelations(x: Matrix, y: Matrix, engine: Engine): Float64Array {
  if (x.columns + y.columns >= x.rows)
    throw new OutOfRange(
      'the number of columns of both representations together',
      x.columns + y.columns,
      `below their ${x.rows} rows: keep principal components alone, as svcca does`,
    );
  return correlationsOf(x, y, engine, [x.columns, y.columns]);
}

/** Mean of the squared canonical correlations. Throws as `canonicalCorrelations`. */
export function meanSquaredCorrelation(x: Matrix, y: Matrix, engine: Engine): number {
  return meanSquare(canonicalCorrelations(x, y, engine));
}

/**
 * Mean of the squared canonical correlations of the first `kept` principal components of each.
 * Raghu et al. 2017 (arXiv 1706.05806), who take the mean of the correlations themselves. Throws
 * `OutOfRange` where there are not so many or 2 kept ≥ n, and `Singular` where one has no variance.
 */
export function svcca(x: Matrix, y: Matrix, kept: number, engine: Engine): number {
  const most = Math.min(x.columns, y.columns, Math.ceil(x.rows / 2) - 1);
  if (!(Number.isInteger(kept) && kept >= 1 && kept <= most))
    throw new OutOfRange('the number of components kept', kept, `from 1 to ${most}`);
  return meanSquare(correlationsOf(x, y, engine, [kept, kept]));
}

export interface Procrustes {
  /** min |X − Y R|² over orthogonal R, the narrower one with zeros added: |X|² + |Y|² − 2‖XᵀY‖∗. */
  squaredDistance: number;
  /** ‖XᵀY‖∗/(|X| |Y|), from 0 to 1. */
  similarity: number;
}

/** Throws `BadShape`, and `Singular` for representations that are all alike. */
export function procrustes(x: Matrix, y: Matrix, engine: Engine): Procrustes {
  return engine.heap.scope(() => {
    const [a, b] = [x, y].map((one) => centredColumns(one, engine));
    const nuclear = singularValues(crossProduct(a, b, engine), engine).reduce((sum, one) => sum + one, 0);
    const [xx, yy] = [a, b].map(squares);
    if (!(xx > ROUNDING * squares(x) && yy > ROUNDING * squares(y)))
      throw new Singular('a representation is the same in all rows, and like nothing');
    return { squaredDistance: xx + yy - 2 * nuclear, similarity: nuclear / Math.sqrt(xx * yy) };
  });
}

/** Of all squares, what centring leaves of equal numbers by rounding. */
const ROUNDING = 1e-24;

/** A variance that is smaller, relative to the largest, is rounding. */
const SMALLEST_VARIANCE = 1e-12;

function correlationsOf(x: Matrix, y: Matrix, engine: Engine, kept: [number, number]): Float64Array {
  return engine.heap.scope(() => {
    const [u, v] = [x, y].map((one, i) => principalComponents(one, kept[i], engine));
    return singularValues(crossProduct(u, v, engine), engine);
  });
}

/** The first `kept` principal components of all rows, each of length one: n × kept, orthonormal. */
function principalComponents(x: Matrix, kept: number, engine: Engine): Matrix {
  const { heap } = engine;
  const a = centredColumns(x, engine);
  const p = a.columns;
  const directions = heap.matrix(p, p);
  engine.syrk({ a, c: directions, transpose: true });
  const variances = engine.eigh(directions, { vectors: true });
  // Rows of `directions` are eigenvectors now, the largest variance last.
  const first = directions.tail(p - kept);
  for (let k = 0; k < kept; k++) {
    const variance = variances[p - kept + k];
    if (!(variance > SMALLEST_VARIANCE * variances[p - 1]))
      throw new Singular(
        `a representation of ${x.columns} columns varies in ${kept - k - 1} directions at most: the others are rounding; keep fewer`,
      );
    for (let j = 0; j < p; j++) first.values[k * p + j] /= Math.sqrt(variance);
  }
  const components = heap.matrix(x.rows, kept);
  engine.gemm({ a, b: first, transposeB: true, c: components });
  return components;
}

function centredColumns(x: Matrix, engine: Engine): Matrix {
  const { rows: n, columns: p } = x;
  const result = engine.heap.matrixFrom(n, p, x.values);
  const { values } = result;
  for (let j = 0; j < p; j++) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += values[i * p + j] / n;
    for (let i = 0; i < n; i++) values[i * p + j] -= mean;
  }
  return p > n ? inFewerColumns(result, engine) : result;
}

/** Turned so that n columns are enough: U √Λ, with XXᵀ = U Λ Uᵀ. */
function inFewerColumns(x: Matrix, engine: Engine): Matrix {
  const n = x.rows;
  const vectors = engine.heap.matrix(n, n);
  engine.syrk({ a: x, c: vectors });
  const squares = engine.eigh(vectors, { vectors: true });
  const result = engine.heap.matrix(n, n);
  for (let k = 0; k < n; k++) {
    const size = Math.sqrt(Math.max(0, squares[k]));
    for (let i = 0; i < n; i++) result.values[i * n + k] = size * vectors.values[k * n + i];
  }
  return result;
}

function crossProduct(x: Matrix, y: Matrix, engine: Engine): Matrix {
  if (x.rows !== y.rows)
    throw new BadShape(`representations of the same rows are compared, but there are ${x.rows} and ${y.rows}`);
  const product = engine.heap.matrix(x.columns, y.columns);
  engine.gemm({ a: x, b: y, transposeA: true, c: product });
  return product;
}

/**
 * Descending. They are the positive eigenvalues of [[0, M], [Mᵀ, 0]], which keeps digits that the
 * square MᵀM would lose.
 */
function singularValues({ rows: p, columns: q, values }: Matrix, engine: Engine): Float64Array {
  const given = new Float64Array(values);
  const both = engine.heap.matrix(p + q, p + q);
  for (let i = 0; i < p; i++)
    for (let j = 0; j < q; j++) {
      both.values[i * (p + q) + p + j] = given[i * q + j];
      both.values[(p + j) * (p + q) + i] = given[i * q + j];
    }
  const ascending = engine.eigh(both);
  return ascending
    .slice(Math.max(p, q))
    .reverse()
    .map((one) => Math.max(0, one));
}

function squares({ values }: Matrix): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}

function meanSquare(values: Float64Array): number {
  return values.reduce((sum, one) => sum + (one * one) / values.length, 0);
}
