import type { Engine } from './engine.ts';
import { createWasmEngine } from './engines/wasm.ts';

let own: Engine | undefined;

/**
 * Eigen-decomposition of a symmetric n × n matrix (row-major) for theory code, by the engine that
 * theory is given, or by a wasm engine kept here. Values ascend; row k of `vectors` belongs to
 * value k. Throws `NotFinite`, `NoConvergence` and `OutOfMemory`.
 */
export function eigenvaluesAndVectors(
  matrix: Float64Array,
  n: number,
  engine: Engine = fallback(),
): { values: Float64Array; vectors: Float64Array } {
  const { heap } = engine;
  return heap.scope(() => {
    const a = heap.matrixFrom(n, n, matrix);
    const values = engine.eigh(a, { vectors: true });
    return { values, vectors: Float64Array.from(a.values) };
  });
}

function fallback(): Engine {
  own ??= createWasmEngine();
  return own;
}
