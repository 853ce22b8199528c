import { list, num } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { eigenvalueAt, halfTimeOf, lossAt } from './theory/steps.ts';

/** The formula of `reference/ssl-steps.json`. */
export const evaluators: Evaluators = {
  'ssl.barlow_steps': (inputs) => {
    const gamma = list(inputs, 'gamma');
    const modes = list(inputs, 's0').map((start, j) => ({ gamma: gamma[j], start }));
    const time = num(inputs, 't');
    return {
      t_half: modes.map(halfTimeOf),
      eigenvalues_C: modes.map((mode) => eigenvalueAt(mode, time)),
      loss: lossAt(modes, time),
    };
  },
};
