// Matrix products, packed and blocked after Goto and van de Geijn, "Anatomy of high-performance
// matrix multiplication", ACM TOMS 34:12 (2008). Operands have free strides (in elements), so a
// transpose is a swap of two numbers; C is row-major.
import { gemv } from './vectors';

/** Rows of a register tile. */
const MR: i32 = 4;
/**
 * Depth, rows and columns of the packed blocks: an A block stays in L2, a B panel of NR columns in
 * L1.
 */
const KC: i32 = 512;
const MC: i32 = 32;
const NC: i32 = 512;

/** Bytes of scratch that a product of these sizes needs; enough also for every smaller one. */
export function gemmScratch(m: i32, n: i32, k: i32): usize {
  const depth = <usize>min(k, KC);
  const rows = <usize>min(m + MR, MC);
  const columns = <usize>min(n + 8, NC + 8);
  const vectors = <usize>(max(m, n) + k + 8);
  return max((rows + columns) * depth * 8 + 256, vectors * 8 + 256);
}

/**
 * C := alpha A B + beta C, with C m×n; element (i, l) of A is at `a + i rsa + l csa`, of B at
 * `b + l rsb + j csb`. With `lower` only the lower triangle of C is computed; the rest of C is then
 * undefined near the diagonal and untouched elsewhere.
 */
export function gemm<T extends number>(
  m: i32,
  n: i32,
  k: i32,
  alpha: T,
  a: usize,
  rsa: i32,
  csa: i32,
  b: usize,
  rsb: i32,
  csb: i32,
  beta: T,
  c: usize,
  ldc: i32,
  scratch: usize,
  lower: bool,
): void {
  if (m === 0 || n === 0) return;
  scale<T>(m, n, beta, c, ldc, lower);
  if (k === 0 || alpha === 0) return;
  if (n === 1) {
    gemv<T>(m, k, alpha, a, rsa, csa, b, rsb, c, ldc, scratch);
    return;
  }
  if (m === 1) {
    gemv<T>(n, k, alpha, b, csb, rsb, a, csa, c, 1, scratch);
    return;
  }

  const NR: i32 = 32 / <i32>sizeof<T>();
  const depthMost = min(k, KC);
  const tile = scratch;
  const packedA = scratch + 256;
  const packedB = packedA + <usize>(min(m + MR, MC) * depthMost) * sizeof<T>();
  for (let jc = 0; jc < n; jc += NC) {
    const columns = min(n - jc, NC);
    for (let pc = 0; pc < k; pc += KC) {
      const depth = min(k - pc, KC);
      pack<T>(NR, columns, depth, b + <usize>(pc * rsb + jc * csb) * sizeof<T>(), csb, rsb, packedB);
      for (let ic = 0; ic < m; ic += MC) {
        const rows = min(m - ic, MC);
        if (lower && jc > ic + rows - 1) continue;
        pack<T>(MR, rows, depth, a + <usize>(ic * rsa + pc * csa) * sizeof<T>(), rsa, csa, packedA);
        multiplyBlocks<T>(rows, columns, depth, alpha, packedA, packedB, c, ldc, ic, jc, tile, lower);
      }
    }
  }
}

function multiplyBlocks<T extends number>(
  rows: i32,
  columns: i32,
  depth: i32,
  alpha: T,
  packedA: usize,
  packedB: usize,
  c: usize,
  ldc: i32,
  ic: i32,
  jc: i32,
  tile: usize,
  lower: bool,
): void {
  const NR: i32 = 32 / <i32>sizeof<T>();
  const stride = <usize>ldc * sizeof<T>();
  const panelA = <usize>(MR * depth) * sizeof<T>();
  const panelB = <usize>depth * 32;
  let pb = packedB;
  for (let jr = 0; jr < columns; jr += NR, pb += panelB) {
    const width = min(columns - jr, NR);
    let pa = packedA;
    for (let ir = 0; ir < rows; ir += MR, pa += panelA) {
      if (lower && jc + jr > ic + ir + MR - 1) continue;
      const height = min(rows - ir, MR);
      const target = c + <usize>((ic + ir) * ldc + jc + jr) * sizeof<T>();
      if (height === MR && width === NR) {
        multiplyTile<T>(depth, alpha, pa, pb, target, stride);
      } else {
        memory.fill(tile, 0, 128);
        multiplyTile<T>(depth, alpha, pa, pb, tile, 32);
        for (let i = 0; i < height; i++) {
          for (let j = 0; j < width; j++) {
            const at = target + <usize>i * stride + <usize>j * sizeof<T>();
            store<T>(at, load<T>(at) + load<T>(tile + <usize>i * 32 + <usize>j * sizeof<T>()));
          }
        }
      }
    }
  }
}

