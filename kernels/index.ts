// The hot loops, compiled to one kernels.wasm. Each file exports flat functions over addresses; the TypeScript side is src/numeric/.
export * from './gemm';
export * from './cholesky';
export * from './eigh';
export * from './philox';
export * from './special';

/** The first address above the module's own constants. */
export function heapBase(): usize {
  return __heap_base;
}
