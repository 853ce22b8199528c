import { num } from '../../data/reference-inputs.ts';
import { normalCdf } from '../../statistics/distributions.ts';
import type { Evaluators } from '../contract.ts';
import { correctness, leadingAccuracy, mostWrongLabels } from './theory/accuracy.ts';

/** The formulas of selection by a verifier in `reference/data.json`. */
export const evaluators: Evaluators = {
  'collapse.selection': (inputs) => {
    const setting = {
      samples: num(inputs, 'n'),
      dimension: num(inputs, 'd'),
      signal: num(inputs, 'mu_norm'),
      wrongLabels: num(inputs, 'label_error_p'),
      keepsCorrect: num(inputs, 'keep_correct_phi'),
      keepsWrong: num(inputs, 'keep_wrong_psi'),
    };
    return {
      accuracy: leadingAccuracy(setting),
      signal_c: correctness(setting),
      p_critical: mostWrongLabels(setting),
      bayes_accuracy: normalCdf(setting.signal),
    };
  },
};
