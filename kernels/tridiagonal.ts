// Householder reduction of a symmetric matrix to tridiagonal form, and the transformation of
// eigenvectors back. Blocked after LAPACK's dsytrd/dlatrd and dormtr (Dongarra, Sorensen and
// Hammarling, J. Comput. Appl. Math. 27:215, 1989; compact WY form: Schreiber and Van Loan, SIAM J.
// Sci. Stat. Comput. 10:53, 1989). The lower triangle of a row-major matrix is taken from its last
// row upwards: row i, which is contiguous, gives the reflector H_i = I − τ v vᵀ with v in its first
// i entries.
import { gemm } from './product';
import { axpy, dot, total } from './vectors';

/** Reflectors per panel of the reduction. */
export const PANEL: i32 = 32;
/** Reflectors per block of the transformation back. */
export const BLOCK: i32 = 32;
/**
 * A row whose square sum is below this (for a matrix of size about 1) is taken for zero: underflow
 * would spoil its norm.
 */
const NEGLIGIBLE: f64 = 1e-270;

/**
 * T = Hᵀ A H with H = H_{n−1} … H_1: T's diagonal to d, its couplings to e (n − 1), the scalars of
 * the reflectors to tau, their vectors to the lower triangle of A below the diagonal, v's last
 * entry (which is 1) included.
 */
export function reduce(n: i32, a: usize, d: usize, e: usize, tau: usize, work: usize): void {
  const row = (<usize>n) << 3;
  // Rows of v, then of w, then of v again: so [v; w] and [w; v] are both one matrix, and the update
  // one product.
  const panel = work;
  const coefficients = panel + 3 * <usize>PANEL * row;
  const scratch = coefficients + 2 * <usize>PANEL * 8;
  for (let end = n; end > 0; end -= PANEL) {
    const count = min(end, PANEL);
    const v = panel,
      w = panel + <usize>count * row;
    for (let p = 0; p < count; p++) {
      const i = end - 1 - p;
      const x = a + <usize>i * row;
      const here = (<usize>i) << 3;
      for (let r = 0; r < p; r++) {
        const vr = v + <usize>r * row,
          wr = w + <usize>r * row;
        axpyTwo(i + 1, -load<f64>(vr + here), wr, -load<f64>(wr + here), vr, x);
      }
      store<f64>(d + here, load<f64>(x + here));
      if (i === 0) break;
      const t = reflector(i, x, e + here - 8);
      store<f64>(tau + here, t);
      const vp = v + <usize>p * row,
        wp = w + <usize>p * row;
      if (t === 0) {
        memory.fill(vp, 0, row);
        memory.fill(wp, 0, row);
        continue;
      }
      memory.copy(vp, x, here);
      memory.fill(vp + here, 0, row - here);
      multiplySymmetric(i, a, row, vp, wp);
      for (let r = 0; r < p; r++) {
        dotTwo(i, vp, v + <usize>r * row, w + <usize>r * row, coefficients + ((<usize>r) << 4));
      }
      for (let r = 0; r < p; r++) {
        const at = coefficients + ((<usize>r) << 4);
        axpyTwo(i, -load<f64>(at, 8), v + <usize>r * row, -load<f64>(at), w + <usize>r * row, wp);
      }
      for (let y = wp; y < wp + here; y += 8) store<f64>(y, t * load<f64>(y));
      axpy<f64>(i, -0.5 * t * dot<f64>(i, wp, vp), vp, wp);
      memory.fill(wp + here, 0, row - here);
    }
    const lead = end - count;
    if (lead > 0) {
      memory.copy(w + <usize>count * row, v, <usize>count * row);
      gemm<f64>(lead, lead, 2 * count, -1, v, 1, n, w, n, 1, 1, a, n, scratch, true);
    }
  }
}

/**
 * Makes v (last entry 1) of x[0..i) in place, so that H x = (0, …, 0, coupling); returns τ, 0 when
 * there is nothing to do.
 */
