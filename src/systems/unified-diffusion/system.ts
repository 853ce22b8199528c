import { drawsNoise } from '../../diffusion/samplers.ts';
import { type Cost, defineSystem } from '../contract.ts';
import { actsOnlyWith, noEffect } from '../shared/inert.ts';
import { claims } from './claims.ts';
import { runTrial } from './experiment/trial.ts';
import { limits } from './limits.ts';
import { observables } from './observables.ts';
import { type DiffusionParameters, parameters } from './parameters.ts';
import { type DiffusionProblem, modesOf, prepare, timesOf } from './problem.ts';
import { presets, sources } from './sources.ts';
import { predict } from './theory/prediction.ts';
import { validity } from './validity.ts';

export const unifiedDiffusion = defineSystem({
  id: 'unified-diffusion',
  title: 'Unified diffusion',
  strand: 'solvable settings',
  question: 'In which order do scales emerge from noise, and what does a sampler make of them in few steps?',
  sources,
  parameters,
  sweep: {},
  prepare,
  coordinates: {
    mode: { label: 'mode', symbol: 'k', scale: 'linear', at: modesOf },
    time: { label: 'time', symbol: 't', scale: 'linear', at: timesOf },
  },
  observables,
  claims,
  shown: ['emergence', 'variance'],
  margin: {
    value: 0.05,
    reason: 'the prediction is exact; a few per cent of a variance are what would be noticed of the samples',
  },
  inert: [
    actsOnlyWith(['decay'], 'covariance', 'power-law'),
    actsOnlyWith(['correlation'], 'covariance', 'chain'),
    noEffect<DiffusionParameters>(
      ['dimension'],
      ({ covariance }) => Array.isArray(covariance),
      'has no effect with a covariance that is an array',
    ),
    actsOnlyWith(['strength'], 'schedule', 'hierarchical'),
    actsOnlyWith(['overlap'], 'schedule', 'sequential'),
  ],
  validity,
  cost,
  predict,
  trial: runTrial,
  limits,
  presets,
});

/** Each step makes two products at 3 GF/s, and noise at 10 ns a number where there is any. */
function cost({ parameters, variances, aligned }: DiffusionProblem): Cost {
  const { samples: M, steps, sampler } = parameters;
  const d = variances.length;
  const step = M * d * ((4 * d) / 3e9 + (drawsNoise(sampler) ? 1.2e-8 : 0) + 6e-9) + 1e-9 * (d * d * d);
  return {
    seconds: 1e-3 + steps * step,
    bytes: 8 * (4 * M * d + 8 * d * d),
    theory: steps * (aligned ? 2e-7 * d : 1e-5 + 1e-8 * (d * d * d)),
  };
}
