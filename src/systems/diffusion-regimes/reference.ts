import { list, num } from '../../data/reference-inputs.ts';
import { exp } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { collapseTime } from './theory/memorisation.ts';
import { sameClassProbability, speciationTime } from './theory/speciation.ts';

/** The formulas of mixtures and training sets in `reference/data.json`. */
export const evaluators: Evaluators = {
  'diffusion.speciation': (inputs) => {
    const mixture = { distance: Math.sqrt(num(inputs, 'mean_norm2')), spread: num(inputs, 'sigma2') };
    const probabilities = list(inputs, 'times').map((time) => [
      `same_class_t${time}`,
      sameClassProbability(mixture, time),
    ]);
    // The case has the leading order, Λ = |μ|².
    return { t_speciation: speciationTime({ ...mixture, spread: 0 }), ...Object.fromEntries(probabilities) };
  },
  'diffusion.memorisation_time': (inputs) => {
    // n = e^(αd): n^(2/d) = e^(2α) in any dimension.
    return { t_collapse: collapseTime(exp(num(inputs, 'alpha')), 1, num(inputs, 'sigma2')) };
  },
};
