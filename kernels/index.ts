// The hot loops, compiled to one kernels.wasm. Each file exports flat functions over addresses; the TypeScript side is src/numeric/.
export * from './gemm';
export * from './cholesky';
export * from './eigh';
export * from './philox';
export * from './special';
