import { list, num } from '../../data/reference-inputs.ts';
import { wholePower } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { binderOf, interpolating, random, susceptibilityOf } from './theory/fluctuations.ts';
import { interpolatingOverlaps, type RidgeSettings, ridgeOverlaps, ridgeResponse } from './theory/overlaps.ts';
import { separableScaling, separableShare } from './theory/perceptron.ts';
import { principalOverlap, principalSusceptibility, thresholdOfPrincipal } from './theory/principal.ts';
import { excessOfLeastSquares } from './theory/second-moments.ts';

type Inputs = Record<string, unknown>;

/** The formulas of `reference/order-parameters.json`. */
export const evaluators: Evaluators = {
  'order.init_overlap': (inputs) => {
    const [n, d, start] = ['n', 'd', 'init_var'].map((key) => num(inputs, key));
    const { teacher, self, replica } = interpolatingOverlaps(n / d, start, 1);
    // From no start R² is the learned share z.
    const fromZero = interpolating(n, d, 0);
    return {
      m: teacher,
      q: self,
      q_ab: replica,
      z: fromZero.square,
      z2: fromZero.fourth,
      d_var_z: d * (fromZero.fourth - fromZero.square * fromZero.square),
      R_minnorm: fromZero.mean,
      d_var_R: susceptibilityOf(fromZero, d),
    };
  },
  'order.gibbs': (inputs) => {
    const settings = ridgeSettings(inputs);
    const { teacher, self, replica } = ridgeOverlaps({ ...settings, temperature: num(inputs, 'T') });
    const response = ridgeResponse(settings.alpha, settings.lambda);
    return { self_overlap: self, q_ab: replica, m: teacher, distance2: 2 * num(inputs, 'T') * response };
  },
  // Of least squares with n and d, or of Hebb's rule with α.
  'order.susceptibility': (inputs) => ('n' in inputs ? leastSquaresSpread(inputs) : hebbSpread(num(inputs, 'alpha'))),
  'order.binder': (inputs) => {
    if ('alpha' in inputs) return { U_ordered: 2 / 3, U_disordered: 0 };
    const d = num(inputs, 'd');
    return { U: binderOf(random(d)), d_mean_R2: susceptibilityOf(random(d), d) };
  },
  'order.pca_transition': (inputs) => {
    const alpha = num(inputs, 'alpha');
    const thetas = list(inputs, 'theta');
    return {
      theta_c: thresholdOfPrincipal(alpha),
      chi: thetas.map((theta) => principalSusceptibility(alpha, theta)),
      overlap2: thetas.map((theta) => principalOverlap(alpha, theta)),
    };
  },
  'order.cover_fss': (inputs) => {
    const d = num(inputs, 'd');
    const counts = list(inputs, 'n');
    return {
      p_separable: counts.map((n) => separableShare(n, d)),
      scaling_form: counts.map((n) => separableScaling(n, d)),
    };
  },
};

function ridgeSettings(inputs: Inputs): RidgeSettings {
  const [alpha, lambda, noise] = ['alpha', 'lam', 'noise_var'].map((key) => num(inputs, key));
  return { alpha, lambda, noise, temperature: 0, shared: 1 };
}

function leastSquaresSpread(inputs: Inputs) {
  const [n, d, noise] = ['n', 'd', 'noise_var'].map((key) => num(inputs, key));
  const { mean, variance, limit } = excessOfLeastSquares(n, d, noise);
  // m − 1 is the error along the teacher, of variance σ²/(n − d − 1).
  return {
    excess: mean,
    d_var_excess: variance,
    d_var_m: mean,
    limit_d_var_excess: limit,
    limit_d_var_m: noise / (n / d - 1),
  };
}

/** As d → ∞, to first order in the fluctuations of the two parts of w. */
function hebbSpread(alpha: number) {
  const t = Math.PI / (2 * alpha);
  return {
    m: alpha * Math.sqrt(2 / Math.PI),
    d_var_m: alpha * (1 - 2 / Math.PI),
    R: 1 / Math.sqrt(1 + t),
    d_var_R: (t * t * (2 + (4 / alpha) * (Math.PI / 2 - 1))) / (4 * wholePower(1 + t, 3)),
  };
}
