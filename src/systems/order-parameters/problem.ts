import { BadInput } from '../../numeric/errors.ts';
import { plainLeast } from '../../statistics/sentences.ts';
import type { OrderParameters } from './parameters.ts';

export interface OrderProblem {
  parameters: OrderParameters;
  /** n. */
  samples: number;
  /** n/d, what the ratio has become by rounding n. */
  alpha: number;
  /** How many samples two students have in common. */
  common: number;
}

/** The number of samples nearest to d at which a network is still trained in reasonable time. */
const FULLEST = 0.95;

/** Throws `BadInput` for numbers of samples from which a student cannot be made. */
export function prepare(parameters: OrderParameters): OrderProblem {
  const { student, dimension: d, ratio, ridge, shared } = parameters;
  const samples = Math.round(ratio * d);
  const given = `ratio is ${ratio}, which is ${samples} samples in ${d} directions`;
  if (samples < 2) throw new BadInput(`${given}: choose at least ${plainLeast(2 / d, 2)}, for two samples`);
  if (student === 'descent' && samples > Math.round(FULLEST * d))
    throw new BadInput(
      `${given}, but student=descent has to fit all of them from any start, which takes long near as many as directions: choose at most ${FULLEST}, or student=ridge`,
    );
  if (student === 'ridge' && ridge === 0 && samples < d + 4)
    throw new BadInput(
      `${given}, but ridge=0 is least squares, whose estimates have a variance from four more samples than directions on: choose a ratio of at least ${plainLeast((d + 4) / d, 4)}, or a ridge above 0`,
    );
  return { parameters, samples, alpha: samples / d, common: Math.round(shared * samples) };
}
