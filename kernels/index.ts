// The hot loops, compiled to one kernels.wasm. Each file exports flat functions over addresses; the
// TypeScript side is src/numeric/.
export * from './activations';
export * from './arrays';
export * from './attention';
export * from './cholesky';
export * from './eigh';
export * from './gram';
export * from './images';
export * from './layer-norm';
export * from './losses';
export * from './philox';
export * from './product';
export * from './special';
export * from './updates';

/** The first address above the module's own constants. */
export function heapBase(): usize {
  return __heap_base;
}
