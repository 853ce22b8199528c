import { type Inputs, list, num, rows } from '../../data/reference-inputs.ts';
import { power, squared } from '../../numeric/special.ts';
import { onePassRisk } from '../../regression/least-squares.ts';
import type { Evaluators } from '../contract.ts';
import { convergedLoss, descentLosses, type Ensemble, single } from './theory/descent.ts';
import { dataExponent, modelExponent, timeExponent } from './theory/exponents.ts';
import { responseAtRidge, type ScalingModel } from './theory/model.ts';
import { onePassLosses } from './theory/one-pass.ts';
import { frontierByMinimisation, frontierOf, ingredients } from './theory/phases.ts';

/**
 * The formulas of scaling on random projections in `reference/dynamics.json` and
 * `reference/data.json`.
 */
export const evaluators: Evaluators = {
  'neural_scaling.gd': (inputs) => {
    const { test, train } = descent(inputs);
    return { test, train, ensemble_test: descent(inputs, 'samples').test };
  },
  'neural_scaling.bagging': (inputs) => ({
    bag: descent(inputs, 'features').test,
    both: descent(inputs, 'nothing').test,
  }),
  'neural_scaling.sgd': (inputs) => {
    const settings = { eta: num(inputs, 'eta'), batch: num(inputs, 'B') };
    const { forcing, loss } = onePassLosses(model(inputs), settings, list(inputs, 'steps'));
    return { test: loss, forcing, kernel_first: onePassLosses(model(inputs), settings, [0, 1, 2, 3]).kernel };
  },
  'neural_scaling.exponents': (inputs) => {
    const [a, b] = [num(inputs, 'a'), num(inputs, 'b')];
    return { time: timeExponent(a, b), model: modelExponent(a, b), data: dataExponent(a, b) };
  },
  'scaling.random_feature': (inputs) => {
    const lambda = modes(num(inputs, 'M'), num(inputs, 'spectrum_exponent_1_plus_alpha'));
    const trace = lambda.reduce((sum, one) => sum + one, 0);
    const [ridge, sigma2] = [num(inputs, 'ridge'), num(inputs, 'sigma2')];
    const [P, N] = [num(inputs, 'samples_T'), num(inputs, 'features_N')];
    const model = { lambda, power: lambda.map((one) => one / trace), P, N, sigma2 };
    return {
      test_error: convergedLoss(model, single, ridge) + sigma2,
      kappa: responseAtRidge(model, ridge).kappa.re,
    };
  },
  'phases.table': (inputs) => {
    const frontiers = rows(inputs, 'points').map(([alpha, beta]) => frontierOf(alpha, beta));
    return {
      loss_exp: frontiers.map((one) => one?.loss ?? null),
      d_exp: frontiers.map((one) => one?.size ?? null),
    };
  },
  'phases.frontier_algebra': (inputs) => ({
    loss_and_d_exp: rows(inputs, 'points').map(([alpha, beta]) => {
      const { loss, size } = frontierByMinimisation(alpha, beta);
      return [loss, size];
    }),
  }),
  'phases.ingredients': (inputs) => ingredients(num(inputs, 'alpha'), num(inputs, 'beta')),
  'phases.frontier': (inputs) => ({ loss_exp: frontierOf(num(inputs, 'alpha'), num(inputs, 'beta'))?.loss }),
  'phases.plrf_sgd': (inputs) => {
    const unlearned = num(inputs, 'P_min');
    const sgd = {
      lambda: list(inputs, 'eigenvalues'),
      eta: num(inputs, 'gamma'),
      batch: 1,
      sigma: Math.sqrt(unlearned),
    };
    const risks = onePassRisk(sgd, list(inputs, 'rho0').map(Math.sqrt), list(inputs, 'steps'));
    return { loss: risks.map((risk) => risk + unlearned) };
  },
};

function modes(count: number, exponent: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => power(k + 1, -exponent));
}

function descent(inputs: Inputs, shared?: Ensemble['shared']) {
  const ensemble = shared && { members: num(inputs, 'E'), shared };
  return descentLosses(model(inputs), num(inputs, 'eta'), list(inputs, 'steps'), ensemble);
}

function model(inputs: Inputs): ScalingModel {
  const K = num(inputs, 'K');
  return {
    lambda: modes(K, num(inputs, 'b')),
    power: modes(K, num(inputs, 'a')),
    P: inputs.P === undefined ? Number.POSITIVE_INFINITY : num(inputs, 'P'),
    N: num(inputs, 'N'),
    sigma2: squared(num(inputs, 'sigma')),
  };
}
