import { list, num } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { antipodalLoss, dedicatedLoss, pairLoss, unitBoundary } from './theory/pair.ts';

/** The formulas of `reference/superposition.json` on a pair; `feature-geometry` has the others. */
export const evaluators: Evaluators = {
  'superposition.n2m1': (inputs) => {
    const p = num(inputs, 'p');
    const [importances, w, b] = ['importance', 'w', 'b'].map((key) => list(inputs, key));
    const relative = importances[1] / importances[0];
    return {
      loss: pairLoss(p, importances, [...w, ...b]),
      loss_drop_both: pairLoss(p, importances, [0, 0, p / 2, p / 2]),
      loss_dedicated: dedicatedLoss(p, relative) * importances[0],
      loss_antipodal: antipodalLoss(p, relative) * importances[0],
      p_boundary_unit: unitBoundary(relative),
    };
  },
};
