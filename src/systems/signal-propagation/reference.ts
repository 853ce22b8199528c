import { list, num } from '../../data/reference-inputs.ts';
import type { AveragedActivation } from '../../numeric/activation-averages.ts';
import { log, squared } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { criticalLine, criticalPoint, fixedPoint } from '../shared/signal-fixed-points.ts';
import { course, gradientFactor, type Layer } from '../shared/signal-maps.ts';
import { residualLimit } from './theory/residual.ts';

type Inputs = Record<string, unknown>;

/** The formulas on signals through depth, in the names of `reference/bias-and-depth.json`. */
export const evaluators: Evaluators = {
  'mean_field.propagation': (inputs) => {
    const layer = layerOf(inputs);
    const layers = list(inputs, 'layers');
    const pairs = course(layer, startOf(inputs), Math.max(...layers));
    const { q, epsilon, chi, chiAtFixedPoint, lengthScale, correlationScale } = fixedPoint(layer)!;
    const lengths = layers.map((l) => pairs[l].q);
    const passed = pairs.slice(0, -1).slice(-num(inputs, 'backprop_layers'));
    const rate = passed.reduce((sum, { q }) => sum + log(gradientFactor(layer, q)), 0) / passed.length;
    const correlations = layers.map((l) => 1 - pairs[l].epsilon);
    return {
      q_star: q,
      c_star: 1 - epsilon,
      chi,
      chi_cstar: chiAtFixedPoint,
      xi_q: lengthScale,
      xi_c: correlationScale,
      q_layers: lengths,
      c_layers: correlations,
      q_layers_weights: lengths,
      c_layers_weights: correlations,
      log_gradient_rate: rate,
    };
  },

  'mean_field.critical_line': (inputs) => {
    const phi = smooth(inputs);
    const points = list(inputs, 'sigma_b2').map((biasVariance) => criticalLine(phi, biasVariance));
    return {
      sigma_w2: points.map(({ weightVariance }) => weightVariance),
      q_star: points.map(({ q }) => q),
      chi: points.map(({ q, ...point }) => gradientFactor({ phi, ...point }, q)),
      correlation_curvature: points.map(({ curvature }) => curvature),
    };
  },

  'mean_field.critical_decay': (inputs) => {
    const phi = smooth(inputs);
    const point = criticalLine(phi, num(inputs, 'sigma_b2'));
    return {
      sigma_w2: point.weightVariance,
      q_star: point.q,
      slope_of_inverse_distance: criticalPoint(phi, point.q).curvature / 2,
    };
  },

  'relu.correlation': (inputs) => {
    const layers = list(inputs, 'layers');
    const start = { q: 1, epsilon: 1 - num(inputs, 'c0') };
    const pairs = course({ phi: 'relu', weightVariance: 2, biasVariance: 0 }, start, Math.max(...layers));
    return { c_layers: layers.map((l) => 1 - pairs[l].epsilon), asymptotic: (9 * squared(Math.PI)) / 2 };
  },

  'residual.scaled': (inputs) => {
    const depth = num(inputs, 'depth');
    const layer = { ...layerOf(inputs), branch: 1 / depth };
    const pairs = course(layer, startOf(inputs), depth);
    const last = pairs[depth];
    const limit = residualLimit(layerOf(inputs), startOf(inputs));
    return {
      q_L: last.q,
      c_L: 1 - last.epsilon,
      jacobian_growth: pairs.slice(0, -1).reduce((product, { q }) => product * gradientFactor(layer, q), 1),
      q_infinite_depth: limit.q,
      c_infinite_depth: 1 - limit.epsilon,
      jacobian_infinite_depth: limit.growth,
    };
  },
};

function layerOf(inputs: Inputs): Layer {
  return {
    phi: inputs.phi as AveragedActivation,
    weightVariance: num(inputs, 'sigma_w2'),
    biasVariance: num(inputs, 'sigma_b2'),
  };
}

function startOf(inputs: Inputs) {
  return { q: num(inputs, 'q0'), epsilon: 1 - num(inputs, 'c0') };
}

function smooth(inputs: Inputs): 'tanh' | 'erf' {
  return inputs.phi as 'tanh' | 'erf';
}
