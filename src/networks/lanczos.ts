import { NoConvergence, OutOfRange } from '../numeric/errors.ts';
import { Matrix } from '../numeric/heap.ts';
import type { Random } from '../numeric/random.ts';
import { exp, squared } from '../numeric/special.ts';
import { axpy, copy, dot, norm, scale } from './arrays.ts';
import { hessian, type SymmetricOperator } from './curvature.ts';
import type { Objective } from './network.ts';

export interface Eigenpairs {
  /** Descending, or ascending for the smallest. */
  values: Float64Array;
  /**
   * |A x − λ x| of each with |x| = 1, computed at the end: an eigenvalue is within this of each
   * value.
   */
  residuals: Float64Array;
  /** The unit eigenvectors, one after the other: count × size. */
  vectors: Float64Array;
  /** How many products with A it took. */
  products: number;
}

export interface EigenOptions {
  count?: number;
  /** The signed largest (the default) or smallest eigenvalues. */
  which?: 'largest' | 'smallest';
  /**
   * Stop when residuals are below this times the largest magnitude of an eigenvalue: 1e-9 for
   * float64 and 1e-4 for float32 by default.
   */
  tolerance?: number;
  /** Vectors kept before a restart. */
  basis?: number;
  /** The most products before `NoConvergence`. */
  products?: number;
  /** For the start, and for new directions when a subspace is exhausted. */
  random: Random;
}

/**
 * The extreme eigenvalues of A by the thick-restart Lanczos method (Wu and Simon 2000, doi
 * 10.1137/S0895479898334605) with full reorthogonalisation. An eigenvalue of multiplicity above one
 * is found once, unless the whole space is gone through. Throws `NoConvergence` with the residual
 * reached.
 */
export function extremeEigenpairs(operator: SymmetricOperator, options: EigenOptions): Eigenpairs {
  const { engine, size, dtype } = operator;
  const { count = 1, which = 'largest', tolerance = dtype === 'f64' ? 1e-9 : 1e-4, products: most = 5000 } = options;
  if (!(Number.isInteger(count) && count >= 1 && count <= size))
    throw new OutOfRange('the number of eigenvalues', count, `a whole number from 1 to ${size}`);
  const capacity = Math.min(size, Math.max(options.basis ?? 0, 2 * count + 30));
  const sign = which === 'largest' ? 1 : -1;
  return engine.heap.scope(() => {
    const krylov = new Krylov(operator, capacity, options.random);
    krylov.begin();
    let check = Math.min(capacity, count + 6);
    for (;;) {
      krylov.extend();
      if (krylov.products >= most || krylov.length >= check) {
        const ritz = krylov.ritz(sign);
        const worst = Math.max(...ritz.residuals.subarray(0, count));
        const size = Math.max(...ritz.values.map(Math.abs));
        if (krylov.complete || worst <= tolerance * size) return krylov.finish(ritz, count, sign);
        if (krylov.products >= most)
          throw new NoConvergence(
            `the eigenvalues have a residual of ${worst.toExponential(1)} after ${most} products; ` +
              `allow more than ${most}, or a tolerance above ${(worst / size).toExponential(1)}`,
          );
        if (krylov.length === capacity) {
          krylov.restart(ritz, Math.min(capacity - 2, count + Math.floor((capacity - count) / 2)));
          check = Math.min(capacity, krylov.length + 10);
        } else check = Math.min(capacity, Math.ceil(check * 1.25) + 2);
      }
    }
  });
}

interface Ritz {
  values: Float64Array;
  /** Row i holds the coefficients of Ritz vector i in the basis. */
  coefficients: Float64Array;
  residuals: Float64Array;
}

/**
 * An orthonormal basis V that grows by products with A, and the projection VᵀAV. A V = V (VᵀAV) + β
 * v eᵀ with the next vector v, at all times, so residuals are read off the last coefficients.
 */
class Krylov {
  /** Basis vectors with a product. */
  length = 0;
  products = 0;
  /** The basis spans the whole space. */
  complete = false;
  private readonly operator: SymmetricOperator;
  private readonly capacity: number;
  private readonly random: Random;
  private readonly basis: Matrix;
  /** The vectors of the basis, and one more for the next. */
  private readonly v: Matrix[];
  private readonly spare: Matrix;
  private readonly projected: Float64Array;
  private beta = 0;
  private fresh = 0;

