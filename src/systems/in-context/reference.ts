import { type Inputs, num } from '../../data/reference-inputs.ts';
import type { Evaluators } from '../contract.ts';
import { gapOfEndlessContexts, inContextErrors, type Pretraining } from './theory/asymptotics.ts';

/** The formulas of `reference/in-context.json` that are of this system. */
export const evaluators: Evaluators = {
  'icl.ridge_asymptotics': (inputs) => {
    const pretraining = pretrainingOf(inputs, num(inputs, 'lam'));
    const { icl, idg, renormalised, gamma } = inContextErrors(pretraining);
    const testAlpha = num(inputs, 'test_context_factor') * pretraining.alpha;
    return {
      ...{ kappa_ridge: renormalised, gamma, e_idg: idg, e_icl: icl },
      e_icl_double_context: inContextErrors({ ...pretraining, testAlpha }).icl,
    };
  },
  'icl.diversity_limit': (inputs) => {
    const { icl, idg } = inContextErrors(pretrainingOf(inputs, 0));
    return { e_icl: icl, e_idg: idg, gap_infinite_context: gapOfEndlessContexts(num(inputs, 'kappa')) };
  },
};

function pretrainingOf(inputs: Inputs, lambda: number): Pretraining {
  const [alpha, tau, kappa] = ['alpha', 'tau', 'kappa'].map((name) =>
    inputs[name] === 'Infinity' ? Number.POSITIVE_INFINITY : num(inputs, name),
  );
  return { alpha, tau, kappa, rho: num(inputs, 'rho'), lambda };
}
