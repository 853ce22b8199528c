import { num } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { capacity, firstStepErrorOfMany, glassTemperature, retrieval } from './theory/order-parameters.ts';

/** The formulas of the Hopfield network in `reference/data.json`. */
export const evaluators: Evaluators = {
  'hopfield.critical': () => {
    const { alpha, m, at } = capacity(0);
    return { alpha_c: alpha, m_c: m, y_c: at };
  },
  'hopfield.zero_temperature': (inputs) => {
    const alpha = num(inputs, 'alpha');
    return {
      overlap: retrieval(alpha, 0)?.m ?? null,
      overlap_note: capacity(0).alpha > alpha ? 'retrieval branch' : 'retrieval branch absent',
      first_step_error: firstStepErrorOfMany(alpha),
    };
  },
  'hopfield.finite_temperature': (inputs) => {
    const [alpha, T] = [num(inputs, 'alpha'), num(inputs, 'T')];
    const { m, q, r } = retrieval(alpha, T)!;
    return { m, q, r, T_spin_glass: glassTemperature(alpha) };
  },
};