  constructor(operator: SymmetricOperator, capacity: number, random: Random) {
    const { engine, size, dtype } = operator;
    this.operator = operator;
    this.capacity = capacity;
    this.random = random;
    this.basis = engine.heap.matrix(capacity + 1, size, dtype);
    this.spare = engine.heap.matrix(capacity, size, dtype);
    const bytes = dtype === 'f64' ? 8 : 4;
    this.v = Array.from(
      { length: capacity + 1 },
      (_, i) => new Matrix(engine.heap, this.basis.address + i * size * bytes, size, 1, dtype),
    );
    this.projected = new Float64Array(capacity * capacity);
  }

  /** From a random vector. */
  begin(): void {
    const [first] = this.v;
    this.random.stream('lanczos', this.fresh++).fillNormal(first);
    scale(1 / norm(first), first);
  }

  /** One product: the next basis vector joins, and the one after it is prepared. */
  extend(): void {
    const { capacity, projected, v } = this;
    const j = this.length;
    const next = v[j + 1];
    this.operator.apply(v[j], next);
    this.products++;
    // Twice, since once leaves what cancellation brings in.
    for (let pass = 0; pass < 2; pass++) {
      for (let i = 0; i <= j; i++) {
        const overlap = dot(v[i], next);
        axpy(-overlap, v[i], next);
        projected[i * capacity + j] = pass === 0 ? overlap : projected[i * capacity + j] + overlap;
      }
    }
    for (let i = 0; i < j; i++) projected[j * capacity + i] = projected[i * capacity + j];
    this.length = j + 1;
    if (this.length === this.operator.size) {
      this.beta = 0;
      this.complete = true;
      return;
    }
    this.beta = norm(next);
    const reach = Math.sqrt(projected.reduce((sum, x) => sum + x * x, squared(this.beta)));
    const roundOff = (this.operator.dtype === 'f64' ? 2 ** -52 : 2 ** -23) * Math.sqrt(this.operator.size) * reach;
    if (this.beta > roundOff) scale(1 / this.beta, next);
    else this.leave(next);
  }

  /** A maps the space into itself: go on in a direction orthogonal to it. */
  private leave(next: Matrix): void {
    this.beta = 0;
    this.random.stream('lanczos', this.fresh++).fillNormal(next);
    for (let pass = 0; pass < 3; pass++) {
      for (let i = 0; i < this.length; i++) axpy(-dot(this.v[i], next), this.v[i], next);
      scale(1 / norm(next), next);
    }
  }

  /** Ritz pairs, largest first (of −A for a negative sign, values still those of A). */
  ritz(sign: number): Ritz {
    const { length, capacity, projected, operator } = this;
    const { engine } = operator;
    return engine.heap.scope(() => {
      const small = engine.heap.matrix(length, length);
      for (let i = 0; i < length; i++)
        for (let j = 0; j < length; j++) small.values[i * length + j] = -sign * projected[i * capacity + j];
      const values = engine.eigh(small, { vectors: true }).map((x) => -sign * x);
      const coefficients = Float64Array.from(small.values);
      const residuals = values.map((_, i) => Math.abs(this.beta * coefficients[(i + 1) * length - 1]));
      return { values, coefficients, residuals };
    });
  }

  /** Keeps the first `kept` Ritz vectors and the next vector. */
  restart({ values, coefficients }: Ritz, kept: number): void {
    const { capacity, projected, v, length } = this;
    this.combine(coefficients, kept);
    copy(v[length], v[kept]);
    projected.fill(0);
    for (let i = 0; i < kept; i++) projected[i * capacity + i] = values[i];
    this.length = kept;
  }

  finish({ coefficients }: Ritz, count: number, sign: number): Eigenpairs {
    const { engine, size, dtype, apply } = this.operator;
    this.combine(coefficients, count);
    const pairs = this.v.slice(0, count).map((x) => {
      scale(1 / norm(x), x);
      const product = engine.heap.matrix(size, 1, dtype);
      apply(x, product);
      this.products++;
      const value = dot(x, product);
      axpy(-value, x, product);
      return { value, residual: norm(product), vector: Float64Array.from(x.values) };
    });
    pairs.sort((a, b) => sign * (b.value - a.value));
    const vectors = new Float64Array(count * size);
    pairs.forEach(({ vector }, i) => void vectors.set(vector, i * size));
    return {
      values: Float64Array.from(pairs, ({ value }) => value),
      residuals: Float64Array.from(pairs, ({ residual }) => residual),
      vectors,
      products: this.products,
    };
  }

