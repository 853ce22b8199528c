import type { Engine } from './engine.ts';
import { createWasmEngine } from './engines/wasm.ts';

let engine: Engine | undefined;

/**
 * Eigen-decomposition of a symmetric n × n matrix (row-major) for theory code, which has no engine of its own: always the wasm
 * engine, so that a prediction is the same everywhere. Values ascend; row k of `vectors` belongs to value k.
 * Throws `NotFinite`, `NoConvergence` and `OutOfMemory`.
 */
export function eigenvaluesAndVectors(
  matrix: Float64Array,
  n: number,
): { values: Float64Array; vectors: Float64Array } {
  engine ??= createWasmEngine();
  const { heap } = engine;
  return heap.scope(() => {
    const a = heap.matrixFrom(n, n, matrix);
    const values = engine!.eigh(a, { vectors: true });
    return { values, vectors: Float64Array.from(a.values) };
  });
}
