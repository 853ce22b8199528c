import { num } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { klInverse, pacBayesKl, rademacherBound, vcGap } from './theory/bounds.ts';
import { hebbError, versionSpace } from './theory/perceptron.ts';

/** The formulas of bounds and perceptrons in `reference/data.json`. */
export const evaluators: Evaluators = {
  'bounds.perceptron': (inputs) => {
    const [d, n] = [num(inputs, 'd'), num(inputs, 'n')];
    const alpha = n / d;
    const { gibbs, bayes } = versionSpace(alpha);
    return {
      hebb_error: hebbError(alpha),
      gibbs_error: gibbs,
      bayes_error: bayes,
      vc_bound_gap: vcGap(d, n, num(inputs, 'delta')),
      rademacher_linear_bound: rademacherBound(n, num(inputs, 'B'), num(inputs, 'R')),
      alpha,
    };
  },
  'bounds.perceptron_gibbs': (inputs) => {
    const { R, gibbs, bayes } = versionSpace(num(inputs, 'alpha'));
    return { gibbs_error: gibbs, bayes_error: bayes, R_gibbs: R };
  },
  'bounds.pac_bayes': (inputs) => {
    const [mu, risk] = [num(inputs, 'mu'), num(inputs, 'empirical_gibbs_risk')];
    const kl = (mu * mu) / 2;
    const bound = pacBayesKl(kl, num(inputs, 'n'), num(inputs, 'delta'));
    return { kl, kl_inverse_bound: klInverse(risk, bound), pinsker_bound: risk + Math.sqrt(bound / 2) };
  },
};
