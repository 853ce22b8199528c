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