  /** The first `count` basis vectors := Ritz vectors. */
  private combine(coefficients: Float64Array, count: number): void {
    const { length, spare, v } = this;
    const { heap } = spare;
    const { size } = this.operator;
    const { engine } = this.operator;
    heap.scope(() => {
      const mix = heap.matrixFrom(count, length, coefficients.subarray(0, count * length), spare.dtype);
      engine.gemm({ a: mix, b: this.basis.head(length), c: spare.head(count) });
    });
    const target = new Matrix(heap, v[0].address, count, size, spare.dtype);
    copy(spare.head(count), target);
  }
}

export interface SpectralDensity {
  /**
   * Eigenvalue estimates and their shares of all eigenvalues: Σ weights = 1, Σ weights f(nodes) ≈
   * tr f(A)/size.
   */
  nodes: Float64Array;
  weights: Float64Array;
  /** The density at these points, each node broadened to a Gaussian of deviation `width`. */
  at: (points: ArrayLike<number>, width: number) => Float64Array;
}

/**
 * The density of A's eigenvalues by stochastic Lanczos quadrature (Golub and Welsch's rule from
 * `steps` Lanczos steps, averaged over `starts` random starts; Ubaru, Chen and Saad 2017, doi
 * 10.1137/16M1104974). Moments up to 2 steps − 1 are exact for each start.
 */
export function spectralDensity(
  operator: SymmetricOperator,
  { steps = 60, starts = 4, random }: { steps?: number; starts?: number; random: Random },
): SpectralDensity {
  const { engine, size } = operator;
  const depth = Math.min(steps, size);
  const nodes: number[] = [];
  const weights: number[] = [];
  for (let start = 0; start < starts; start++)
    engine.heap.scope(() => {
      const krylov = new Krylov(operator, depth, random.stream('density', start));
      krylov.begin();
      // Beyond an invariant subspace the quadrature is exact already, and what would follow has no
      // weight.
      while (krylov.length < depth && !krylov.complete) krylov.extend();
      const { values, coefficients } = krylov.ritz(1);
      values.forEach((value, i) => {
        nodes.push(value);
        weights.push(squared(coefficients[i * values.length]) / starts);
      });
    });
  return {
    nodes: Float64Array.from(nodes),
    weights: Float64Array.from(weights),
    at: (points, width) =>
      Float64Array.from(points, (x) =>
        nodes.reduce((sum, node, i) => {
          const z = (x - node) / width;
          return sum + (weights[i] * exp(-0.5 * z * z)) / (width * Math.sqrt(2 * Math.PI));
        }, 0),
      ),
  };
}

/** tr A by Hutchinson's estimator with random signs, and its standard error over the samples. */
export function trace(
  operator: SymmetricOperator,
  { samples = 30, random }: { samples?: number; random: Random },
): { mean: number; standardError: number } {
  const { engine, size, dtype } = operator;
  if (!(Number.isInteger(samples) && samples >= 2)) throw new OutOfRange('samples', samples, 'a whole number from 2');
  return engine.heap.scope(() => {
    const [x, y] = [engine.heap.matrix(size, 1, dtype), engine.heap.matrix(size, 1, dtype)];
    const forms = Array.from({ length: samples }, (_, i) => {
      random.stream('trace', i).fillRademacher(x);
      operator.apply(x, y);
      return dot(x, y);
    });
    const mean = forms.reduce((sum, form) => sum + form, 0) / samples;
    const variance = forms.reduce((sum, form) => sum + squared(form - mean), 0) / (samples - 1);
    return { mean, standardError: Math.sqrt(variance / samples) };
  });
}

/**
 * Measures the largest eigenvalue of the Hessian, again and again as parameters change. Every time
 * from the same random vector: one that knows the last eigenvector saves a fifth of the products,
 * and stays with it after another eigenvalue has become larger, until the gap shows in the
 * residual.
 */
export function sharpness(objective: Objective, random: Random, options: Partial<EigenOptions> = {}): () => number {
  return () => extremeEigenpairs(hessian(objective), { ...options, random }).values[0];
}
