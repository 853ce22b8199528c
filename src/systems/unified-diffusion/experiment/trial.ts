import { drawsNoise, takeStep } from '../../../diffusion/samplers.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import { squared } from '../../../numeric/special.ts';
import type { Trial, TrialContext } from '../../contract.ts';
import type { DiffusionObservable } from '../observables.ts';
import { type DiffusionProblem, EMERGED } from '../problem.ts';
import { posteriorMean } from './denoiser.ts';
import { divergenceFrom, invertedSymmetric, noisyCovariance } from './divergence.ts';

/** Draws noise and makes samples of it, with the exact denoiser of Gaussian data. */
export function runTrial(
  problem: DiffusionProblem,
  { random, engine, reporter }: TrialContext<DiffusionObservable>,
): Trial<DiffusionObservable> {
  const { parameters, schedule, times, shown, covariance, readout, variances } = problem;
  const { samples, sampler, steps } = parameters;
  const { heap } = engine;
  const d = variances.length;
  return heap.scope(() => {
    const [state, denoised, seen] = [0, 1, 2].map(() => heap.matrix(samples, d));
    const noise = drawsNoise(sampler) ? heap.matrix(samples, d) : undefined;
    const toModes = heap.matrixFrom(d, d, readout);
    const precision = invertedSymmetric(covariance, engine);
    random.stream('start').fillNormal(state);
    const fresh = random.stream('steps');
    const shares: Float64Array[] = [];
    /** Mean squares of the modes, in units of the data's variances. */
    const look = (components: Matrix) => {
      engine.gemm({ a: components, b: toModes, c: seen, transposeB: true });
      shares.push(meanSquares(seen).map((square, k) => square / variances[k]));
    };
    for (let j = 0; j < steps; j++) {
      reporter.check();
      reporter.progress(j / steps);
      const [from, to] = [schedule.at(times[j]), schedule.at(times[j + 1])];
      posteriorMean({ precision, gammas: from, state, denoised }, engine);
      look(denoised);
      if (noise) fresh.fillNormal(noise);
      takeStep(sampler, { state, denoised, noise }, from, to);
    }
    look(state);
    const revealed = new Float64Array(shown.length * d);
    for (const [row, j] of shown.entries()) revealed.set(shares[j], row * d);
    return {
      observables: {
        emergence: Float64Array.from(variances, (_, k) => whenSeen(shares, times, k)),
        variance: shares[steps],
        revealed,
        divergence: divergenceFrom(covariance, state, engine),
        targetDivergence: divergenceFrom(noisyCovariance(covariance, schedule.at(0)), state, engine),
      },
    };
  });
}

/** Between the two times around which the mode has come to be seen, by the rule of three. */
function whenSeen(shares: readonly Float64Array[], times: Float64Array, k: number): number {
  const after = shares.findIndex((all) => all[k] >= EMERGED);
  if (after < 0) return 0;
  if (after === 0) return 1;
  const [little, enough] = [shares[after - 1][k], shares[after][k]];
  return (times[after - 1] * (enough - EMERGED) + times[after] * (EMERGED - little)) / (enough - little);
}

function meanSquares({ values, rows, columns }: Matrix): Float64Array {
  const sums = new Float64Array(columns);
  for (let start = 0; start < values.length; start += columns)
    for (let k = 0; k < columns; k++) sums[k] += squared(values[start + k]);
  return sums.map((sum) => sum / rows);
}