function reflector(i: i32, x: usize, coupling: usize): f64 {
  const last = x + ((<usize>(i - 1)) << 3);
  const alpha = load<f64>(last);
  const squares = dot<f64>(i - 1, x, x);
  store<f64>(last, 1);
  if (squares < NEGLIGIBLE) {
    store<f64>(coupling, alpha);
    return 0;
  }
  const beta = -copysign(sqrt(alpha * alpha + squares), alpha);
  const factor = 1 / (alpha - beta);
  for (let y = x; y < last; y += 8) store<f64>(y, load<f64>(y) * factor);
  store<f64>(coupling, beta);
  return (beta - alpha) / beta;
}

/**
 * y := A x for the leading n×n of A, of which the lower triangle is read: each entry is fetched
 * once and used twice.
 */
function multiplySymmetric(n: i32, a: usize, stride: usize, x: usize, y: usize): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const here = (<usize>i) << 3;
    const a0 = a + <usize>i * stride,
      a1 = a0 + stride,
      a2 = a1 + stride,
      a3 = a2 + stride;
    const x0 = v128.load64_splat(x + here),
      x1 = v128.load64_splat(x + here, 8);
    const x2 = v128.load64_splat(x + here, 16),
      x3 = v128.load64_splat(x + here, 24);
    let s0 = v128.splat<f64>(0),
      s1 = s0,
      s2 = s0,
      s3 = s0;
    for (let j: usize = 0; j < here; j += 16) {
      const xj = v128.load(x + j);
      const b0 = v128.load(a0 + j),
        b1 = v128.load(a1 + j),
        b2 = v128.load(a2 + j),
        b3 = v128.load(a3 + j);
      s0 = v128.add<f64>(s0, v128.mul<f64>(b0, xj));
      s1 = v128.add<f64>(s1, v128.mul<f64>(b1, xj));
      s2 = v128.add<f64>(s2, v128.mul<f64>(b2, xj));
      s3 = v128.add<f64>(s3, v128.mul<f64>(b3, xj));
      const left = v128.add<f64>(v128.mul<f64>(b0, x0), v128.mul<f64>(b1, x1));
      const right = v128.add<f64>(v128.mul<f64>(b2, x2), v128.mul<f64>(b3, x3));
      v128.store(y + j, v128.add<f64>(v128.load(y + j), v128.add<f64>(left, right)));
    }
    store<f64>(y + here, total<f64>(s0));
    store<f64>(y + here, total<f64>(s1), 8);
    store<f64>(y + here, total<f64>(s2), 16);
    store<f64>(y + here, total<f64>(s3), 24);
    for (let r = 0; r < 4; r++) corner(a0 + <usize>r * stride + here, x + here, y + here, r);
  }
  for (; i < n; i++) {
    const here = (<usize>i) << 3;
    const row = a + <usize>i * stride;
    axpy<f64>(i, load<f64>(x + here), row, y);
    store<f64>(y + here, dot<f64>(i + 1, row, x));
  }
}

/** The part of row r of a square on the diagonal. */
// @inline
function corner(row: usize, x: usize, y: usize, r: i32): void {
  const own = (<usize>r) << 3;
  const xr = load<f64>(x + own);
  let sum = load<f64>(y + own) + load<f64>(row + own) * xr;
  for (let j: usize = 0; j < own; j += 8) {
    const b = load<f64>(row + j);
    sum += b * load<f64>(x + j);
    store<f64>(y + j, load<f64>(y + j) + b * xr);
  }
  store<f64>(y + own, sum);
}

/** y += f u + g v. */
function axpyTwo(n: i32, f: f64, u: usize, g: f64, v: usize, y: usize): void {
  const ff = v128.splat<f64>(f),
    gg = v128.splat<f64>(g);
  const end = y + ((<usize>n) << 3);
  while (y + 32 <= end) {
    const s0 = v128.add<f64>(v128.mul<f64>(ff, v128.load(u)), v128.mul<f64>(gg, v128.load(v)));
    const s1 = v128.add<f64>(v128.mul<f64>(ff, v128.load(u, 16)), v128.mul<f64>(gg, v128.load(v, 16)));
    v128.store(y, v128.add<f64>(v128.load(y), s0));
    v128.store(y, v128.add<f64>(v128.load(y, 16), s1), 16);
    y += 32;
    u += 32;
    v += 32;
  }
  for (; y < end; y += 8, u += 8, v += 8) store<f64>(y, load<f64>(y) + (f * load<f64>(u) + g * load<f64>(v)));
}

