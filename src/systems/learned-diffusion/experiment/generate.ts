import { drawsNoise, takeStep } from '../../../diffusion/samplers.ts';
import { samplingTimes } from '../../../diffusion/schedules.ts';
import { copy } from '../../../networks/arrays.ts';
import type { Matrix } from '../../../numeric/heap.ts';
import type { Random } from '../../../numeric/random.ts';
import type { LearnedProblem } from '../problem.ts';
import type { Denoiser } from './denoiser.ts';

/**
 * Samples (components) that a denoiser makes in so many steps. All noise is drawn from `random`:
 * two denoisers get the same from equal streams. In the heap's present scope.
 */
export function generate(
  { parameters, schedule, basis }: LearnedProblem,
  { denoise }: Denoiser,
  steps: number,
  { random, start, check }: { random: Random; start: Matrix; check: () => void },
): Matrix {
  const { sampler } = parameters;
  const { heap, rows } = start;
  const state = heap.matrix(rows, basis.size);
  copy(start, state);
  heap.scope(() => {
    const denoised = heap.matrix(rows, basis.size);
    const noise = drawsNoise(sampler) ? heap.matrix(rows, basis.size) : undefined;
    const fresh = random.stream('steps', steps);
    const times = samplingTimes(steps);
    for (let j = 0; j < steps; j++) {
      check();
      denoise(state, times[j], denoised);
      if (noise) fresh.fillNormal(noise);
      takeStep(sampler, { state, denoised, noise }, schedule.at(times[j]), schedule.at(times[j + 1]));
    }
  });
  return state;
}
