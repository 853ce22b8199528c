import { num } from '../../data/reference-inputs.ts';
import { log, squared } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { chainMoments } from './theory/chain.ts';

/** The formulas of refitted Gaussians in `reference/data.json`. */
export const evaluators: Evaluators = {
  'collapse.gaussian_refit': (inputs) => {
    const setting = { samples: num(inputs, 'n'), estimator: 'unbiased' } as const;
    const moments = chainMoments(setting, num(inputs, 'generations'));
    const unit = squared(num(inputs, 'sigma0'));
    return {
      mean_mu2: unit * moments.meanSquare,
      mean_variance: unit * moments.meanVariance,
      mean_log_variance: log(unit) + moments.logVariance,
      var_log_variance: moments.logVarianceSpread,
    };
  },
};