// @inline
function fma<T extends number>(c: v128, a: v128, b: v128): v128 {
  return v128.add<T>(c, v128.mul<T>(a, b));
}

/**
 * C += alpha A B on one register tile of MR rows by two vectors, which keeps 8 sums, 2 vectors of B
 * and 1 of A in 16 registers.
 */
function multiplyTile<T extends number>(depth: i32, alpha: T, pa: usize, pb: usize, c: usize, stride: usize): void {
  let c00 = v128.splat<T>(0),
    c01 = c00,
    c10 = c00,
    c11 = c00,
    c20 = c00,
    c21 = c00,
    c30 = c00,
    c31 = c00;
  const step = <usize>MR * sizeof<T>();
  const end = pa + <usize>depth * step;
  const pairs = pa + <usize>(depth & ~1) * step;
  while (pa < pairs) {
    let b0 = v128.load(pb),
      b1 = v128.load(pb, 16);
    let x = v128.load_splat<T>(pa);
    c00 = fma<T>(c00, x, b0);
    c01 = fma<T>(c01, x, b1);
    x = v128.load_splat<T>(pa, sizeof<T>());
    c10 = fma<T>(c10, x, b0);
    c11 = fma<T>(c11, x, b1);
    x = v128.load_splat<T>(pa, 2 * sizeof<T>());
    c20 = fma<T>(c20, x, b0);
    c21 = fma<T>(c21, x, b1);
    x = v128.load_splat<T>(pa, 3 * sizeof<T>());
    c30 = fma<T>(c30, x, b0);
    c31 = fma<T>(c31, x, b1);
    b0 = v128.load(pb, 32);
    b1 = v128.load(pb, 48);
    x = v128.load_splat<T>(pa, 4 * sizeof<T>());
    c00 = fma<T>(c00, x, b0);
    c01 = fma<T>(c01, x, b1);
    x = v128.load_splat<T>(pa, 5 * sizeof<T>());
    c10 = fma<T>(c10, x, b0);
    c11 = fma<T>(c11, x, b1);
    x = v128.load_splat<T>(pa, 6 * sizeof<T>());
    c20 = fma<T>(c20, x, b0);
    c21 = fma<T>(c21, x, b1);
    x = v128.load_splat<T>(pa, 7 * sizeof<T>());
    c30 = fma<T>(c30, x, b0);
    c31 = fma<T>(c31, x, b1);
    pa += 2 * step;
    pb += 64;
  }
  if (pa < end) {
    const b0 = v128.load(pb),
      b1 = v128.load(pb, 16);
    let x = v128.load_splat<T>(pa);
    c00 = fma<T>(c00, x, b0);
    c01 = fma<T>(c01, x, b1);
    x = v128.load_splat<T>(pa, sizeof<T>());
    c10 = fma<T>(c10, x, b0);
    c11 = fma<T>(c11, x, b1);
    x = v128.load_splat<T>(pa, 2 * sizeof<T>());
    c20 = fma<T>(c20, x, b0);
    c21 = fma<T>(c21, x, b1);
    x = v128.load_splat<T>(pa, 3 * sizeof<T>());
    c30 = fma<T>(c30, x, b0);
    c31 = fma<T>(c31, x, b1);
  }
  const s = v128.splat<T>(alpha);
  addRow<T>(c, s, c00, c01);
  addRow<T>(c + stride, s, c10, c11);
  addRow<T>(c + 2 * stride, s, c20, c21);
  addRow<T>(c + 3 * stride, s, c30, c31);
}

// @inline
function addRow<T extends number>(c: usize, alpha: v128, x0: v128, x1: v128): void {
  v128.store(c, fma<T>(v128.load(c), alpha, x0));
  v128.store(c, fma<T>(v128.load(c, 16), alpha, x1), 16);
}

/**
 * Copies `count` vectors of length `depth` into panels `width` wide, each panel contiguous along
 * the depth and filled up with zeros, so that the tile reads memory in order.
 */
