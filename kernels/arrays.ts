// What networks do with arrays beside products: sums, scaled additions, rows added and summed.
import { axpy, dot } from './vectors';

/** xᵀ y */
export function dotF64(count: i32, x: usize, y: usize): f64 { return dot<f64>(count, x, y); }
/** xᵀ y, summed in float64. */
export function dotF32(count: i32, x: usize, y: usize): f64 {
  let s0 = f64x2.splat(0), s1 = s0;
  const end = x + (<usize>count << 2);
  while (x + 16 <= end) {
    const a = v128.load(x), b = v128.load(y);
    s0 = f64x2.add(s0, f64x2.mul(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b)));
    s1 = f64x2.add(s1, f64x2.mul(
      f64x2.promote_low_f32x4(v128.shuffle<i64>(a, a, 1, 1)), f64x2.promote_low_f32x4(v128.shuffle<i64>(b, b, 1, 1)),
    ));
    x += 16;
    y += 16;
  }
  let rest: f64 = 0;
  for (; x < end; x += 4, y += 4) rest += <f64>load<f32>(x) * <f64>load<f32>(y);
  s0 = f64x2.add(s0, s1);
  return rest + (f64x2.extract_lane(s0, 0) + f64x2.extract_lane(s0, 1));
}

/** y += factor x */
export function axpyF64(count: i32, factor: f64, x: usize, y: usize): void { axpy<f64>(count, factor, x, y); }
export function axpyF32(count: i32, factor: f32, x: usize, y: usize): void { axpy<f32>(count, factor, x, y); }

/** out := factor x; the two may be the same. */
export function scaleF64(count: i32, factor: f64, x: usize, out: usize): void { scale<f64>(count, factor, x, out); }
export function scaleF32(count: i32, factor: f32, x: usize, out: usize): void { scale<f32>(count, factor, x, out); }

/** x := factor (x − shift). */
export function centreF64(count: i32, shift: f64, factor: f64, x: usize): void {
  const end = x + (<usize>count << 3);
  for (; x + 16 <= end; x += 16)
    v128.store(x, f64x2.mul(f64x2.splat(factor), f64x2.sub(v128.load(x), f64x2.splat(shift))));
  if (x < end) store<f64>(x, factor * (load<f64>(x) - shift));
}

/** out := x y, entry by entry. */
export function timesF64(count: i32, x: usize, y: usize, out: usize): void { times<f64>(count, x, y, out); }
export function timesF32(count: i32, x: usize, y: usize, out: usize): void { times<f32>(count, x, y, out); }

/** Each row of the rows×columns matrix += factor row. */
export function addRowF64(rows: i32, columns: i32, factor: f64, row: usize, matrix: usize): void {
  for (let i = 0; i < rows; i++) axpy<f64>(columns, factor, row, matrix + (<usize>(i * columns) << 3));
}
export function addRowF32(rows: i32, columns: i32, factor: f32, row: usize, matrix: usize): void {
  for (let i = 0; i < rows; i++) axpy<f32>(columns, factor, row, matrix + (<usize>(i * columns) << 2));
}

/** row += factor times the sum of the rows. */
export function sumRowsF64(rows: i32, columns: i32, factor: f64, matrix: usize, row: usize): void {
  for (let i = 0; i < rows; i++) axpy<f64>(columns, factor, matrix + (<usize>(i * columns) << 3), row);
}
export function sumRowsF32(rows: i32, columns: i32, factor: f32, matrix: usize, row: usize): void {
  for (let i = 0; i < rows; i++) axpy<f32>(columns, factor, matrix + (<usize>(i * columns) << 2), row);
}

/** target := source, `bytes` long. */
export function copyBytes(bytes: usize, source: usize, target: usize): void { memory.copy(target, source, bytes); }
export function clearBytes(bytes: usize, target: usize): void { memory.fill(target, 0, bytes); }

@inline
function scale<T extends number>(count: i32, factor: T, x: usize, out: usize): void {
  const f = v128.splat<T>(factor);
  const end = x + <usize>count * sizeof<T>();
  for (; x + 16 <= end; x += 16, out += 16) v128.store(out, v128.mul<T>(f, v128.load(x)));
  for (; x < end; x += sizeof<T>(), out += sizeof<T>()) store<T>(out, factor * load<T>(x));
}

@inline
function times<T extends number>(count: i32, x: usize, y: usize, out: usize): void {
  const end = x + <usize>count * sizeof<T>();
  for (; x + 16 <= end; x += 16, y += 16, out += 16) v128.store(out, v128.mul<T>(v128.load(x), v128.load(y)));
  for (; x < end; x += sizeof<T>(), y += sizeof<T>(), out += sizeof<T>()) store<T>(out, load<T>(x) * load<T>(y));
}
