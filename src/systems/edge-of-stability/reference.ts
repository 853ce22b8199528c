import { num } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { stabilityThreshold } from './theory/threshold.ts';

/** The formulas of the edge, in the names of `reference/dynamics.json`. */
export const evaluators: Evaluators = {
  // Late sharpness as it is predicted, over the threshold as the case writes it.
  'sharpness.edge_of_stability': (inputs) => {
    const [eta, etaHeavyBall, etaAdam] = ['eta', 'eta_hb', 'eta_adam'].map((key) => num(inputs, key));
    const beta = num(inputs, 'beta');
    return {
      gd: stabilityThreshold({ optimiser: 'gradient-descent' }, eta) / (2 / eta),
      hb: stabilityThreshold({ optimiser: 'heavy-ball', beta }, etaHeavyBall) / ((2 + 2 * beta) / etaHeavyBall),
      adam: stabilityThreshold({ optimiser: 'adam', beta: 0.9 }, etaAdam) / (38 / etaAdam),
    };
  },
};
