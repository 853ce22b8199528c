import { NoConvergence } from '../../../numeric/errors.ts';
import type { Prediction } from '../../contract.ts';
import { quantities } from '../../shared/quantities.ts';
import type { AttentionObservable } from '../observables.ts';
import type { AttentionProblem } from '../problem.ts';
import { descend } from './descent.ts';
import { attentionError, bestAttention } from './population.ts';

/** Throws `NoConvergence` where gradient descent diverges. */
export function predict(problem: AttentionProblem): Prediction<AttentionObservable> {
  const { parameters, spectrum, steps } = problem;
  const { length, noise, model, start, rate } = parameters;
  const population = { spectrum, length, noise };
  const best = bestAttention(population);
  const loss = new Float64Array(steps.length);
  const halfTime = new Float64Array(spectrum.length).fill(Number.NaN);
  let before = new Float64Array(spectrum.length);
  let isAhead = false;
  let at = 0;
  descend({ ...population, model, start, rate }, steps[steps.length - 1], (step, gamma) => {
    if (steps[at] === step) loss[at++] = attentionError(gamma, population) / 2;
    for (let m = 0; m < gamma.length; m++) {
      const half = best[m] / 2;
      if (step === 0 && gamma[m] >= half) isAhead = true;
      if (step > 0 && Number.isNaN(halfTime[m]) && gamma[m] >= half)
        halfTime[m] = rate * (step - (gamma[m] - half) / (gamma[m] - before[m]));
    }
    before = gamma.slice();
  });
  if (!loss.every((one) => one < 1e6 * (loss[0] + 1)))
    throw new NoConvergence(`rate is ${rate}, at which gradient descent diverges: choose a smaller rate`);
  // Modes that are not learned in time, or before it began, leave no curve over all of them.
  const isLearned = !isAhead && halfTime.every(Number.isFinite);
  return { observables: quantities<AttentionObservable>({ loss, ...(isLearned && { halfTime }) }, 1e-9) };
}
