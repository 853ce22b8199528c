import { type Inputs, list, num, rows } from '../../data/reference-inputs.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import type { Rows } from '../../numeric/small-systems.ts';
import { log, squared } from '../../numeric/special.ts';
import { transposeTimes } from '../../regression/least-potential.ts';
import type { Evaluators } from '../contract.ts';
import { greedyStart } from './theory/greedy.ts';
import {
  diagonalLimit,
  type Equations,
  hyperbolicLimit,
  hyperbolicPotential,
  leastNorm,
  positiveLimit,
  productStart,
  smallComponents,
} from './theory/interpolators.ts';
import { columnPowers, productTrace, scalarDescent, scalarDrift, shrinking } from './theory/label-noise.ts';
import { depthProfile } from './theory/links.ts';
import { excessExponent, leastL1, leastTrace } from './theory/sparse.ts';

/**
 * The formulas of diagonal networks, matrices and flatness, as `reference/bias-and-depth.json`
 * names them.
 */
export const evaluators: Evaluators = {
  'diagonal.flow': (inputs) => {
    const equations = read(inputs);
    const alphas = list(inputs, 'alphas');
    const beta = alphas.map((alpha) => diagonalLimit(equations, 2, alpha).beta);
    const sparse = leastL1(equations);
    const small = smallComponents(equations, sparse.beta, 1e-10);
    return {
      beta,
      Q: alphas.map((alpha, k) => hyperbolicPotential(beta[k], alpha)),
      l1_min: sparse.beta,
      l2_min: leastNorm(equations).beta,
      l1_excess_exponent: excessExponent(equations, sparse, 2),
      'largest_off_support_at_1e-10': small.reduce((most, one) => (Math.abs(one) > Math.abs(most) ? one : most), 0),
    };
  },
  'diagonal.unbalanced_product': (inputs) => {
    const { delta, alpha2, origins } = productStart(list(inputs, 'u0'), list(inputs, 'v0'));
    return { delta, beta: hyperbolicLimit(read(inputs), alpha2, origins).beta };
  },
  'diagonal.depth': (inputs) => {
    const equations = read(inputs);
    const D = num(inputs, 'D');
    const sparse = leastL1(equations);
    const fields = transposeTimes(equations.X, sparse.certificate);
    return {
      beta: list(inputs, 'alphas').map((alpha) => diagonalLimit(equations, D, alpha).beta),
      l1_min: sparse.beta,
      l1_excess_exponent: excessExponent(equations, sparse, D),
      off_support_over_alphaD: fields.map((z, i) => (sparse.beta[i] === 0 ? depthProfile(D, z) : 0)),
    };
  },
  'diagonal.sgd_alpha_eff': (inputs) => {
    const equations = read(inputs);
    return {
      beta: hyperbolicLimit(equations, list(inputs, 'alpha_eff2')).beta,
      flow_beta: diagonalLimit(equations, 2, num(inputs, 'alpha0')).beta,
      // An identity of every path, to which the tests hold SGD.
      row_space_violation: 0,
    };
  },
  'matrix.commuting': (inputs) => {
    const equations = { X: rows(inputs, 'A_eigenvalues'), y: list(inputs, 'y') };
    const eigenvalues = positiveLimit(equations, num(inputs, 'alpha')).beta;
    return {
      eigenvalues,
      nuclear_norm: eigenvalues.reduce((sum, one) => sum + one, 0),
      min_nuclear_norm: leastTrace(equations),
    };
  },
  'matrix.greedy_start': (inputs) => {
    const sensing = {
      A: inputs.A as Rows[],
      y: list(inputs, 'y'),
      U0: rows(inputs, 'U0'),
      epsilon: num(inputs, 'eps'),
      step: num(inputs, 'eta'),
    };
    const { escapeStep, rate } = greedyStart(sensing, num(inputs, 'threshold'), createWasmEngine());
    return { escape_steps: escapeStep, growth_rate: rate, top_direction_overlap: 1, rank_one_share: 1 };
  },
  'flatness.scalar_gd': (inputs) => {
    const setting = { u: num(inputs, 'u0'), v: num(inputs, 'v0'), s: num(inputs, 's'), step: num(inputs, 'eta') };
    const { sharpness, flow } = scalarDescent(setting);
    return { final_sharpness_from_identity: sharpness, flow_sharpness: flow };
  },
  'flatness.label_noise_scalar': (inputs) => {
    const noise = { step: num(inputs, 'eta'), sigma: num(inputs, 'sigma') };
    const [delta0, steps] = [num(inputs, 'delta0'), list(inputs, 'steps')];
    return {
      mean_log_delta: scalarDrift(noise, num(inputs, 's'), delta0, steps),
      leading: steps.map((k) => log(delta0) - squared(noise.step * noise.sigma) * k),
    };
  },
  'flatness.label_noise_diagonal': (inputs) => {
    const equations = read(inputs);
    const noise = { step: num(inputs, 'eta'), sigma: num(inputs, 'sigma') };
    const alpha0 = num(inputs, 'alpha0');
    const factors = list(inputs, 'steps').map((k) => shrinking(equations, noise, k, 1));
    const alpha2 = factors.map((each) => each.map((factor) => alpha0 * alpha0 * factor));
    const beta = alpha2.map((each) => hyperbolicLimit(equations, each).beta);
    return {
      beta,
      log_delta: factors.map((each) => each.map(log)),
      trace_hessian: beta.map((each, k) => productTrace(equations, each, alpha2[k])),
      weighted_l1_limit: leastL1(
        equations,
        columnPowers(equations).map((h) => 2 * h),
      ).norm,
    };
  },
};

function read(inputs: Inputs): Equations {
  return { X: rows(inputs, 'X'), y: list(inputs, 'y') };
}
