import { noisePower, signalPower } from '../../../diffusion/schedules.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';

/**
 * The mean of clean Gaussian data of this `precision` Σ⁻¹ (d × d) given their noisy state
 * (samples × d): the solution m of (Σ⁻¹ + diag(α²/σ²)) m = (α/σ²) x, written into `denoised`.
 */
export function posteriorMean(
  given: { precision: Float64Array; gammas: Float64Array; state: Matrix; denoised: Matrix },
  engine: Engine,
): void {
  const { precision, gammas, state, denoised } = given;
  const d = gammas.length;
  const { heap } = engine;
  heap.scope(() => {
    const sharpened = heap.matrixFrom(d, d, precision);
    // The map from x to m, transposed: the system's inverse beside a diagonal, both symmetric.
    const map = heap.matrix(d, d);
    for (let i = 0; i < d; i++) {
      const [alpha, variance] = [Math.sqrt(signalPower(gammas[i])), noisePower(gammas[i])];
      sharpened.values[i * d + i] += (alpha * alpha) / variance;
      map.values[i * d + i] = alpha / variance;
    }
    engine.cholesky(sharpened);
    engine.solveCholesky(sharpened, map);
    engine.gemm({ a: state, b: map, c: denoised, transposeB: true });
  });
}