/** (xᵀ u, xᵀ v) to `target`. */
function dotTwo(n: i32, x: usize, u: usize, v: usize, target: usize): void {
  let s0 = v128.splat<f64>(0),
    s1 = s0,
    t0 = s0,
    t1 = s0;
  const end = x + ((<usize>n) << 3);
  while (x + 32 <= end) {
    const x0 = v128.load(x),
      x1 = v128.load(x, 16);
    s0 = v128.add<f64>(s0, v128.mul<f64>(x0, v128.load(u)));
    s1 = v128.add<f64>(s1, v128.mul<f64>(x1, v128.load(u, 16)));
    t0 = v128.add<f64>(t0, v128.mul<f64>(x0, v128.load(v)));
    t1 = v128.add<f64>(t1, v128.mul<f64>(x1, v128.load(v, 16)));
    x += 32;
    u += 32;
    v += 32;
  }
  let s = total<f64>(v128.add<f64>(s0, s1)),
    t = total<f64>(v128.add<f64>(t0, t1));
  for (; x < end; x += 8, u += 8, v += 8) {
    s += load<f64>(x) * load<f64>(u);
    t += load<f64>(x) * load<f64>(v);
  }
  store<f64>(target, s);
  store<f64>(target, t, 8);
}

/** Eigenvectors of T in the rows of q (n×n) become those of A: q := q H_1 H_2 … H_{n−1}. */
export function transformBack(n: i32, a: usize, tau: usize, q: usize, work: usize): void {
  const row = (<usize>n) << 3;
  const v = work,
    product = v + <usize>BLOCK * row,
    product2 = product + <usize>BLOCK * row;
  const gram = product2 + <usize>BLOCK * row,
    t = gram + <usize>(BLOCK * BLOCK * 8);
  const scratch = t + <usize>(BLOCK * BLOCK * 8);
  for (let first = 1; first < n; first += BLOCK) {
    const count = min(n - first, BLOCK);
    // The longest v of the block has as many entries as its row number says.
    const length = first + count - 1;
    for (let r = 0; r < count; r++) {
      const here = (<usize>(first + r)) << 3;
      memory.copy(v + <usize>r * row, a + <usize>(first + r) * row, here);
      memory.fill(v + <usize>r * row + here, 0, row - here);
    }
    gemm<f64>(count, count, length, 1, v, n, 1, v, 1, n, 0, gram, BLOCK, scratch, true);
    triangle(count, gram, tau + ((<usize>first) << 3), t);
    gemm<f64>(n, count, length, 1, q, n, 1, v, 1, n, 0, product, count, scratch, false);
    gemm<f64>(n, count, count, 1, product, count, 1, t, BLOCK, 1, 0, product2, count, scratch, false);
    gemm<f64>(n, length, count, -1, product2, count, 1, v, n, 1, 1, q, n, scratch, false);
  }
}

/**
 * The upper triangular t with H_first … H_last = I − Vᵀ t V, from the scalar products of the v
 * (lower triangle of gram).
 */
function triangle(count: i32, gram: usize, tau: usize, t: usize): void {
  memory.fill(t, 0, <usize>(BLOCK * BLOCK * 8));
  for (let j = 0; j < count; j++) {
    const tauJ = load<f64>(tau + ((<usize>j) << 3));
    const products = gram + ((<usize>(j * BLOCK)) << 3);
    for (let i = 0; i < j; i++) {
      const row = t + ((<usize>(i * BLOCK)) << 3);
      const from = (<usize>i) << 3;
      store<f64>(row + ((<usize>j) << 3), -tauJ * dot<f64>(j - i, row + from, products + from));
    }
    store<f64>(t + ((<usize>(j * BLOCK + j)) << 3), tauJ);
  }
}
