import { num } from '../../data/reference-inputs.ts';
import { exp, power as raised } from '../../numeric/special.ts';
import { hurwitzZeta } from '../../numeric/zeta.ts';
import type { Evaluators } from '../contract.ts';
import { countSpectrum } from './theory/count-spectrum.ts';
import { step } from './theory/learning-curve.ts';
import {
  capacityLoss,
  capacityPower,
  examplesExponent,
  lossPower,
  transitionIntegral,
  transitionPower,
  transitionSum,
} from './theory/power-law.ts';

/** The formulas of quanta and of sums of transitions in `reference/data.json`. */
export const evaluators: Evaluators = {
  'scaling.quanta': (inputs) => {
    const [alpha, quanta, D] = [num(inputs, 'alpha'), num(inputs, 'quanta'), num(inputs, 'D')];
    const curve = step(num(inputs, 'threshold'));
    const beta = 1 + alpha;
    const all = hurwitzZeta(beta, 1);
    const { shares } = countSpectrum({ beta, quanta, total: all - hurwitzZeta(beta, quanta + 1) }, D);
    return {
      expected_loss: shares.reduce((sum, share, m) => sum + share * curve.loss(m), 0),
      asymptotic_infinite_quanta: lossPower(curve, beta, all, D),
      param_loss_n100_infinite: capacityLoss(beta, 100),
      param_loss_n100_powerlaw: capacityPower(beta, all, 100),
      exponent_N: alpha,
      exponent_D: examplesExponent(beta),
    };
  },
  'scaling.sigmoid_sum': (inputs) => {
    const [beta, w, t] = [num(inputs, 'beta'), num(inputs, 'sigmoid_width'), num(inputs, 't')];
    const zipf = { beta, quanta: Number.POSITIVE_INFINITY, total: hurwitzZeta(beta, 1) };
    const power = (integral: number) => transitionPower(integral, beta, zipf.total, t);
    return {
      sum_exponential: transitionSum((u) => exp(-u), zipf, t),
      sum_logistic: transitionSum((u) => 1 / (1 + raised(u, 1 / w)), zipf, t),
      asymptotic_exponential: power(transitionIntegral.exponential(beta)),
      asymptotic_logistic: power(transitionIntegral.logistic(beta, w)),
      exponent: examplesExponent(beta),
    };
  },
};
