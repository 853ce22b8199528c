import { type Inputs, list, num } from '../../data/reference-inputs.ts';
import type { Sampler } from '../../diffusion/samplers.ts';
import { hierarchicalSchedule, type Schedule, samplingTimes, sequentialSchedule } from '../../diffusion/schedules.ts';
import { createWasmEngine } from '../../numeric/engines/wasm.ts';
import { log, power } from '../../numeric/special.ts';
import type { Evaluators } from '../contract.ts';
import { timeOfUnitSignal } from './theory/emergence.ts';
import { denoisingLoss, fittingDivergence, leastErrors } from './theory/information.ts';
import { followCovariance, gaussianDivergence } from './theory/matrices.ts';
import { divergenceOfRatio, marginalVariance, sampledVariances } from './theory/modes.ts';

const SAMPLERS: Record<string, Sampler> = {
  ...{ ddim: 'ddim', ancestral: 'ancestral', em: 'euler-maruyama', ode: 'probability-flow' },
};

/** The formulas of Gaussian diffusion in `reference/data.json`. */
export const evaluators: Evaluators = {
  'diffusion.gaussian': (inputs) => {
    const S = Float64Array.from({ length: num(inputs, 'd') }, (_, i) => power(i + 1, -1.5));
    const schedule = byVariance(S, num(inputs, 'a'), inputs);
    const gammas = Array.from(samplingTimes(num(inputs, 'steps')), (time) => schedule.at(time));
    const last = S.map((one, i) => {
      const course = sampledVariances(
        SAMPLERS[inputs.sampler as string],
        one,
        gammas.map((all) => all[i]),
      );
      return course[course.length - 1];
    });
    const divergence = (target: Float64Array) => last.reduce((sum, v, i) => sum + divergenceOfRatio(v / target[i]), 0);
    return {
      var_first: last[0],
      var_last: last[last.length - 1],
      kl_generated_vs_data: divergence(S),
      kl_generated_vs_marginal_t0: divergence(S.map((one, i) => marginalVariance(one, schedule.at(0)[i]))),
    };
  },
  'diffusion.misaligned': (inputs) => {
    const [d, steps, range] = [num(inputs, 'd'), num(inputs, 'steps'), num(inputs, 'offset_range')];
    const covariance = Float64Array.from({ length: d * d }, (_, at) =>
      power(0.8, Math.abs(Math.floor(at / d) - (at % d))),
    );
    const engine = createWasmEngine();
    const sampled = (strength: number) => {
      const schedule = hierarchicalSchedule({
        logVariances: new Float64Array(d),
        order: Array.from({ length: d }, (_, i) => i / (d - 1)),
        ...{ strength, leastNoise: num(inputs, 'gamma_denoise'), mostNoise: num(inputs, 'gamma_noise') },
      });
      const gammas = Array.from(samplingTimes(steps), (time) => schedule.at(time));
      let last: Float64Array = covariance;
      followCovariance({ covariance, gammas, sampler: 'euler-maruyama' }, engine, (_, state) => {
        last = state;
      });
      return last;
    };
    const [standard, soft] = [sampled(0), sampled(range)];
    return {
      kl_standard: gaussianDivergence(standard, covariance, engine),
      kl_soft: gaussianDivergence(soft, covariance, engine),
      cov01_standard: standard[1],
      cov01_soft: soft[1],
      varlast_soft: soft[d * d - 1],
    };
  },
  'diffusion.fit_kl': (inputs) => {
    const { trueFromFitted, fittedFromTrue, e } = fittingDivergence(num(inputs, 'd'), num(inputs, 'n'));
    return { kl_true_fitted: trueFromFitted, kl_fitted_true: fittedFromTrue, e_logdet: e };
  },
  'diffusion.uturn': (inputs) => {
    const [S, assumed] = [num(inputs, 'S'), num(inputs, 'S_model')];
    const at = list(inputs, 'gammas').flatMap((gamma) => {
      const { noise, clean } = leastErrors(S, gamma);
      const name = Number.isInteger(gamma) ? gamma.toFixed(1) : String(gamma);
      return [
        [`uturn_corr_gamma${name}`, noise],
        [`eps_mse_gamma${name}`, noise],
        [`x0_mse_gamma${name}`, clean],
      ];
    });
    return {
      ...Object.fromEntries(at),
      kl_gauss: divergenceOfRatio(S / assumed),
      kl_from_mse_integral: denoisingLoss(S, assumed),
    };
  },
  'diffusion.schedules': (inputs) => {
    const S = Float64Array.from(list(inputs, 'S'));
    const hierarchical = [0, 0.5, 1, 2].map((strength) => {
      const schedule = byVariance(S, strength, inputs);
      const [start, end] = [schedule.at(0), schedule.at(1)];
      const delta = end[0] - start[0];
      const times = Array.from(S, (one, i) => timeOfUnitSignal(log(one), start[i], delta));
      return [`a${strength}`, { gamma_at_0: [...start], gamma_at_1: [...end], delta, t_snr1: times }];
    });
    const sequential = [1, 0.5, 0.2].map((overlap) => [`sequential_b${overlap}`, windows(overlap, S.length)]);
    return Object.fromEntries([...hierarchical, ...sequential]);
  },
};

function byVariance(S: Float64Array, strength: number, inputs: Inputs): Schedule {
  const logVariances = S.map(log);
  return hierarchicalSchedule({
    logVariances,
    order: logVariances.map((one) => -one),
    ...{ strength, leastNoise: num(inputs, 'gamma_denoise'), mostNoise: num(inputs, 'gamma_noise') },
  });
}

/**
 * Where each component's γ begins and ends to move, read off the schedule's own slopes: inside of
 * its window, where it is at γ = ½ of 0 to 1.
 */
function windows(overlap: number, components: number): { start: number[]; end: number[] } {
  const ranks = Array.from({ length: components }, (_, i) => i / (components - 1));
  const schedule = sequentialSchedule({ ranks, overlap, leastNoise: 0, mostNoise: 1 });
  const edges = ranks.map((_, i) => {
    const inside = (time: number) => schedule.at(time)[i];
    // Halve on the time at which the component is half-way; its window reaches b/2 to both sides.
    let [low, high] = [0, 1];
    for (let halving = 0; halving < 60; halving++) {
      const middle = (low + high) / 2;
      if (inside(middle) < 0.5) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  });
  return { start: edges.map((middle) => middle - overlap / 2), end: edges.map((middle) => middle + overlap / 2) };
}
