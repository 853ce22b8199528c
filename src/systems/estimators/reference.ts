import { num } from '../../data/reference-inputs.ts';
import { power } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { dickerMoments } from './theory/noise-level.ts';
import { participationRatio, sampleParticipationRatio } from './theory/participation-ratio.ts';
import { hillMoments, powerLawMoments } from './theory/tails.ts';

/** The formulas of estimators in section 8 of `reference/data.json`. */
export const evaluators: Evaluators = {
  'estimators.intrinsic_dimension': (inputs) => ({ twonn: num(inputs, 'd'), levina_bickel: num(inputs, 'd') }),
  'estimators.hill': (inputs) => {
    const [exponent, samples] = [num(inputs, 'density_exponent'), num(inputs, 'n')];
    const hill = hillMoments(1 / (exponent - 1), num(inputs, 'k'));
    const { mean, spread } = powerLawMoments(exponent, samples);
    return {
      hill_mean: hill.mean,
      hill_sd: hill.spread,
      mle_mean: mean,
      mle_unbiased: 1 + ((mean - 1) * (samples - 1)) / samples,
      mle_sd: spread,
    };
  },
  // The estimate that many samples tend to.
  'estimators.zeta': (inputs) => ({ exact_mle: num(inputs, 'alpha') }),
  'estimators.noise': (inputs) => {
    const [samples, dimension] = [num(inputs, 'n'), num(inputs, 'd')];
    const { noise, signal } = dickerMoments({
      samples,
      dimension,
      noise: num(inputs, 'sigma2'),
      signal: num(inputs, 'tau2'),
    });
    return { sigma2_hat: noise.mean, tau2_hat: signal.mean };
  },
  'estimators.participation_ratio': (inputs) => {
    const eta = Float64Array.from({ length: num(inputs, 'd') }, (_, k) => power(k + 1, -1.5));
    const population = participationRatio(eta);
    return {
      pr_population: population,
      pr_sample_prediction: sampleParticipationRatio(eta, num(inputs, 'n')),
      pr_debiased: population,
    };
  },
};
