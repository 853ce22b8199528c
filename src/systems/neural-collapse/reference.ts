import { type Inputs, list, num, rows } from '../../data/reference-inputs.ts';
import { exp } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { course, floorExponent, lateRates, logistic } from './theory/flow.ts';
import { centredClasses, collapseCount, crossEntropyGroups, orthogonalClasses, spreadOf } from './theory/imbalance.ts';
import { type Balanced, optimum } from './theory/optimum.ts';

/** The formulas of neural collapse in `reference/structure.json`. */
export const evaluators: Evaluators = {
  'neural-collapse.mse': (inputs) => {
    const { kappa, loss, weights, features, bias, simplexDistance } = optimum(balanced(inputs, 'squared'));
    return {
      kappa,
      loss,
      sv_W_etf: weights.centred,
      sv_W_uniform: weights.uniform,
      sv_H_etf: features.centred,
      sv_H_uniform: features.uniform,
      bias: bias ?? 0,
      ...(simplexDistance !== undefined && { nc2_W: simplexDistance, ...collapsed, selfdual: 0 }),
    };
  },
  'neural-collapse.ce': (inputs) => {
    const K = num(inputs, 'K');
    const { kappa, loss, weights, features, gap, simplexDistance } = optimum(balanced(inputs, 'cross-entropy'));
    return {
      kappa,
      loss,
      logit_gap: gap,
      sv_W: weights.centred,
      sv_H: features.centred,
      p_correct: 1 / (1 + (K - 1) * exp(-gap)),
      ...(simplexDistance !== undefined && { nc2_W: simplexDistance, ...collapsed, cos: -1 / (K - 1) }),
    };
  },
  'neural-collapse.imbalance-mse': (inputs) => {
    const counts = list(inputs, 'counts');
    const model = { counts, ...decays(inputs) };
    const { loss, classes } = orthogonalClasses(model);
    return {
      loss,
      collapse_count_threshold: collapseCount(model),
      ...Object.fromEntries(
        classes.flatMap(({ output, weight2, mean2 }, k) => [
          [`q_${k}`, output],
          [`w2_${k}`, weight2],
          [`h2_${k}`, mean2],
        ]),
      ),
    };
  },
  'neural-collapse.imbalance-mse-bias': (inputs) => {
    const { loss, values } = centredClasses({ counts: list(inputs, 'counts'), ...decays(inputs) });
    return {
      loss,
      rank: values.filter((value) => value > 0).length,
      ...Object.fromEntries(values.map((value, i) => [`sv_logits_${i}`, value])),
    };
  },
  'neural-collapse.imbalance-ce': (inputs) => {
    const two = {
      large: { classes: num(inputs, 'K_A'), perClass: num(inputs, 'n_A') },
      small: { classes: num(inputs, 'K_B'), perClass: num(inputs, 'n_B') },
      ...decays(inputs),
    };
    const { within } = crossEntropyGroups(two).values;
    const spread = spreadOf(two.small, within[1], two.decayW, two.decayH);
    const total = two.large.classes * two.large.perClass + two.small.classes * two.small.perClass;
    return {
      sqrt_lambda_product_star: Math.sqrt(two.small.perClass) / total,
      minority_collapsed: spread === 0 ? 1 : 0,
    };
  },
  'neural-collapse.flow': (inputs) => {
    const [classes, perClass, initial] = [num(inputs, 'K'), num(inputs, 'n'), num(inputs, 'a0')];
    const { strength, halfTime } = logistic({ classes, perClass, decay: num(inputs, 'lambda_W') });
    return {
      t_half: halfTime(initial),
      ...Object.fromEntries(
        list(inputs, 'times').flatMap((time, i) => [
          [`q_t${i + 1}`, strength(initial, time) / Math.sqrt(perClass)],
          [`nc1_ratio_t${i + 1}`, exp((-2 * time) / (classes * Math.sqrt(perClass)))],
        ]),
      ),
    };
  },
  'neural-collapse.flow-unbalanced': (inputs) => {
    const flow = { classes: num(inputs, 'K'), perClass: num(inputs, 'n'), ...decays(inputs) };
    const [weights, features] = [num(inputs, 'sigma_W0'), num(inputs, 'sigma_H0')];
    const times = list(inputs, 'times');
    const { logWithin } = course({ ...flow, weights, features }, Float64Array.from(times));
    // Of what it was at the start, so that the variance there does not enter.
    return {
      ...Object.fromEntries(times.map((time, i) => [`log_nc1_t${time}`, logWithin[i]])),
      rate_infinity: lateRates(flow).frame,
    };
  },
  'neural-collapse.flow-random': (inputs) => {
    const [classes, perClass] = [num(inputs, 'K'), num(inputs, 'n')];
    const { strength } = logistic({ classes, perClass, decay: num(inputs, 'lambda_W') });
    const outputs = rows(inputs, 'a0_per_seed').flatMap((starts, seed) => {
      const time = list(inputs, 'time_per_seed')[seed];
      return starts.map((initial) => strength(initial, time) / Math.sqrt(perClass));
    });
    return {
      q_at_time: outputs.reduce((sum, one) => sum + one, 0) / outputs.length,
      // Without decay classifier and features end alike.
      nc1_rate_late: lateRates({ classes, perClass, decayW: 1, decayH: 1 }).frame,
    };
  },
  'neural-collapse.nc1-rate': (inputs) => {
    const { frame, tilt } = lateRates({ classes: num(inputs, 'K'), perClass: num(inputs, 'n'), ...decays(inputs) });
    return { rate_frame: frame, rate_tilt: tilt, rate: Math.min(frame, tilt) };
  },
  'neural-collapse.nc1-floor': () => ({ exponent: floorExponent }),
};

/** What is 0 wherever anything is learned. */
const collapsed = { nc1: 0, nc3: 0, nc4: 0 };

function decays(inputs: Inputs): { decayW: number; decayH: number } {
  return { decayW: num(inputs, 'lambda_W'), decayH: num(inputs, 'lambda_H') };
}

function balanced(inputs: Inputs, loss: Balanced['loss']): Balanced {
  const decayB = { none: undefined, free: 0, reg: inputs.lambda_b as number }[inputs.bias as 'none' | 'free' | 'reg'];
  return { loss, classes: num(inputs, 'K'), perClass: num(inputs, 'n'), ...decays(inputs), decayB };
}
