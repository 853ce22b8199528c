// Losses over a batch of `rows` samples with `columns` outputs: the mean over samples of the sum
// over outputs. Sums in float64.
import { exp, logScalar } from './special';

/** ½ Σ (f − t)² / rows; adjoint := (f − t) / rows. */
// @inline
export function squaredLoss<T extends number>(rows: i32, columns: i32, f: usize, t: usize, adjoint: usize): f64 {
  const share: f64 = 1 / <f64>rows;
  const end = f + <usize>(rows * columns) * sizeof<T>();
  let sum: f64 = 0;
  for (; f < end; f += sizeof<T>(), t += sizeof<T>(), adjoint += sizeof<T>()) {
    const difference = <f64>load<T>(f) - <f64>load<T>(t);
    sum += difference * difference;
    store<T>(adjoint, <T>(difference * share));
  }
  return 0.5 * sum * share;
}

/** p := f minus the largest of its row. */
// @inline
function shift<T extends number>(rows: i32, columns: i32, f: usize, p: usize): void {
  for (let i = 0; i < rows; i++) {
    const row = f + <usize>(i * columns) * sizeof<T>();
    const end = row + <usize>columns * sizeof<T>();
    let most = load<T>(row);
    for (let at = row; at < end; at += sizeof<T>()) most = max<T>(most, load<T>(at));
    for (let at = row; at < end; at += sizeof<T>(), p += sizeof<T>()) store<T>(p, <T>(load<T>(at) - most));
  }
}

/** −Σ t log softmax(f) / rows; p := softmax(f), adjoint := (p Σ t − t) / rows. */
export function crossEntropy<T extends number>(
  rows: i32,
  columns: i32,
  f: usize,
  t: usize,
  p: usize,
  adjoint: usize,
): f64 {
  shift<T>(rows, columns, f, p);
  exp<T>(p, p, rows * columns);
  const share: f64 = 1 / <f64>rows;
  const size = <usize>columns * sizeof<T>();
  let loss: f64 = 0;
  for (let i = 0; i < rows; i++, f += size, t += size, p += size, adjoint += size) {
    let sum: f64 = 0,
      targets: f64 = 0,
      most = <f64>load<T>(f);
    for (let at: usize = 0; at < size; at += sizeof<T>()) {
      sum += <f64>load<T>(p + at);
      targets += <f64>load<T>(t + at);
      most = max<f64>(most, <f64>load<T>(f + at));
    }
    const free = most + logScalar(sum);
    for (let at: usize = 0; at < size; at += sizeof<T>()) {
      const target = <f64>load<T>(t + at);
      const probability = <f64>load<T>(p + at) / sum;
      loss += target * (free - <f64>load<T>(f + at));
      store<T>(p + at, <T>probability);
      store<T>(adjoint + at, <T>((probability * targets - target) * share));
    }
  }
  return loss * share;
}

/** Along a change df of f the adjoint changes by Σ t (p df − p (p·df)) / rows. */
// @inline
export function crossEntropyBend<T extends number>(
  rows: i32,
  columns: i32,
  t: usize,
  p: usize,
  df: usize,
  out: usize,
): void {
  const share: f64 = 1 / <f64>rows;
  const size = <usize>columns * sizeof<T>();
  for (let i = 0; i < rows; i++, t += size, p += size, df += size, out += size) {
    let mean: f64 = 0,
      targets: f64 = 0;
    for (let at: usize = 0; at < size; at += sizeof<T>()) {
      mean += <f64>load<T>(p + at) * <f64>load<T>(df + at);
      targets += <f64>load<T>(t + at);
    }
    for (let at: usize = 0; at < size; at += sizeof<T>())
      store<T>(out + at, <T>(share * targets * <f64>load<T>(p + at) * (<f64>load<T>(df + at) - mean)));
  }
}
