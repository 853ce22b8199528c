import { num } from '../../data/reference-inputs.ts';
import { type AveragedActivation, meanFourthSlope, meanSquareSlope } from '../../numeric/activation-averages.ts';
import { digamma, trigamma } from '../../numeric/digamma.ts';
import { log, power } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { fixedLength } from '../shared/signal-fixed-points.ts';
import { exactMoments, freeMoments } from './theory/moments.ts';
import { freeSpectrum, fussCatalanMoment, upperEdge } from './theory/spectrum.ts';

/** The formulas on Jacobians, in the names of `reference/bias-and-depth.json`. */
export const evaluators: Evaluators = {
  'linear.jacobian': (inputs) => {
    const [n, L] = [num(inputs, 'width'), num(inputs, 'depth')];
    return {
      second_moment: exactMoments('linear', n, L).second,
      second_moment_infinite: fussCatalanMoment(L, 2),
      variance_infinite: fussCatalanMoment(L, 2) - 1,
      // |Jv|² of a fixed vector is a product of χ²_n/n.
      mean_log: L * (digamma(n / 2) + log(2 / n)),
      var_log: L * trigamma(n / 2),
      fixed_vector_second: power(1 + 2 / n, L),
    };
  },

  'linear.fuss_catalan': (inputs) => {
    const L = num(inputs, 'depth');
    return {
      moments: [1, 2, 3].map((k) => fussCatalanMoment(L, k)),
      edge: upperEdge(freeSpectrum('linear', 'gaussian', L)!),
    };
  },

  'relu.jacobian_moments': (inputs) => {
    const [n, L] = [num(inputs, 'width'), num(inputs, 'depth')];
    const { second, traceSquared } = exactMoments('relu', n, L);
    return { mean: 1, trace_squared: traceSquared, second_moment: second, second_moment_infinite: 2 * L + 1 };
  },

  'jacobian.nonlinear': (inputs) => {
    const phi = inputs.phi as AveragedActivation;
    const [weightVariance, biasVariance] = [num(inputs, 'sigma_w2'), num(inputs, 'sigma_b2')];
    const [width, depth] = [num(inputs, 'width'), num(inputs, 'depth')];
    // relu at (2, 0) keeps every length.
    const q = fixedLength({ phi, weightVariance, biasVariance }) ?? 1;
    const moments = (weights: 'gaussian' | 'orthogonal') =>
      freeMoments({ phi, weights, weightVariance, biasVariance, depth }, q);
    return {
      mean: moments('gaussian').mean,
      relvar_gauss: moments('gaussian').relativeVariance,
      relvar_orth: moments('orthogonal').relativeVariance,
      mu1: meanSquareSlope(phi, q),
      mu2: meanFourthSlope(phi, q),
      ...(phi === 'relu' && { second_moment_exact_gauss: exactMoments('relu', width, depth).second }),
    };
  },
};
