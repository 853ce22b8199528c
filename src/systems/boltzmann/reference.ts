import { rows } from '../../data/reference-inputs.ts';
import { inner } from '../../numeric/small-systems.ts';
import type { Evaluators } from '../contract.ts';
import { empirical, gibbsStep, meanLogLikelihood, moments, statesOf } from './theory/machine.ts';

/** The formula of restricted Boltzmann machines in `reference/data.json`. */
export const evaluators: Evaluators = {
  'boltzmann.rbm': (inputs) => {
    const W = rows(inputs, 'W');
    const [b, c] = [inputs.b as number[], inputs.c as number[]];
    const data = rows(inputs, 'data');
    const [n, m] = [b.length, c.length];
    const states = statesOf({ W: Float64Array.from(W.flat()), b: Float64Array.from(b), c: Float64Array.from(c) });
    const start = empirical(data, n);
    const [given, model] = [moments(states, start), moments(states, states.chances)];
    const after = moments(states, gibbsStep(states, start));
    const gradient = given.map((one, e) => one - model[e]);
    const update = given.map((one, e) => one - after[e]);
    const weights = (of: Float64Array) => Array.from({ length: n }, (_, i) => Array.from(of.slice(i * m, (i + 1) * m)));
    const [g, d] = [gradient.slice(0, n * m), update.slice(0, n * m)];
    return {
      log_Z: states.logZ,
      mean_loglik: meanLogLikelihood(states, data),
      grad_W: weights(gradient),
      grad_b: Array.from(gradient.slice(n * m, n * m + n)),
      grad_c: Array.from(gradient.slice(n * m + n)),
      cd1_W_expected: weights(update),
      cd1_neg_00: after[0],
      cos_cd1_exact: inner(g, d) / Math.sqrt(inner(g, g) * inner(d, d)),
    };
  },
};
