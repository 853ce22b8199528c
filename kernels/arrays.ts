// What networks do with arrays beside products: sums, scaled additions, rows added and summed.
import { axpy as addScaled, dot } from './vectors';

/** xᵀ y */
export function dotF64(count: i32, x: usize, y: usize): f64 {
  return dot<f64>(count, x, y);
}
/** xᵀ y, summed in float64. */
export function dotF32(count: i32, x: usize, y: usize): f64 {
  let s0 = f64x2.splat(0),
    s1 = s0;
  const end = x + ((<usize>count) << 2);
  while (x + 16 <= end) {
    const a = v128.load(x),
      b = v128.load(y);
    s0 = f64x2.add(s0, f64x2.mul(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b)));
    s1 = f64x2.add(
      s1,
      f64x2.mul(
        f64x2.promote_low_f32x4(v128.shuffle<i64>(a, a, 1, 1)),
        f64x2.promote_low_f32x4(v128.shuffle<i64>(b, b, 1, 1)),
      ),
    );
    x += 16;
    y += 16;
  }
  let rest: f64 = 0;
  for (; x < end; x += 4, y += 4) rest += <f64>load<f32>(x) * <f64>load<f32>(y);
  s0 = f64x2.add(s0, s1);
  return rest + (f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1));
}

/** y += factor x */
export function axpy<T extends number>(count: i32, factor: T, x: usize, y: usize): void {
  addScaled<T>(count, factor, x, y);
}

/** x := factor (x − shift). */
export function centreF64(count: i32, shift: f64, factor: f64, x: usize): void {
  const end = x + ((<usize>count) << 3);
  for (; x + 16 <= end; x += 16)
    v128.store(x, f64x2.mul(f64x2.splat(factor), f64x2.sub(v128.load(x), f64x2.splat(shift))));
  if (x < end) store<f64>(x, factor * (load<f64>(x) - shift));
}

/** Each row of the rows×columns matrix += factor row. */
export function addRow<T extends number>(rows: i32, columns: i32, factor: T, row: usize, matrix: usize): void {
  for (let i = 0; i < rows; i++) addScaled<T>(columns, factor, row, matrix + <usize>(i * columns) * sizeof<T>());
}

/** row += factor times the sum of the rows. */
export function sumRows<T extends number>(rows: i32, columns: i32, factor: T, matrix: usize, row: usize): void {
  for (let i = 0; i < rows; i++) addScaled<T>(columns, factor, matrix + <usize>(i * columns) * sizeof<T>(), row);
}

/**
 * sums_k += row_k·x for rows of `columns` numbers, each `stride` numbers after the one before. Two
 * at a time share the loads of x.
 */
export function dotRowsF64(rows: i32, columns: i32, stride: i32, matrix: usize, x: usize, sums: usize): void {
  const step = (<usize>stride) << 3;
  let k = 0;
  for (; k + 2 <= rows; k += 2, matrix += 2 * step, sums += 16)
    v128.store(sums, f64x2.add(v128.load(sums), dotsOfTwo(columns, matrix, matrix + step, x)));
  if (k < rows) store<f64>(sums, load<f64>(sums) + dot<f64>(columns, matrix, x));
}

// @inline
function dotsOfTwo(columns: i32, first: usize, second: usize, x: usize): v128 {
  let a0 = f64x2.splat(0),
    a1 = a0,
    b0 = a0,
    b1 = a0,
    a2 = a0,
    b2 = a0;
  const end = x + ((<usize>columns) << 3);
  while (x + 48 <= end) {
    const x0 = v128.load(x),
      x1 = v128.load(x, 16),
      x2 = v128.load(x, 32);
    a0 = f64x2.add(a0, f64x2.mul(x0, v128.load(first)));
    b0 = f64x2.add(b0, f64x2.mul(x0, v128.load(second)));
    a1 = f64x2.add(a1, f64x2.mul(x1, v128.load(first, 16)));
    b1 = f64x2.add(b1, f64x2.mul(x1, v128.load(second, 16)));
    a2 = f64x2.add(a2, f64x2.mul(x2, v128.load(first, 32)));
    b2 = f64x2.add(b2, f64x2.mul(x2, v128.load(second, 32)));
    x += 48;
    first += 48;
    second += 48;
  }
  let a: f64 = 0,
    b: f64 = 0;
  for (; x < end; x += 8, first += 8, second += 8) {
    a += load<f64>(x) * load<f64>(first);
    b += load<f64>(x) * load<f64>(second);
  }
  a0 = f64x2.add(f64x2.add(a0, a1), a2);
  b0 = f64x2.add(f64x2.add(b0, b1), b2);
  const low = v128.shuffle<i64>(a0, b0, 0, 2),
    high = v128.shuffle<i64>(a0, b0, 1, 3);
  return f64x2.add(f64x2.add(low, high), f64x2.replace_lane(f64x2.splat(a), 1, b));
}

