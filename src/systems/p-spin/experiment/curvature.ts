import type { Engine } from '../../../numeric/engine.ts';
import type { Landscape } from './landscape.ts';

/**
 * The N − 1 eigenvalues of the Hessian along the sphere, ascending: of P ∂²H P − (σ·∇H/N) P, with P
 * the projection across σ. For a column of `at`, which the landscape's force was last asked at.
 */
export function curvatures(
  landscape: Landscape,
  at: Float64Array,
  force: Float64Array,
  column: number,
  engine: Engine,
): Float64Array {
  const { size: N, states: R } = landscape;
  const second = landscape.secondDerivatives(at, column);
  const direction = Float64Array.from({ length: N }, (_, i) => at[i * R + column] / Math.sqrt(N));
  const image = new Float64Array(N);
  let [along, pull, largest] = [0, 0, 0];
  for (let i = 0; i < N; i++) {
    let row = 0;
    for (let j = 0; j < N; j++) {
      image[i] += second[i * N + j] * direction[j];
      row += Math.abs(second[i * N + j]);
    }
    along += image[i] * direction[i];
    pull += (force[i * R + column] * direction[i]) / Math.sqrt(N);
    largest = Math.max(largest, row);
  }
  // The direction across the sphere is lifted above all others, and dropped.
  const lifted = along + 4 * largest + Math.abs(pull);
  return engine.heap.scope(() => {
    const hessian = engine.heap.matrixFrom(N, N, second);
    const { values } = hessian;
    for (let i = 0; i < N; i++) {
      for (let j = 0; j < N; j++)
        values[i * N + j] += lifted * direction[i] * direction[j] - image[i] * direction[j] - direction[i] * image[j];
      values[i * N + i] += pull;
    }
    return engine.eigh(hessian).slice(0, N - 1);
  });
}
