import type { Dtype, Heap, Matrix } from '../numeric/heap.ts';
import type { DtypeKernels } from '../numeric/kernels.ts';

/** The kernel `name` for float64 or float32. */
export function routine<Name extends keyof DtypeKernels>(heap: Heap, name: Name, dtype: Dtype): DtypeKernels[Name] {
  const full = `${name}${dtype === 'f64' ? 'F64' : 'F32'}` as keyof typeof heap.kernels.call;
  return heap.kernels.call[full] as DtypeKernels[Name];
}

// The shapes are the caller's business here: these run in inner loops.

export function sizeOf(x: Matrix): number {
  return x.rows * x.columns;
}

/** xᵀy over all entries, summed in float64. */
export function dot(x: Matrix, y: Matrix): number {
  return routine(x.heap, 'dot', x.dtype)(sizeOf(x), x.address, y.address);
}

/** The Euclidean (Frobenius) norm. */
export function norm(x: Matrix): number {
  return Math.sqrt(dot(x, x));
}

/** y += factor x */
export function axpy(factor: number, x: Matrix, y: Matrix): void {
  routine(x.heap, 'axpy', x.dtype)(sizeOf(x), factor, x.address, y.address);
}

/** out := factor x */
export function scale(factor: number, x: Matrix, out: Matrix = x): void {
  routine(x.heap, 'scale', x.dtype)(sizeOf(x), factor, x.address, out.address);
}

/** out := x y, entry by entry. */
export function times(x: Matrix, y: Matrix, out: Matrix): void {
  routine(x.heap, 'times', x.dtype)(sizeOf(x), x.address, y.address, out.address);
}

export function copy(source: Matrix, target: Matrix): void {
  source.heap.kernels.call.copyBytes(bytesOf(source), source.address, target.address);
}

export function clear(x: Matrix): void {
  x.heap.kernels.call.clearBytes(bytesOf(x), x.address);
}

export function allFinite(x: Matrix): boolean {
  return routine(x.heap, 'allFinite', x.dtype)(x.address, sizeOf(x)) === 1;
}

function bytesOf(x: Matrix): number {
  return sizeOf(x) * (x.dtype === 'f64' ? 8 : 4);
}
