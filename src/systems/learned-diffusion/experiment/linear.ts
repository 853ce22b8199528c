import { noisePower, signalPower } from '../../../diffusion/schedules.ts';
import { copy } from '../../../networks/arrays.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { LearnedProblem } from '../problem.ts';
import type { Denoiser } from './denoiser.ts';

/**
 * The best linear denoiser for the covariance C of the training images (n × d, components): of x =
 * α x₀ + σ ε it makes C (C + diag(σ²/α²))⁻¹ x/α. In the heap's present scope.
 */
export function linearDenoiser({ schedule }: LearnedProblem, training: Matrix, engine: Engine): Denoiser {
  const { heap } = engine;
  const d = training.columns;
  const covariance = heap.matrix(d, d);
  engine.syrk({ a: training, c: covariance, transpose: true, alpha: 1 / training.rows });
  return {
    denoise: (state, time, denoised) =>
      heap.scope(() => {
        const [noisy, map, scaled] = [heap.matrix(d, d), heap.matrix(d, d), heap.matrix(state.rows, d)];
        copy(covariance, noisy);
        copy(covariance, map);
        const signal = schedule.at(time).map((gamma, i) => {
          noisy.values[i * d + i] += noisePower(gamma) / signalPower(gamma);
          return Math.sqrt(signalPower(gamma));
        });
        const [from, to] = [state.values, scaled.values];
        for (let row = 0; row < from.length; row += d)
          for (let i = 0; i < d; i++) to[row + i] = from[row + i] / signal[i];
        engine.cholesky(noisy);
        engine.solveCholesky(noisy, map);
        engine.gemm({ a: scaled, b: map, c: denoised });
      }),
  };
}
