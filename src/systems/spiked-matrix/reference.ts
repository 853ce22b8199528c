import { list, num } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { flowFrom, flowFromRandom } from './theory/flow.ts';
import { overlapSquared, topEigenvalue } from './theory/transition.ts';

/** The formulas of spiked matrices in `reference/hyperparameters.json`. */
export const evaluators: Evaluators = {
  'pspin.spiked_matrix': (inputs) => {
    const [lambda, m0] = [num(inputs, 'snr'), num(inputs, 'm0')];
    const flow = list(inputs, 'times').map((t) => flowFrom(lambda, m0, t));
    return {
      overlap2: overlapSquared(lambda),
      top_eigenvalue: topEigenvalue(lambda),
      overlap_flow: flow.map(({ overlap }) => Math.sqrt(overlap)),
      energy_flow: flow.map(({ energy }) => energy),
    };
  },
  'pspin.spiked_random_start': (inputs) => ({
    overlap2: list(inputs, 'times').map((t) => flowFromRandom(num(inputs, 'snr'), num(inputs, 'N'), t).overlap),
  }),
};
