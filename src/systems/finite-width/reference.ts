import { num } from '../../data/reference-inputs.ts';
import type { AveragedActivation } from '../../numeric/activation-averages.ts';
import { log } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { fixedLength } from '../shared/signal-fixed-points.ts';
import { lengthSlope } from '../shared/signal-maps.ts';
import { deadShare, logLength } from './theory/log-lengths.ts';
import { expectedSecondMomentRatio, restingVariance, secondMomentRatio } from './theory/variance.ts';

/** The formulas on fluctuations, in the names of `reference/bias-and-depth.json`. */
export const evaluators: Evaluators = {
  'relu.finite_width': (inputs) => {
    const [n, L] = [num(inputs, 'width'), num(inputs, 'depth')];
    // The first layer has σ_w² = 2 on an input of mean square 1, so that every mean length is 2.
    const length = 2;
    const { mean, variance } = logLength('relu', n, L);
    return {
      mean_q: length,
      second_moment_ratio: secondMomentRatio('relu', n, L),
      jacobian_second_moment: expectedSecondMomentRatio('relu', n, L),
      // The outputs are Gaussian of a variance that is one more expected length.
      output_fourth_over_second2: 3 * expectedSecondMomentRatio('relu', n, L + 1),
      mean_log_q: mean + log(length),
      var_log_q: variance,
      leading_var_log_q: (5 * (L - 1) + 2) / n,
      dead_probability: deadShare(n, L),
    };
  },

  'finite_width.smooth': (inputs) => {
    const layer = {
      phi: inputs.phi as AveragedActivation,
      weightVariance: num(inputs, 'sigma_w2'),
      biasVariance: num(inputs, 'sigma_b2'),
    };
    const q = fixedLength(layer)!;
    return { n_var_q: restingVariance(layer, q), slope: lengthSlope(layer, q), q_star: q };
  },
};