/**
 * out += Σ_k factor_k row_k for rows of `columns` numbers, each `stride` numbers after the one
 * before. Four at a time share the loads and stores of out.
 */
export function addRowsF64(rows: i32, columns: i32, stride: i32, factors: usize, matrix: usize, out: usize): void {
  const step = (<usize>stride) << 3;
  let k = 0;
  for (; k + 4 <= rows; k += 4, matrix += 4 * step, factors += 32) addFour(columns, step, factors, matrix, out);
  for (; k < rows; k++, matrix += step, factors += 8) addScaled<f64>(columns, load<f64>(factors), matrix, out);
}

// @inline
function addFour(columns: i32, step: usize, factors: usize, row: usize, out: usize): void {
  const f0 = v128.load_splat<f64>(factors),
    f1 = v128.load_splat<f64>(factors, 8),
    f2 = v128.load_splat<f64>(factors, 16),
    f3 = v128.load_splat<f64>(factors, 24);
  const second = row + step,
    third = second + step,
    fourth = third + step;
  const bytes = (<usize>columns) << 3;
  const whole = bytes & ~15;
  for (let i: usize = 0; i < whole; i += 16) {
    const early = f64x2.add(f64x2.mul(f0, v128.load(row + i)), f64x2.mul(f1, v128.load(second + i)));
    const late = f64x2.add(f64x2.mul(f2, v128.load(third + i)), f64x2.mul(f3, v128.load(fourth + i)));
    v128.store(out + i, f64x2.add(v128.load(out + i), f64x2.add(early, late)));
  }
  if (whole === bytes) return;
  const rest =
    load<f64>(factors) * load<f64>(row + whole) +
    load<f64>(factors, 8) * load<f64>(second + whole) +
    (load<f64>(factors, 16) * load<f64>(third + whole) + load<f64>(factors, 24) * load<f64>(fourth + whole));
  store<f64>(out + whole, load<f64>(out + whole) + rest);
}

/** 1 when all `count` numbers are finite: x·0 is 0 for those and NaN for the others. */
export function allFinite<T extends number>(address: usize, count: i32): i32 {
  const zero = v128.splat<T>(0);
  let s0 = zero,
    s1 = zero,
    s2 = zero,
    s3 = zero;
  const end = address + <usize>count * sizeof<T>();
  while (address + 64 <= end) {
    s0 = v128.add<T>(s0, v128.mul<T>(v128.load(address), zero));
    s1 = v128.add<T>(s1, v128.mul<T>(v128.load(address, 16), zero));
    s2 = v128.add<T>(s2, v128.mul<T>(v128.load(address, 32), zero));
    s3 = v128.add<T>(s3, v128.mul<T>(v128.load(address, 48), zero));
    address += 64;
  }
  let rest: T = 0;
  for (; address < end; address += sizeof<T>()) rest = <T>(rest + load<T>(address) * <T>0);
  s0 = v128.add<T>(v128.add<T>(s0, s1), v128.add<T>(s2, s3));
  return v128.any_true(v128.ne<T>(s0, s0)) || rest !== rest ? 0 : 1;
}

/** target := source, `bytes` long. */
export function copyBytes(bytes: usize, source: usize, target: usize): void {
  memory.copy(target, source, bytes);
}
export function clearBytes(bytes: usize, target: usize): void {
  memory.fill(target, 0, bytes);
}

/** out := factor x; the two may be the same. */
// @inline
export function scale<T extends number>(count: i32, factor: T, x: usize, out: usize): void {
  const f = v128.splat<T>(factor);
  const end = x + <usize>count * sizeof<T>();
  for (; x + 16 <= end; x += 16, out += 16) v128.store(out, v128.mul<T>(f, v128.load(x)));
  for (; x < end; x += sizeof<T>(), out += sizeof<T>()) store<T>(out, factor * load<T>(x));
}

/** out := x y, entry by entry. */
// @inline
export function times<T extends number>(count: i32, x: usize, y: usize, out: usize): void {
  const end = x + <usize>count * sizeof<T>();
  for (; x + 16 <= end; x += 16, y += 16, out += 16) v128.store(out, v128.mul<T>(v128.load(x), v128.load(y)));
  for (; x < end; x += sizeof<T>(), y += sizeof<T>(), out += sizeof<T>()) store<T>(out, load<T>(x) * load<T>(y));
}
