import { OutOfRange } from '../../../numeric/errors.ts';
import { type RidgeProblem, type Risk, risk } from './risk.ts';

/**
 * `risk` when the noise variance differs between samples but does not depend on the inputs: only
 * its mean enters, to leading order. `noises`: σ_p² ≥ 0, one for each sample, or a repeating
 * pattern of them.
 */
export function heteroskedasticRisk(problem: Omit<RidgeProblem, 'noise'>, noises: ArrayLike<number>): Risk {
  if (noises.length === 0) throw new OutOfRange('the list of noise variances', 'empty', 'at least one variance');
  let sum = 0;
  for (let p = 0; p < noises.length; p++) {
    if (!(noises[p] >= 0)) throw new OutOfRange(`noise variance ${p}`, noises[p], 'at least 0');
    sum += noises[p];
  }
  return risk({ ...problem, noise: sum / noises.length });
}