function pack<T extends number>(
  width: i32,
  count: i32,
  depth: i32,
  source: usize,
  across: i32,
  along: i32,
  target: usize,
): void {
  const sa = <usize>across * sizeof<T>();
  const sl = <usize>along * sizeof<T>();
  const row = <usize>width * sizeof<T>();
  for (let i = 0; i < count; i += width) {
    const lanes = min(count - i, width);
    const from = source + <usize>i * sa;
    if (lanes < width) {
      memory.fill(target, 0, <usize>depth * row);
      for (let j = 0; j < lanes; j++)
        packLane<T>(depth, from + <usize>j * sa, sl, target + <usize>j * sizeof<T>(), row);
    } else if (across === 1) {
      packRows(depth, from, sl, target, row);
    } else {
      for (let j = 0; j < width; j += 2) {
        const at = from + <usize>j * sa;
        packTwoLanes<T>(depth, at, at + sa, sl, target + <usize>j * sizeof<T>(), row);
      }
    }
    target += <usize>depth * row;
  }
}

function packLane<T extends number>(depth: i32, from: usize, step: usize, to: usize, row: usize): void {
  for (let p = 0; p < depth; p++, from += step, to += row) store<T>(to, load<T>(from));
}

function packTwoLanes<T extends number>(
  depth: i32,
  from: usize,
  next: usize,
  step: usize,
  to: usize,
  row: usize,
): void {
  for (let p = 0; p < depth; p++, from += step, next += step, to += row) {
    store<T>(to, load<T>(from));
    store<T>(to, load<T>(next), sizeof<T>());
  }
}

/** Rows of 16 or 32 bytes that are contiguous in the source too. */
function packRows(depth: i32, from: usize, step: usize, to: usize, row: usize): void {
  if (row === 32) {
    for (let p = 0; p < depth; p++, from += step, to += 32) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
    }
  } else {
    for (let p = 0; p < depth; p++, from += step, to += 16) v128.store(to, v128.load(from));
  }
}

/** C := beta C; a zero beta overwrites, so that C may be undefined before. */
function scale<T extends number>(m: i32, n: i32, beta: T, c: usize, ldc: i32, lower: bool): void {
  if (beta === 1) return;
  for (let i = 0; i < m; i++) {
    const row = c + <usize>(i * ldc) * sizeof<T>();
    const columns = lower ? min(i + 1, n) : n;
    if (beta === 0) memory.fill(row, 0, <usize>columns * sizeof<T>());
    else
      for (let j = 0; j < columns; j++) {
        const at = row + <usize>j * sizeof<T>();
        store<T>(at, beta * load<T>(at));
      }
  }
}

/** Copies the lower triangle to the upper one, in squares that fit the cache. */
export function mirror<T extends number>(n: i32, c: usize, ldc: i32): void {
  const SIDE = 16;
  const row = <usize>ldc * sizeof<T>();
  for (let ib = 0; ib < n; ib += SIDE) {
    for (let jb = 0; jb <= ib; jb += SIDE) {
      const source = c + <usize>ib * row + <usize>jb * sizeof<T>();
      const target = c + <usize>jb * row + <usize>ib * sizeof<T>();
      if (sizeof<T>() === 8 && jb < ib && ib + SIDE <= n) transposeSquare(SIDE, source, target, row);
      else {
        for (let i = 0; i < min(SIDE, n - ib); i++) {
          for (let j = 0; j < min(SIDE, ib + i - jb); j++) {
            store<T>(
              target + <usize>j * row + <usize>i * sizeof<T>(),
              load<T>(source + <usize>i * row + <usize>j * sizeof<T>()),
            );
          }
        }
      }
    }
  }
}

/** The transpose of `side`×`side` float64, two by two; rows are `row` bytes apart. */
// @inline
function transposeSquare(side: i32, source: usize, target: usize, row: usize): void {
  for (let j = 0; j < side; j += 2) {
    let s = source + ((<usize>j) << 3);
    let t = target + <usize>j * row;
    for (let i = 0; i < side; i += 2, s += 2 * row, t += 16) {
      const a = v128.load(s),
        b = v128.load(s + row);
      v128.store(t, v128.shuffle<i64>(a, b, 0, 2));
      v128.store(t + row, v128.shuffle<i64>(a, b, 1, 3));
    }
  }
}
