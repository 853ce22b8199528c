import { num } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { errorFreeCapacity, gaussianStepError, leadingStepError } from './theory/crosstalk.ts';
import { softmaxEnergy, softmaxStep } from './theory/softmax.ts';

/** The formulas of dense and softmax memories in `reference/data.json`. */
export const evaluators: Evaluators = {
  'hopfield.dense': (inputs) => {
    const [units, degree, patterns] = [num(inputs, 'N'), num(inputs, 'degree'), num(inputs, 'K')];
    return {
      one_step_error_gauss: gaussianStepError(units, patterns, degree),
      one_step_error_leading: leadingStepError(units, patterns, degree),
      capacity_errorless: errorFreeCapacity(units, degree),
    };
  },
  'hopfield.modern_step': (inputs) => {
    const patterns = inputs.patterns_rows as number[][];
    const state = inputs.state as number[];
    const beta = num(inputs, 'beta');
    const next = softmaxStep(patterns, state, beta);
    return {
      new_state: next,
      energy_before: softmaxEnergy(patterns, state, beta),
      energy_after: softmaxEnergy(patterns, next, beta),
    };
  },
};
