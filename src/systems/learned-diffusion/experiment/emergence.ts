import { noisePower, samplingTimes, signalPower } from '../../../diffusion/schedules.ts';
import type { Engine } from '../../../numeric/engine.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import { EMERGED, type LearnedProblem } from '../problem.ts';
import type { Denoiser } from './denoiser.ts';

/** Times at which images are noised and denoised. */
const INTERVALS = 24;

/**
 * When half of each mode shows in what the denoiser makes of noised images that it has not learned
 * (`held`, rows × d components): where Σ x̂_k x_k / Σ x_k² passes one half, straight between times.
 */
export function measureEmergence(
  { schedule, modes, shown }: LearnedProblem,
  { denoise }: Denoiser,
  held: Matrix,
  { random, engine, check }: { random: Random; engine: Engine; check: () => void },
): Float64Array {
  const { heap } = engine;
  const { rows, columns: d } = held;
  const times = samplingTimes(INTERVALS);
  return heap.scope(() => {
    const readout = heap.matrixFrom(shown, d, modes.subarray(0, shown * d));
    const [noisy, denoised] = [heap.matrix(rows, d), heap.matrix(rows, d)];
    const [clean, seen] = [heap.matrix(rows, shown), heap.matrix(rows, shown)];
    engine.gemm({ a: held, b: readout, c: clean, transposeB: true });
    const shares = Array.from(times, (time, j) => {
      check();
      random.stream('noise', j).fillNormal(noisy);
      const gammas = schedule.at(time);
      const [alpha, sigma] = [signalPower, noisePower].map((power) => gammas.map((one) => Math.sqrt(power(one))));
      const [x, z] = [held.values, noisy.values];
      for (let row = 0; row < x.length; row += d)
        for (let i = 0; i < d; i++) z[row + i] = alpha[i] * x[row + i] + sigma[i] * z[row + i];
      denoise(noisy, time, denoised);
      engine.gemm({ a: denoised, b: readout, c: seen, transposeB: true });
      return overlapsWith(clean, seen);
    });
    return Float64Array.from({ length: shown }, (_, k) => {
      const after = shares.findIndex((all) => all[k] >= EMERGED);
      if (after <= 0) return after < 0 ? 0 : 1;
      const [little, enough] = [shares[after - 1][k], shares[after][k]];
      return (times[after - 1] * (enough - EMERGED) + times[after] * (EMERGED - little)) / (enough - little);
    });
  });
}

/** Σ x̂_k x_k / Σ x_k² of each column. */
function overlapsWith(clean: Matrix, seen: Matrix): Float64Array {
  const k = clean.columns;
  const [both, own] = [new Float64Array(k), new Float64Array(k)];
  const [x, y] = [clean.values, seen.values];
  for (let at = 0; at < x.length; at++) {
    both[at % k] += x[at] * y[at];
    own[at % k] += x[at] * x[at];
  }
  return both.map((value, i) => value / own[i]);
}
