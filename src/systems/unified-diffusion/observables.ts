import { defineObservables } from '../contract.ts';
import type { DiffusionProblem } from './problem.ts';

export const observables = defineObservables<DiffusionProblem>()({
  emergence: {
    label: 'time of emergence',
    symbol: 't_k',
    description:
      'of a mode, on the way from noise (1) to data (0): when half of its variance shows in what the denoiser makes of the state. 1: from the start; 0: never',
    scale: 'linear',
    over: 'mode',
    floor: () => 1e-3,
  },
  variance: {
    label: 'variance of samples over data',
    symbol: 'v_k/S_k',
    description: 'of each mode of the data, in what the sampler has made',
    scale: 'log',
    over: 'mode',
    level: { value: 1, label: 'the data' },
  },
  revealed: {
    label: 'variance that the denoiser sees',
    symbol: 'x̂_k²/S_k',
    description: 'of a mode in the denoised state, at a time on the way; at time 0 of the sample itself',
    scale: 'linear',
    over: ['time', 'mode'],
    floor: () => 1e-3,
  },
  divergence: {
    label: 'divergence from the data',
    symbol: 'KL(x ‖ data)',
    description: 'of the samples’ Gaussian distribution from that of the data, in nats',
    scale: 'log',
    floor: divergenceFloor,
  },
  targetDivergence: {
    label: 'divergence from the target',
    symbol: 'KL(x ‖ target)',
    description: 'from data with the noise that the schedule leaves at time 0, which is what a sampler aims at',
    scale: 'log',
    floor: divergenceFloor,
  },
});

/**
 * A covariance of d dimensions that is estimated from M samples diverges from the true one by
 * d(d + 1)/4M, which is taken off, and scatters by about d/2M, which is left.
 */
function divergenceFloor({ variances, parameters }: DiffusionProblem): number {
  return variances.length / (2 * parameters.samples);
}

export type DiffusionObservable = keyof typeof observables;
